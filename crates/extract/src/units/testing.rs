//! The built-in words, for tests.

use super::Vocabulary;

/// The built-in words, and nothing read yet.
pub(crate) fn vocabulary() -> Vocabulary<'static> {
    Vocabulary::new(zhengtu_lexicon::testing::lexicon())
}
