//! Words with their concepts, for the longest one at a place of a text.

use crate::words::begins_with;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use zhengtu_text::{CharHasher, PairGate};

/// The first two characters of a word; of a word of one character that one and nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(char, Option<char>);

impl Hash for Key {
    /// Both characters at once: a table is asked at thousands of places of a text.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let second = self.1.map_or(0, |second| u64::from(u32::from(second)) + 1);
        hasher.write_u64(u64::from(u32::from(self.0)) << u32::BITS | second);
    }
}

/// Words with their concepts, by their first two characters, longest first.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    by_start: HashMap<Key, Vec<(String, usize)>, BuildHasherDefault<CharHasher>>,
    /// Where none of the words begins, which is at most places of a text.
    gate: PairGate,
    /// Whether there are words of one character.
    singles: bool,
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
            gate: by_start.values().flatten().map(|(word, _)| word.as_str()).collect(),
            singles: by_start.keys().any(|key| key.1.is_none()),
            by_start,
        }
    }

    /// The longest word at the start of `text`: its length in bytes and its concept.
    pub(crate) fn longest_at(&self, text: &str) -> Option<(usize, usize)> {
        if !self.gate.may_begin(text) {
            return None;
        }
        let key = key(text)?;
        let single = || self.singles.then(|| self.longest_of(Key(key.0, None), text)).flatten();
        key.1.and_then(|_| self.longest_of(key, text)).or_else(single)
    }

    /// The first place at or behind a byte of a text where a word may begin.
    pub(crate) fn next_start(&self, text: &str, from: usize) -> Option<usize> {
        self.gate.next_in(text, from)
    }

    fn longest_of(&self, key: Key, text: &str) -> Option<(usize, usize)> {
        let words = self.by_start.get(&key)?;
        words.iter().find(|(word, _)| begins_with(text, word, THIRD)).map(|(word, owner)| (word.len(), *owner))
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

/// The place of the last byte of a third Chinese character: by it the words of a key differ.
const THIRD: usize = 8;

fn key(text: &str) -> Option<Key> {
    let mut chars = text.chars();
    Some(Key(chars.next()?, chars.next()))
}
