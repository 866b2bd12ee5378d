//! Words, found by all of their characters but one.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeInclusive;

/// Words by what is left of them without one of their characters.
#[derive(Clone, Debug, Default)]
pub struct Gapped<S> {
    words: Vec<S>,
    by_gap: HashMap<u64, Vec<usize>>,
}

impl<S: AsRef<str>> Gapped<S> {
    /// The words that a gap is looked for in, by their number of characters: of shorter ones too little is left, longer ones
    /// are sentences.
    pub const LENGTH: RangeInclusive<usize> = 3..=8;

    /// Indexes the words of the length that is looked for.
    pub fn new(words: impl IntoIterator<Item = S>) -> Self {
        let words: Vec<S> =
            words.into_iter().filter(|word| Self::LENGTH.contains(&word.as_ref().chars().count())).collect();
        let mut by_gap: HashMap<u64, Vec<usize>> = HashMap::new();
        for (number, word) in words.iter().enumerate() {
            let chars: Vec<char> = word.as_ref().chars().collect();
            for at in 0..chars.len() {
                by_gap.entry(gap(&chars, at)).or_default().push(number);
            }
        }
        Self { words, by_gap }
    }

    /// The words that are `seen` but for the character at `at`, with the character that they have there.
    pub fn but_for<'g, 's>(
        &'g self,
        seen: &'s [char],
        at: usize,
    ) -> impl Iterator<Item = (&'g str, char)> + use<'g, 's, S> {
        let found = self.by_gap.get(&gap(seen, at)).into_iter().flatten();
        found.filter_map(move |&number| {
            let word = self.words[number].as_ref();
            let mut theirs = None;
            let mut chars = word.chars();
            let same = seen.iter().enumerate().all(|(place, char)| {
                let own = chars.next();
                if place == at {
                    theirs = own.filter(|own| own != char);
                    theirs.is_some()
                } else {
                    own == Some(*char)
                }
            });
            theirs.filter(|_| same).filter(|_| chars.next().is_none()).map(|char| (word, char))
        })
    }
}

/// What tells a run of characters without the one at `at`.
fn gap(chars: &[char], at: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    (at, &chars[..at], &chars[at + 1..]).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_all_but_one_of_its_characters() {
        let words = Gapped::new(["双随机", "双随行", "立德树人", "时间"]);
        let found = |seen: &str, at| {
            let seen: Vec<char> = seen.chars().collect();
            words.but_for(&seen, at).map(|(word, char)| (word.to_owned(), char)).collect::<Vec<_>>()
        };
        assert_eq!(found("双随即", 2), [("双随机".to_owned(), '机'), ("双随行".to_owned(), '行')]);
        assert_eq!(found("立德数人", 2), [("立德树人".to_owned(), '树')]);
        assert!(found("立德树人", 2).is_empty() && found("立德数人", 1).is_empty() && found("时机", 1).is_empty());
    }
}
