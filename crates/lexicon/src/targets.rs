//! Words that tell what a number in running text is: a target, a condition, a parameter, a count.

use serde::Deserialize;
use std::sync::LazyLock;

/// What the words of a group tell; `data/targets.toml` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Sign {
    Commit,
    Weak,
    Abstract,
    Baseline,
    Condition,
    Scope,
    Parameter,
    Indicator,
    Done,
    Follow,
    Goal,
    Report,
    Strip,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: Sign,
    words: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Debug, Deserialize)]
struct File {
    word: Vec<Group>,
}

/// The groups in the order of [`Sign`], the words of each longest first.
static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let mut file: File = toml::from_str(include_str!("../data/targets.toml")).expect("targets.toml is tested");
    file.word.sort_by_key(|group| group.kind);
    for group in &mut file.word {
        group.words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    }
    file.word
});

/// The words of a group, longest first.
pub fn words(sign: Sign) -> &'static [String] {
    &GROUPS[sign as usize].words
}

/// The first word of the group that stands in `text`.
pub fn within(sign: Sign, text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    words(sign).iter().map(String::as_str).find(|word| text.contains(word))
}

/// The longest word of the group that `text` ends with.
pub fn at_end(sign: Sign, text: &str) -> Option<&'static str> {
    words(sign).iter().map(String::as_str).find(|word| text.ends_with(word))
}

/// The longest word of the group that `text` starts with.
pub fn at_start(sign: Sign, text: &str) -> Option<&'static str> {
    words(sign).iter().map(String::as_str).find(|word| text.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        for group in GROUPS.iter() {
            assert!(within(group.kind, &group.example).is_some(), "{}", group.example);
        }
    }

    #[test]
    fn there_is_one_group_of_each_kind_in_order() {
        let kinds: Vec<_> = GROUPS.iter().map(|group| group.kind as usize).collect();
        assert_eq!(kinds, (0..=Sign::Strip as usize).collect::<Vec<_>>());
    }

    #[test]
    fn the_longest_word_is_found_first() {
        assert_eq!(at_start(Sign::Done, "完成审批工作并公开"), Some("完成审批工作"));
        assert_eq!(at_end(Sign::Indicator, "生活垃圾分类覆盖面"), Some("覆盖面"));
        assert_eq!(within(Sign::Parameter, ""), None);
    }
}
