//! Words of deadlines: standing work, immediate, fields that state none.

use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::LazyLock;

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

#[derive(Debug, Deserialize)]
struct File {
    word: Vec<Group>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../data/deadlines.toml")).expect("deadlines.toml is tested");
    file.word
});

/// The words that count wherever they stand in a field, with the group of each.
static WITHIN: LazyLock<(AhoCorasick, Vec<usize>)> = LazyLock::new(|| {
    let words = GROUPS.iter().enumerate().flat_map(|(group, words)| words.words.iter().map(move |word| (word, group)));
    let (words, groups): (Vec<&String>, Vec<usize>) = words.filter(|(word, _)| !is_whole(word)).unzip();
    (AhoCorasick::new(words).expect("the words of deadlines.toml are few"), groups)
});

/// What a deadline field that names no day says, by the words of `deadlines.toml`; signs such as
/// `—` count only where they are the whole field. The earliest group with a word in the field wins.
pub fn deadline_word(field: &str) -> Option<DeadlineWord> {
    let (words, groups) = &*WITHIN;
    let within = words.find_overlapping_iter(field).map(|found| groups[found.pattern().as_usize()]).min();
    let is_field = |group: &Group| group.words.iter().any(|word| is_whole(word) && word == field);
    let whole = if field.chars().nth(4).is_none() { GROUPS.iter().position(is_field) } else { None };
    within.into_iter().chain(whole).min().map(|group| GROUPS[group].kind)
}

/// Whether a word counts only as a whole field.
fn is_whole(word: &str) -> bool {
    word.chars().count() == 1 || !word.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_is_of_its_kind() {
        for group in GROUPS.iter() {
            assert_eq!(deadline_word(&group.example), Some(group.kind), "{}", group.example);
        }
    }

    #[test]
    fn other_fields_say_nothing() {
        assert_eq!(deadline_word("按照省厅要求完成"), None);
        assert_eq!(deadline_word("无障碍改造完工"), None);
    }
}
