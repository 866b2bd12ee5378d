//! The built-in words, for tests.

use crate::Lexicon;
use std::sync::LazyLock;

/// The built-in words, made ready once.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);
    &LEXICON
}
