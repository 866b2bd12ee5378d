//! The dictionary of common Chinese: which runs of characters are words, how common they are, where a text parts into
//! them.

use jieba_rs::Jieba;
use std::sync::LazyLock;
use zhengtu_lexicon::general;

/// Made where a text is first parted into words. Each line of the dictionary is a word and its count; a test of the
/// lexicon reads it.
static DICTIONARY: LazyLock<Jieba> =
    LazyLock::new(|| Jieba::with_dict(&mut general::text().as_bytes()).expect("the general dictionary is well formed"));

/// Whether a run of characters is a word.
pub(crate) fn is_word(word: &str) -> bool {
    general::has_word(word)
}

/// How often a word stands in the texts from which the dictionary was made; 0 for what is no word.
pub(crate) fn frequency(word: &str) -> usize {
    if is_word(word) { DICTIONARY.suggest_freq(word) } else { 0 }
}

/// The words of a run of Chinese characters; what is in no word stands alone.
pub(crate) fn words(run: &str) -> Vec<&str> {
    DICTIONARY.cut(run, false).into_iter().map(|token| token.word).collect()
}
