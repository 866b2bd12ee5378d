//! Words of three and more characters of which one was exchanged for another that looks or sounds like it (双随即 for
//! 双随机): set terms of official documents, and words that the general dictionary counted often.

use crate::dictionary::{is_word, words};
use crate::lookalike::alike;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;
use zhengtu_lexicon::{Gapped, general};

/// The characters of a word of which one may be exchanged.
const LENGTH: RangeInclusive<usize> = Gapped::<&str>::LENGTH;

/// So often the dictionary counted a word of three characters, and a longer one.
const COUNTED_SHORT: usize = 200;
const COUNTED: usize = 20;

/// The word that stands here but for the character at `at`, which looks or sounds like that of the word.
fn meant<'w, S: AsRef<str>>(words: &'w Gapped<S>, seen: &[char], at: usize) -> Option<&'w str> {
    let near = |theirs: char| alike(seen[at]).any(|other| other == theirs);
    words.but_for(seen, at).find(|(_, theirs)| near(*theirs)).map(|(word, _)| word)
}

/// Words of the general dictionary that are long or common enough.
static COMMON: LazyLock<Gapped<&'static str>> = LazyLock::new(|| {
    // Most words are shorter, which their bytes tell, or were counted seldom, which the length of the count tells.
    let least = (LENGTH.start() * '字'.len_utf8(), COUNTED.ilog10() as usize + 1);
    let entries = general::text().lines().filter_map(|line| line.rsplit_once(' '));
    let common =
        entries.filter(|(word, count)| word.len() >= least.0 && count.len() >= least.1).filter(|(word, count)| {
            let least = if word.chars().count() > *LENGTH.start() { COUNTED } else { COUNTED_SHORT };
            word.chars().all(zhengtu_text::is_han) && count.parse().is_ok_and(|count: usize| count >= least)
        });
    Gapped::new(common.map(|(word, _)| word))
});

/// A run of characters that is a word but for one of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Exchanged<'w> {
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// The character that was exchanged, as printed.
    pub(crate) printed: char,
    /// The word that was meant.
    pub(crate) meant: &'w str,
    /// Whether it is one of the set terms.
    pub(crate) term: bool,
    /// The longer word of the text to which the character belongs (整治 in 整治责任, for 政治责任).
    pub(crate) within: Option<&'w str>,
}

/// The runs of whole words in a text of Chinese characters that are a set term but for one character, or a common word but
/// for one that stands alone.
pub(crate) fn exchanged<'w>(text: &'w str, terms: &'w Gapped<String>) -> Vec<Exchanged<'w>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let plain: Vec<char> = chars.iter().map(|(_, char)| *char).collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |(byte, _)| *byte);
    // Where a word begins, with the end of the text; and the word at each character.
    let (mut seams, mut at_char) = (vec![0], Vec::new());
    for word in words(text) {
        at_char.extend(std::iter::repeat_n(word, word.chars().count()));
        seams.push(at_char.len());
    }
    let mut found: Vec<Exchanged<'w>> = Vec::new();
    for (number, &start) in seams.iter().enumerate() {
        // No further than a word reaches: the text may be one sentence.
        let near = seams[number + 1..].iter().take_while(|end| *end - start <= *LENGTH.end()).count();
        let ends = seams[number + 1..][..near].iter().rev().filter(|end| LENGTH.contains(&(*end - start)));
        let word = ends.into_iter().find_map(|&end| {
            let seen = &plain[start..end];
            (0..seen.len()).find_map(|at| {
                let within = Some(at_char[start + at]).filter(|word| word.chars().nth(1).is_some());
                let term = meant(terms, seen, at).map(|word| (word, true));
                let common = || meant(&COMMON, seen, at).filter(|_| within.is_none()).map(|word| (word, false));
                let (meant, term) = term.or_else(common)?;
                let at_bytes = byte(start)..byte(end);
                let known = is_word(&text[at_bytes.clone()]);
                (!known).then_some(Exchanged { at: at_bytes, printed: seen[at], meant, term, within })
            })
        });
        found.extend(word);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        let terms = Gapped::new(["双随机", "立德树人", "时间节点"].map(str::to_owned));
        exchanged(text, &terms).into_iter().map(|found| (&text[found.at], found.meant.to_owned())).collect()
    }

    #[test]
    fn a_term_with_a_character_exchanged_is_found() {
        assert_eq!(found("推行双随即检查"), [("双随即", "双随机".to_owned())]);
        assert_eq!(found("落实立德数人任务"), [("立德数人", "立德树人".to_owned())]);
        assert_eq!(found("明确时间结点"), [("时间结点", "时间节点".to_owned())]);
        assert_eq!(found("中华人民共合国")[0].1, "中华人民共和国");
    }

    #[test]
    fn a_term_as_it_is_and_other_words_are_left_alone() {
        assert!(found("推行双随机检查，落实立德树人任务，明确时间节点").is_empty());
        assert!(found("双随机关联检查").is_empty());
        assert!(found("安排时间，节点名称另定").is_empty());
    }
}
