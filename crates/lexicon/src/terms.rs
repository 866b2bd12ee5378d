//! Words of the grammar of dates, limits and numbers.

use crate::words::Words;
use serde::Deserialize;

/// The words of `terms.toml`; what each group means is said there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermWords {
    /// Words of dates and periods.
    pub date: DateWords,
    /// Words of time limits.
    pub limit: LimitWords,
    /// Words beside numbers that measure nothing.
    pub number: NumberWords,
}

/// Words of dates and periods.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DateWords {
    pub between: Words,
    pub joined: Words,
    pub joined_end: Words,
    pub until: Words,
    pub since: Words,
    pub within: Words,
    pub from: Words,
    pub to: Words,
    pub compared: Words,
    pub compared_with: Words,
    pub base: Words,
    pub year_end: Words,
    pub year_whole: Words,
    pub end: Words,
    pub plan_end: Words,
    pub plan_start: Words,
    pub plan_title: Words,
    pub year: Words,
    pub quarter: Words,
    pub month: Words,
    pub week: Words,
    pub working_day: Words,
    pub day: Words,
    pub day_number: Words,
    pub every: Words,
    pub list: Words,
}

/// Words of time limits.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct LimitWords {
    pub lead: Words,
    pub done: Words,
    pub begun: Words,
    pub wholly: Words,
    pub reached: Words,
    pub issue: Words,
    pub event: Words,
    pub counted: Words,
    pub counted_lead: Words,
    pub inside: Words,
}

/// Words beside numbers that measure nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct NumberWords {
    pub numbered: Words,
    pub coded: Words,
}

/// The words that are compiled in.
pub fn words() -> &'static TermWords {
    static WORDS: std::sync::LazyLock<TermWords> = std::sync::LazyLock::new(TermWords::built_in);
    &WORDS
}

impl TermWords {
    /// The words that are built in.
    pub(crate) fn built_in() -> Self {
        toml::from_str(include_str!("../data/terms.toml")).expect("terms.toml is tested")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        TermWords::built_in();
        let groups: BTreeMap<String, BTreeMap<String, Words>> =
            toml::from_str(include_str!("../data/terms.toml")).unwrap();
        for (name, words) in groups.values().flatten() {
            assert!(words.iter().any(|word| words.example().contains(word)), "{name}: {}", words.example());
        }
    }

    #[test]
    fn the_longest_word_is_found() {
        let words = TermWords::built_in();
        assert_eq!(words.date.until.at_start("之前完成"), Some("之前".len()));
        assert_eq!(words.date.to.at_end("数据截至"), Some("截至".len()));
        assert_eq!(words.limit.lead.at_start("完成"), None);
        assert!(words.limit.lead.is("原则上于") && !words.limit.lead.is("原则"));
    }
}
