//! The dictionary of common Chinese, as the checks ask it: which runs of characters are words, how common they are, where
//! a text parts into them.

use std::ops::Range;
use zhengtu_lexicon::general;

/// Whether a run of characters is a word.
pub(crate) fn is_word(word: &str) -> bool {
    general::has_word(word)
}

/// How often a word stands in the texts from which the dictionary was made; 0 for what is no word.
pub(crate) fn frequency(word: &str) -> usize {
    if is_word(word) { general::segmenter().frequency(word) } else { 0 }
}

/// The words of a run of Chinese characters; what is in no word stands alone.
pub(crate) fn words(run: &str) -> Vec<&str> {
    general::segmenter().cut(run)
}

/// The longest words, in characters, that a seam is looked for between.
const LONGEST: usize = 4;

/// Whether some characters of a text are the end of one word and the beginning of the next (施延 in 设施延期): both words
/// stand in the dictionary, and at least one goes on beyond the characters.
pub(crate) fn is_across_words(text: &str, at: &Range<usize>) -> bool {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let place = |byte: usize| chars.partition_point(|(start, _)| *start < byte);
    let (start, end) = (place(at.start), place(at.end));
    let is = |from: usize, to: usize| is_word(&chars[from..to].iter().map(|(_, char)| char).collect::<String>());
    (start + 1..end).any(|seam| {
        let left = (seam.saturating_sub(LONGEST)..=start.min(seam.saturating_sub(2))).filter(|&from| is(from, seam));
        let right: Vec<usize> =
            (end.max(seam + 2)..=chars.len().min(seam + LONGEST)).filter(|&to| is(seam, to)).collect();
        left.into_iter().any(|from| right.iter().any(|&to| from < start || to > end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(text: &str, found: &str) -> bool {
        let start = text.find(found).unwrap();
        is_across_words(text, &(start..start + found.len()))
    }

    #[test]
    fn characters_of_two_words_are_told_from_a_wrong_word() {
        assert!(across("导致核设施延期建造", "施延"));
        assert!(across("宣布署名单位", "布署"));
        assert!(!across("加强布署工作", "布署"));
        assert!(!across("清理施延问题", "施延"));
    }
}
