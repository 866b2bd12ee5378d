//! Words of deadlines: standing work, immediate, fields that state none.

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

/// What a deadline field that names no day says, by the words of `deadlines.toml`; signs such as
/// `—` count only where they are the whole field. The earliest group with a word in the field wins.
pub fn deadline_word(field: &str) -> Option<DeadlineWord> {
    GROUPS.iter().find(|group| group.words.iter().any(|word| says(field, word))).map(|group| group.kind)
}

fn says(field: &str, word: &str) -> bool {
    let whole = word.chars().count() == 1 || !word.chars().any(char::is_alphabetic);
    if whole { field == word } else { field.contains(word) }
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
