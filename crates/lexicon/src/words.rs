//! A named group of words of a data file, with its example.

use aho_corasick::AhoCorasick;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
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
    /// Of many words, each by its first character and its place, in the order of the characters.
    by_first: Vec<(char, usize)>,
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
        let mut by_first: Vec<(char, usize)> = Vec::new();
        if words.len() > FEW {
            let places = words.iter().enumerate();
            by_first.extend(places.filter_map(|(at, word)| Some((word.chars().next()?, at))));
            by_first.sort_unstable();
        }
        Self { words, example, firsts, lasts, by_first, anywhere: OnceLock::new() }
    }

    /// Adds the words of another group.
    pub fn add(&mut self, more: Self) {
        let Self { mut words, example, .. } = std::mem::take(self);
        crate::entries::add_words(&mut words, more.words);
        *self = Self::new(words, example);
    }

    /// The length in bytes of the longest word with which `text` begins.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<usize> {
        let first = text.chars().next().filter(|&first| self.firsts.may_hold(first))?;
        self.longest_at_start(text, first)
    }

    fn longest_at_start(&self, text: &str, first: char) -> Option<usize> {
        if self.by_first.is_empty() {
            return self.words.iter().find(|word| begins_with(text, word, FIRST)).map(String::len);
        }
        let from = self.by_first.partition_point(|&(char, _)| char < first);
        let own = self.by_first[from..].iter().take_while(|&&(char, _)| char == first);
        own.map(|&(_, at)| &self.words[at]).find(|word| begins_with(text, word, SECOND)).map(String::len)
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
        match self.words.as_slice() {
            few if few.len() <= FEW && text.len() > SHORT => few.iter().any(|word| text.contains(word.as_str())),
            _ => self.finder().is_match(text),
        }
    }

    fn finder(&self) -> &AhoCorasick {
        self.anywhere.get_or_init(|| finder(&self.words))
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

/// Whether a text begins with a word. Of the words that are asked for most are told from it by one byte, without a call.
/// `telling`: the place of that byte.
#[inline]
pub(crate) fn begins_with(text: &str, word: &str, telling: usize) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    word.get(telling).is_none_or(|byte| text.get(telling) == Some(byte)) && text.starts_with(word)
}

/// The places of the last bytes of a first and a second Chinese character: by the one the words of a group differ, by the
/// other those with the same first.
const FIRST: usize = 2;
const SECOND: usize = 5;

/// So few words are sooner looked for one after the other, each by all its bytes.
const FEW: usize = 8;

/// In a text of so few bytes, such as a name, all words at once are sooner looked for: to begin with each costs more.
const SHORT: usize = 64;

/// Finds words anywhere in a Chinese text. Without a prefilter: the bytes of Chinese characters are in every text, and looking
/// for rare ones first costs more than it saves.
pub(crate) fn finder(words: &[String]) -> AhoCorasick {
    AhoCorasick::builder().prefilter(false).build(words).expect("the words of a group are few")
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

/// The groups of these names, each empty where there is none. What a derived `Deserialize` would do for each struct of groups
/// is compiled once for all of them.
///
/// # Errors
/// Where a group is none, or its name is not among these.
pub fn deserialize_groups<'de, D: Deserializer<'de>>(
    deserializer: D,
    names: &'static [&'static str],
) -> Result<Vec<Words>, D::Error> {
    deserializer.deserialize_struct("Groups", names, NamedGroups(names))
}

struct NamedGroups(&'static [&'static str]);

impl<'de> Visitor<'de> for NamedGroups {
    type Value = Vec<Words>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("groups of words by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Words>, A::Error> {
        let mut groups = vec![Words::default(); self.0.len()];
        while let Some(at) = map.next_key_seed(GroupName(self.0))? {
            groups[at] = map.next_value()?;
        }
        Ok(groups)
    }
}

/// The place of a name among those of the groups. Read as a key, so that what is wrong with it is wrong at its place.
struct GroupName(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for GroupName {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for GroupName {
    type Value = usize;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the name of a group")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let known = self.0.iter().position(|known| *known == name);
        known.ok_or_else(|| E::unknown_field(name, self.0))
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
        #[derive(Clone, Debug, Default)]
        #[allow(missing_docs)]
        $visible struct $name {
            $($visible $group: $crate::Words,)*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let names = const { &[$(stringify!($group)),*] };
                let mut groups = $crate::deserialize_groups(deserializer, names)?.into_iter();
                Ok(Self { $($group: groups.next().unwrap_or_default(),)* })
            }
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
    fn words_are_found_anywhere_be_they_few_or_many() {
        let words = |count: usize| Words::new((0..count).map(|nth| format!("第{nth}类")).collect(), String::new());
        for group in [words(FEW), words(FEW + 1)] {
            assert!(group.within("甲第7类乙") && !group.within("甲第类乙") && !group.within(""));
            let long = "甲".repeat(SHORT);
            assert!(group.within(&format!("{long}第7类")) && !group.within(&format!("{long}第类")));
        }
    }
}
