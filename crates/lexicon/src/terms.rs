//! Words of the grammar of dates, limits and numbers.

use crate::overlay::WordFile;
use crate::word_groups;
use crate::words::{Groups, Words};
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

word_groups! {
    /// Words of dates and periods.
    pub DateWords: between joined joined_end until since within from to compared compared_with base year_end year_whole end plan_end plan_start plan_title year quarter month week working_day day day_number every list
        this_year next_year later_year last_year half_year first_half second_half first_month last_month
}

word_groups! {
    /// Words of time limits.
    pub LimitWords: lead done begun wholly reached issue event counted counted_lead inside
}

word_groups! {
    /// Words beside numbers that measure nothing.
    pub NumberWords: numbered coded
}

impl Groups for TermWords {
    fn groups(&self) -> Vec<(&'static str, &Words)> {
        let Self { date, limit, number } = self;
        [date.groups(), limit.groups(), number.groups()].concat()
    }

    fn add(&mut self, with: Self) {
        self.date.add(with.date);
        self.limit.add(with.limit);
        self.number.add(with.number);
    }
}

impl WordFile for TermWords {
    const NAME: &'static str = "terms.toml";
    const BUILT_IN: &'static str = include_str!("../data/terms.toml");
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;

    #[test]
    fn the_longest_word_is_found() {
        let words = lexicon().terms();
        assert_eq!(words.date.until.at_start("之前完成"), Some("之前".len()));
        assert_eq!(words.date.to.at_end("数据截至"), Some("截至".len()));
        assert_eq!(words.limit.lead.at_start("完成"), None);
        assert!(words.limit.lead.is("原则上于") && !words.limit.lead.is("原则"));
    }
}
