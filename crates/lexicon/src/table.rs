//! Words with their concepts, for the longest one at a place of a text.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use zhengtu_text::{CharHasher, CharSet};

/// The first two characters of a word; of a word of one character that one and nothing.
type Key = (char, Option<char>);

/// Words with their concepts, by their first two characters, longest first.
#[derive(Debug)]
pub(crate) struct Table {
    by_start: HashMap<Key, Vec<(String, usize)>, BuildHasherDefault<CharHasher>>,
    /// The words of one character: whether there are any.
    singles: bool,
    /// The first characters of words, and the second: at most places of a text none of them stands.
    firsts: CharSet,
    seconds: CharSet,
}

impl Table {
    pub(crate) fn new(entries: HashMap<String, usize>) -> Self {
        let mut sorted: Vec<(String, usize)> = entries.into_iter().collect();
        sorted.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let mut by_start: HashMap<Key, Vec<(String, usize)>, _> = HashMap::default();
        for (word, owner) in sorted {
            if let Some(key) = key(&word) {
                by_start.entry(key).or_default().push((word, owner));
            }
        }
        Self {
            singles: by_start.keys().any(|key| key.1.is_none()),
            firsts: by_start.keys().map(|key| key.0).collect(),
            seconds: by_start.keys().filter_map(|key| key.1).collect(),
            by_start,
        }
    }

    /// The longest word at the start of `text`: its length in bytes and its concept.
    pub(crate) fn longest_at(&self, text: &str) -> Option<(usize, usize)> {
        let key = key(text).filter(|key| may_hold(&self.firsts, key.0))?;
        let second = key.1.filter(|&second| may_hold(&self.seconds, second));
        let single = || self.singles.then(|| self.longest_of((key.0, None), text)).flatten();
        second.and_then(|_| self.longest_of(key, text)).or_else(single)
    }

    /// Where in a text words may begin, and with which character; of those beyond the plane of the set with none.
    pub(crate) fn starts_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let goes_on = |&(at, first): &(usize, char)| {
            let second = text[at + first.len_utf8()..].chars().next();
            self.singles || second.is_some_and(|second| may_hold(&self.seconds, second))
        };
        self.firsts.find_in(text).filter(goes_on)
    }

    fn longest_of(&self, key: Key, text: &str) -> Option<(usize, usize)> {
        let words = self.by_start.get(&key)?;
        words.iter().find(|(word, _)| text.starts_with(word.as_str())).map(|(word, owner)| (word.len(), *owner))
    }

    /// The concept of a word.
    pub(crate) fn get(&self, word: &str) -> Option<usize> {
        let words = self.by_start.get(&key(word)?)?;
        words.iter().find(|(known, _)| known == word).map(|(_, owner)| *owner)
    }

    /// All words. In no order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_start.values().flatten().map(|(word, owner)| (word.as_str(), *owner))
    }
}

/// Whether a character may be one of the set, which holds none beyond its plane.
fn may_hold(set: &CharSet, char: char) -> bool {
    set.contains(char) || char > '\u{ffff}'
}

fn key(text: &str) -> Option<Key> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()))
}
