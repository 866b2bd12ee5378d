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

    /// What stands behind the longest word with which `text` begins.
    pub fn strip_start<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.at_start(text).map(|len| &text[len..])
    }

    /// Whether one of the words stands in `text`.
    pub fn within(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word.as_str()))
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

/// A section of a data file: its groups of words.
macro_rules! section {
    ($(#[$doc:meta])* $name:ident: $($group:ident)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(missing_docs)]
        pub struct $name {
            $(pub $group: $crate::words::Words,)*
        }

        impl $name {
            fn lay_over(&mut self, with: Self) {
                $(self.$group.add(with.$group);)*
            }

            #[cfg(test)]
            fn groups(&self) -> Vec<(&'static str, &$crate::words::Words)> {
                vec![$((stringify!($group), &self.$group)),*]
            }
        }
    };
}

pub(crate) use section;
