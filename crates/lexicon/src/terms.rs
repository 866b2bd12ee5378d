//! Words of the grammar of dates, limits and numbers.

use crate::overlay::Overlay;
use crate::words::section;
use serde::Deserialize;

/// The words of `terms.toml`; what each group means is said there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TermWords {
    /// Words of dates and periods.
    pub date: DateWords,
    /// Words of time limits.
    pub limit: LimitWords,
    /// Words beside numbers that measure nothing.
    pub number: NumberWords,
}

section! {
    /// Words of dates and periods.
    DateWords: between joined joined_end until since within from to compared compared_with base year_end year_whole end plan_end plan_start plan_title year quarter month week working_day day day_number every list
}

section! {
    /// Words of time limits.
    LimitWords: lead done begun wholly reached issue event counted counted_lead inside
}

section! {
    /// Words beside numbers that measure nothing.
    NumberWords: numbered coded
}

impl Overlay for TermWords {
    const NAME: &'static str = "terms.toml";
    const BUILT_IN: &'static str = include_str!("../data/terms.toml");

    /// Words are added to the group of their name.
    fn lay_over(&mut self, with: Self) {
        self.date.lay_over(with.date);
        self.limit.lay_over(with.limit);
        self.number.lay_over(with.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        let TermWords { date, limit, number } = lexicon().terms();
        for (name, words) in [date.groups(), limit.groups(), number.groups()].into_iter().flatten() {
            assert!(words.iter().any(|word| words.example().contains(word)), "{name}: {}", words.example());
        }
    }

    #[test]
    fn the_longest_word_is_found() {
        let words = lexicon().terms();
        assert_eq!(words.date.until.at_start("之前完成"), Some("之前".len()));
        assert_eq!(words.date.to.at_end("数据截至"), Some("截至".len()));
        assert_eq!(words.limit.lead.at_start("完成"), None);
        assert!(words.limit.lead.is("原则上于") && !words.limit.lead.is("原则"));
    }
}
