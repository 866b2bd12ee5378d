use std::collections::HashMap;

/// Words with their concepts, by their first character, longest first.
#[derive(Debug, Default)]
pub(super) struct Table {
    by_first: HashMap<char, Vec<(String, usize)>>,
}

impl Table {
    pub(super) fn new(entries: HashMap<String, usize>) -> Self {
        let mut sorted: Vec<(String, usize)> = entries.into_iter().collect();
        sorted.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let mut table = Self::default();
        for (word, owner) in sorted {
            if let Some(first) = word.chars().next() {
                table.by_first.entry(first).or_default().push((word, owner));
            }
        }
        table
    }

    /// The longest word at the start of `text`: its length in bytes and its concept.
    pub(super) fn longest_at(&self, text: &str) -> Option<(usize, usize)> {
        let words = self.by_first.get(&text.chars().next()?)?;
        words.iter().find(|(word, _)| text.starts_with(word.as_str())).map(|(word, owner)| (word.len(), *owner))
    }

    /// The concept of a word.
    pub(super) fn get(&self, word: &str) -> Option<usize> {
        let words = self.by_first.get(&word.chars().next()?)?;
        words.iter().find(|(known, _)| known == word).map(|(_, owner)| *owner)
    }

    /// All words. In no order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, usize)> {
        self.by_first.values().flatten().map(|(word, owner)| (word.as_str(), *owner))
    }
}
