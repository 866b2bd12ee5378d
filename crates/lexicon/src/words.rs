//! A named group of words of a data file, with its example.

use serde::Deserialize;

/// Words that mean the same to the grammar, the longest first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Entry")]
pub struct Words {
    words: Vec<String>,
    example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<String>,
    example: String,
}

impl From<Entry> for Words {
    fn from(mut entry: Entry) -> Self {
        entry.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { words: entry.words, example: entry.example }
    }
}

impl Words {
    /// Adds the words of another group.
    pub(crate) fn add(&mut self, more: Self) {
        crate::overlay::add_words(&mut self.words, more.words);
        self.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }

    /// The length in bytes of the longest word with which `text` begins.
    pub fn at_start(&self, text: &str) -> Option<usize> {
        self.words.iter().find(|word| text.starts_with(word.as_str())).map(String::len)
    }

    /// The length in bytes of the longest word with which `text` ends.
    pub fn at_end(&self, text: &str) -> Option<usize> {
        self.words.iter().find(|word| text.ends_with(word.as_str())).map(String::len)
    }

    /// Whether `text` is one of the words.
    pub fn is(&self, text: &str) -> bool {
        self.words.iter().any(|word| word == text)
    }

    /// The words, the longest first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// A passage that has one of the words.
    pub fn example(&self) -> &str {
        &self.example
    }
}
