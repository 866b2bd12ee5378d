//! Words of deadlines: standing work, immediate, fields that state none.

use crate::entries::without;
use crate::overlay::Overlay;
use aho_corasick::AhoCorasick;
use serde::Deserialize;

/// What a deadline field without a day says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeadlineWord {
    /// Standing work (持续推进).
    Ongoing,
    /// At once (立即).
    Immediate,
    /// No date (待定).
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: DeadlineWord,
    words: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

/// `data/deadlines.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    word: Vec<Group>,
}

impl Overlay for File {
    const NAME: &'static str = "deadlines.toml";
    const BUILT_IN: &'static str = include_str!("../data/deadlines.toml");

    /// Groups are put before those there are; a word of theirs leaves the group in which it stood.
    fn lay_over(&mut self, with: Self) {
        for group in with.word.into_iter().rev() {
            self.word.iter_mut().for_each(|known| without(&mut known.words, &group.words));
            self.word.insert(0, group);
        }
    }
}

/// What deadline fields without a day say.
#[derive(Debug)]
pub struct Deadlines {
    groups: Vec<Group>,
    /// The words that count wherever they stand in a field.
    within: AhoCorasick,
    /// The group of each of them.
    owners: Vec<usize>,
}

impl Deadlines {
    pub(crate) fn new(file: File) -> Self {
        let groups = file.word;
        let words = groups.iter().enumerate().flat_map(|(at, group)| group.words.iter().map(move |word| (word, at)));
        let (words, owners): (Vec<&String>, Vec<usize>) = words.filter(|(word, _)| !is_whole(word)).unzip();
        let within = AhoCorasick::new(words).expect("the words of deadlines are few");
        Self { within, owners, groups }
    }

    /// What a deadline field that names no day says, by the words of `deadlines.toml`; signs such as
    /// `—` count only where they are the whole field. The earliest group with a word in the field wins.
    pub fn word(&self, field: &str) -> Option<DeadlineWord> {
        let within = self.within.find_overlapping_iter(field).map(|found| self.owners[found.pattern().as_usize()]);
        let is_field = |group: &Group| group.words.iter().any(|word| word == field && is_whole(word));
        let whole = if field.chars().nth(4).is_none() { self.groups.iter().position(is_field) } else { None };
        within.min().into_iter().chain(whole).min().map(|group| self.groups[group].kind)
    }
}

/// Whether a word counts only as a whole field.
fn is_whole(word: &str) -> bool {
    word.chars().count() == 1 || !word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;

    #[test]
    fn each_example_is_of_its_kind() {
        let deadlines = lexicon().deadlines();
        for group in &deadlines.groups {
            assert_eq!(deadlines.word(&group.example), Some(group.kind), "{}", group.example);
        }
    }

    #[test]
    fn other_fields_say_nothing() {
        assert_eq!(lexicon().deadlines().word("按照省厅要求完成"), None);
        assert_eq!(lexicon().deadlines().word("无障碍改造完工"), None);
    }
}
