//! Words of the grammar of dates, limits and numbers.

use crate::overlay::WordFile;
use crate::table::Table;
use crate::word_groups;
use crate::words::{Groups, Words};
use serde::Deserialize;
use std::sync::OnceLock;
use zhengtu_model::Date;
use zhengtu_text::{CharSet, PairGate};

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
    /// Days of the year that have names.
    pub festival: Festivals,
    #[serde(skip)]
    starts: OnceLock<CharSet>,
}

/// Days of the year that have names.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "Vec<Festival>")]
pub struct Festivals {
    all: Vec<Festival>,
    /// Their names, each with the place of its festival: of each number and of much else it is asked whether it is one.
    names: Table,
    /// Those that are names in quotation marks only.
    quoted: Table,
    /// Where none of either begins, which is nearly everywhere.
    gate: PairGate,
}

impl Default for Festivals {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl From<Vec<Festival>> for Festivals {
    fn from(all: Vec<Festival>) -> Self {
        let table = |names: fn(&Festival) -> &[String]| {
            let each = all.iter().enumerate();
            // A name of two festivals is that of the first.
            Table::new(each.rev().flat_map(|(at, day)| names(day).iter().map(move |name| (name.clone(), at))).collect())
        };
        let gate = all.iter().flat_map(Festival::names).collect();
        Self { names: table(|day| &day.words), quoted: table(|day| &day.quoted), gate, all }
    }
}

/// A festival or memorial day by which plans set limits: 元旦, “五一”, 春节.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Festival {
    /// Its names.
    words: Vec<String>,
    /// Names that say something else where no quotation marks stand around them and no 节 behind them.
    #[serde(default)]
    quoted: Vec<String>,
    /// Its day in each year.
    day: Option<DayOfYear>,
    /// The year of the first of `days`.
    #[serde(default)]
    from: u16,
    /// Its day in the years from that one on.
    #[serde(default)]
    days: Vec<DayOfYear>,
    /// A limit that names it.
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

impl Festival {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().chain(&self.quoted).map(String::as_str)
    }

    /// Its day in a year; nothing where the file does not say it, or where it differs from place to place.
    ///
    /// ```
    /// let words = zhengtu_lexicon::Lexicon::built_in();
    /// let (festival, length) = words.terms().festival_at("春节前", false).unwrap();
    /// assert_eq!((festival.day(2024).unwrap().to_string().as_str(), length), ("2024-02-10", "春节".len()));
    /// assert_eq!(festival.day(1900), None);
    /// ```
    pub fn day(&self, year: u16) -> Option<Date> {
        let listed = || self.days.get(usize::from(year.checked_sub(self.from)?)).copied();
        let DayOfYear(month, day) = self.day.or_else(listed)?;
        Date::new(year, month, day)
    }
}

/// A month and a day of it, as `MM-DD`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct DayOfYear(u8, u8);

impl TryFrom<String> for DayOfYear {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (month, day) = text.split_once('-').unwrap_or_default();
        // Any day of a year that has them all.
        let found =
            month.parse().ok().zip(day.parse().ok()).filter(|&(month, day)| Date::new(2000, month, day).is_some());
        found.map(|(month, day)| Self(month, day)).ok_or_else(|| format!("{text}: MM-DD"))
    }
}

impl TermWords {
    /// The festival with whose name a text begins, and the length of the name; `quoted`: a quotation mark stands before
    /// it.
    pub fn festival_at(&self, text: &str, quoted: bool) -> Option<(&Festival, usize)> {
        let Festivals { all, names, quoted: marked, gate } = &self.festival;
        if !gate.may_begin(text) {
            return None;
        }
        let in_marks = || marked.longest_at(text).filter(|&(len, _)| quoted || text[len..].starts_with('节'));
        let (len, festival) = names.longest_at(text).or_else(in_marks)?;
        all.get(festival).map(|festival| (festival, len))
    }

    /// The characters with which a date or a number may start: those that the grammar knows, which is asked once, and
    /// those with which the names of festivals begin.
    pub fn starts(&self, of_grammar: impl FnOnce() -> Vec<char>) -> &CharSet {
        let festive = || self.festivals().filter_map(|name| name.chars().next());
        self.starts.get_or_init(|| of_grammar().into_iter().chain(festive()).collect())
    }

    /// Every name of a festival.
    pub fn festivals(&self) -> impl Iterator<Item = &str> {
        self.festival.all.iter().flat_map(Festival::names)
    }
}

word_groups! {
    /// Words of dates and periods.
    pub DateWords: between joined joined_end until since within from to compared compared_with base year_end year_whole end plan_end plan_start plan_title year quarter month week working_day day day_number every by_each each_planned list around
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
        let Self { date, limit, number, festival: _, starts: _ } = self;
        [date.groups(), limit.groups(), number.groups()].concat()
    }

    fn add(&mut self, with: Self) {
        self.date.add(with.date);
        self.limit.add(with.limit);
        self.number.add(with.number);
        // A user's festivals come before those there are.
        self.festival = [with.festival.all, std::mem::take(&mut self.festival.all)].concat().into();
        self.starts = OnceLock::new();
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

    #[test]
    fn each_festival_is_named_by_its_example_and_few_have_no_day() {
        let words = lexicon().terms();
        for festival in &words.festival.all {
            let dated = festival.day.is_some() || !festival.days.is_empty();
            assert_eq!(festival.day(2024).is_some(), dated, "{festival:?}");
            assert!(festival.names().any(|name| festival.example.contains(name)), "{festival:?}");
        }
        let day = |text: &str, year: u16| words.festival_at(text, false)?.0.day(year).map(|day| day.to_string());
        assert_eq!(day("春节前", 2025).as_deref(), Some("2025-01-29"));
        assert_eq!(day("中秋节前", 2023).as_deref(), Some("2023-09-29"));
        assert_eq!(day("国庆前", 2031).as_deref(), Some("2031-10-01"));
        // Beyond the table nothing is guessed.
        assert_eq!(day("春节前", 2041), None);
        assert_eq!(day("七一前", 2024), None);
        assert_eq!(day("秋季学期开学前", 2024).as_deref(), Some("2024-08-31"));
        // No day is the first of the season everywhere.
        assert_eq!(day("汛期前", 2024), None);
        assert_eq!(words.festival_at("七一”前", true).map(|(_, len)| len), Some("七一".len()));
    }
}
