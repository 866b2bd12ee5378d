//! A named group of words of a data file, with its example.

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::ops::Range;
use std::sync::OnceLock;
use zhengtu_text::CharGate;

/// Words that mean the same to the grammar, the longest first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Entry")]
pub struct Words {
    words: Vec<String>,
    example: String,
    /// The characters with which words begin, and those with which they end: most texts that are asked do with none.
    firsts: CharGate,
    lasts: CharGate,
    /// Finds them anywhere; made where it is first asked, as questions ask few groups.
    anywhere: OnceLock<AhoCorasick>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<String>,
    example: String,
}

impl From<Entry> for Words {
    fn from(entry: Entry) -> Self {
        Self::new(entry.words, entry.example)
    }
}

impl Words {
    pub(crate) fn new(mut words: Vec<String>, example: String) -> Self {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let firsts = words.iter().filter_map(|word| word.chars().next()).collect();
        let lasts = words.iter().filter_map(|word| word.chars().next_back()).collect();
        Self { words, example, firsts, lasts, anywhere: OnceLock::new() }
    }

    /// Adds the words of another group.
    pub fn add(&mut self, more: Self) {
        let Self { mut words, example, .. } = std::mem::take(self);
        crate::overlay::add_words(&mut words, more.words);
        *self = Self::new(words, example);
    }

    /// The length in bytes of the longest word with which `text` begins.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<usize> {
        text.chars().next().filter(|&first| self.firsts.may_hold(first))?;
        self.longest_at_start(text)
    }

    fn longest_at_start(&self, text: &str) -> Option<usize> {
        self.words.iter().find(|word| text.starts_with(word.as_str())).map(String::len)
    }

    /// The length in bytes of the longest word with which `text` ends.
    #[inline]
    pub fn at_end(&self, text: &str) -> Option<usize> {
        text.chars().next_back().filter(|&last| self.lasts.may_hold(last))?;
        self.longest_at_end(text)
    }

    fn longest_at_end(&self, text: &str) -> Option<usize> {
        self.words.iter().find(|word| text.ends_with(word.as_str())).map(String::len)
    }

    /// What stands behind the longest word with which `text` begins.
    pub fn strip_start<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.at_start(text).map(|len| &text[len..])
    }

    /// Whether one of the words stands in `text`.
    pub fn within(&self, text: &str) -> bool {
        self.finder().is_match(text)
    }

    /// Where the words stand in `text`, in bytes and in order; of words that overlap the one that ends first.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.finder().find_iter(text).map(|found| found.range())
    }

    fn finder(&self) -> &AhoCorasick {
        let new = || AhoCorasick::new(&self.words).expect("the words of a group are few");
        self.anywhere.get_or_init(new)
    }

    /// The length in bytes of the longest word.
    pub fn longest(&self) -> usize {
        self.words.first().map_or(0, String::len)
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

/// The named groups of a data file, or of a section of one.
pub trait Groups {
    /// The groups, by name.
    fn groups(&self) -> Vec<(&'static str, &Words)>;

    /// Adds the words of the groups of `with` to those of the same names.
    fn add(&mut self, with: Self);

    /// The first group whose example has none of its words.
    fn without_example(&self) -> Option<&'static str> {
        self.groups().into_iter().find(|(_, words)| !words.within(words.example())).map(|(name, _)| name)
    }
}

/// A struct whose fields are named groups of words, as a data file or a section of one has them.
///
/// ```
/// use zhengtu_lexicon::Groups;
/// zhengtu_lexicon::word_groups! {
///     /// Words of greeting.
///     pub Greetings: meeting parting
/// }
/// let names = Greetings::default().groups().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
/// assert_eq!(names, ["meeting", "parting"]);
/// ```
#[macro_export]
macro_rules! word_groups {
    ($(#[$doc:meta])* $visible:vis $name:ident: $($group:ident)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        #[allow(missing_docs)]
        $visible struct $name {
            $($visible $group: $crate::Words,)*
        }

        impl $crate::Groups for $name {
            fn groups(&self) -> Vec<(&'static str, &$crate::Words)> {
                vec![$((stringify!($group), &self.$group)),*]
            }

            fn add(&mut self, with: Self) {
                $(self.$group.add(with.$group);)*
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_every_word_in_order() {
        let words = Words::new(vec!["以下简称".into(), "以下称".into()], String::new());
        let text = "甲（以下称乙），丙（以下简称丁），以下各项";
        let found: Vec<&str> = words.places(text).map(|place| &text[place]).collect();
        assert_eq!(found, ["以下称", "以下简称"]);
        assert_eq!(words.places("以下各项").count(), 0);
    }
}
