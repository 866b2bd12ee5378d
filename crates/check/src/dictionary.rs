//! The dictionary of common Chinese, as the checks ask it: which runs of characters are words, how common they are, where
//! a text parts into them.

use zhengtu_lexicon::general;

/// Whether a run of characters is a word.
pub(crate) fn is_word(word: &str) -> bool {
    general::has_word(word)
}

/// How often a word stands in the texts from which the dictionary was made; 0 for what is no word.
pub(crate) fn frequency(word: &str) -> usize {
    if is_word(word) { general::segmenter().suggest_freq(word) } else { 0 }
}

/// The words of a run of Chinese characters; what is in no word stands alone.
pub(crate) fn words(run: &str) -> Vec<&str> {
    general::segmenter().cut(run, false).into_iter().map(|token| token.word).collect()
}
