//! The words of `data/words.toml`: of dates, names and measures in Chinese questions.

use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_lexicon::{Groups, word_groups};

pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(FILE).expect("data/words.toml is well formed: a test reads it"));

const FILE: &str = include_str!("../data/words.toml");

/// What each group means is said in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub date: DateWords,
    pub name: NameWords,
    pub measure: MeasureWords,
    pub kind_of_measure: KindWords,
    pub value: ValueWords,
    pub follow: FollowWords,
}

word_groups! {
    /// Words of dates and stretches of time.
    pub(crate) DateWords: until_now by earlier from later before until after since during to range_end month_to dated day_number today tomorrow day_after_tomorrow yesterday this_week next_week last_week week_inside inside of_deadline future half_year months days weeks years next_quarter last_quarter this_quarter next_month last_month this_month end this_year next_year last_year year_whole first_half second_half year_end this_whole_year quarter
}

word_groups! {
    /// Words within names, and between them.
    pub(crate) NameWords: bearer committee rank ministry function_ending answers authority each body_ending whose several annex_and annex_to no_place no_company document_kind document_words task_kinds own_tasks issues within with divides branch country nation any_document copula unwritten compound company_ending towards tables town places reported levels reports seat seated lists done_by repealed
}

word_groups! {
    /// The ways in which a unit of measure is printed.
    pub(crate) MeasureWords: percent day working_day
}

word_groups! {
    /// Units of measure that answer the same question.
    pub(crate) KindWords: days time people
}

word_groups! {
    /// Words beside values that are asked for.
    pub(crate) ValueWords: how_many countable tasks done money hours ordinal item section limit modal than higher lower verbs nouns shares takes_share rates once season lasting how_long change_from change_to fraction every how_large_share general handled paid times bodies of_bodies pointing or_more side_above side_below begins behind scale rate_units starts expires attributes
}

word_groups! {
    /// Words with which a question takes up the one before.
    pub(crate) FollowWords: among then only
}

/// The ways in which a unit of measure is printed.
pub(crate) fn same_measure(unit: &str) -> Vec<&str> {
    let groups = WORDS.measure.groups();
    groups.into_iter().find(|(_, words)| words.is(unit)).map_or(vec![unit], |(_, words)| words.iter().collect())
}

/// Whether the words end as names of bodies do; the thesaurus is asked only then.
pub(crate) fn looks_like_body(text: &str) -> bool {
    WORDS.name.body_ending.at_end(text).is_some() && text.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Calendar;
    use crate::when;

    #[test]
    fn each_group_has_an_example_with_one_of_its_words() {
        let Words { date, name, measure, kind_of_measure, value, follow } = &*WORDS;
        let without = [
            date.without_example(),
            name.without_example(),
            measure.without_example(),
            kind_of_measure.without_example(),
            value.without_example(),
            follow.without_example(),
        ];
        assert_eq!(without.into_iter().flatten().next(), None);
    }

    #[test]
    fn the_examples_of_dates_begin_with_one() {
        let calendar = Calendar { today: "2021-05-20".parse().unwrap(), year: Some(2021) };
        for (name, words) in WORDS.date.groups() {
            assert!(when::at(words.example(), &calendar).is_some_and(|(_, bounds)| bounds.is_ok()), "{name}");
        }
    }
}
