use serde::Deserialize;
use std::ops::RangeInclusive;
use std::sync::LazyLock;
use zhengtu_model::Date;
use zhengtu_text::fold_width;

/// A condition on the deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFilter {
    /// The last day lies between the two days, both included; an open end is `None`.
    Between(Option<Date>, Option<Date>),
    /// The last day lies between two days of a year, whichever year it is: month and day.
    InYear((u8, u8), (u8, u8)),
    /// The last day lies in a period that today tells, or before or after it.
    Relative(Sign, Period),
    /// Standing work.
    Ongoing,
    /// A task without a deadline.
    None,
}

/// How a day is compared with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Within it.
    In,
    /// Before its end, or at it.
    UpTo,
    /// Before it.
    Before,
    /// At its start, or after that.
    From,
    /// After it.
    After,
}

/// A period that today tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// 今年.
    ThisYear,
    /// 明年.
    NextYear,
    /// 去年.
    LastYear,
    /// 本月.
    ThisMonth,
    /// 下月.
    NextMonth,
    /// 上月.
    LastMonth,
    /// 本季度.
    ThisQuarter,
}

/// The words of a period, as `data/due.toml` has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodWords {
    name: Period,
    words: Vec<String>,
}

/// What stands behind a day: up to it, from it on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SideWords {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    side: SideWords,
    period: Vec<PeriodWords>,
}

static WORDS: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/due.toml")).expect("data/due.toml is well formed: a test reads it")
});

const WANTED: &str = "应为日期、月份或年份，如 <=2021-06、2021-04..2021-06、6月底、今年、无、持续";

/// The days of a period, an open end being `None`.
type Days = (Option<Date>, Option<Date>);

impl DueFilter {
    /// Reads `<=2021-06`, `2021-04..2021-06`, `2021`, `6月底`, `今年`, `无`, `持续`.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let value = fold_width(value).replace(char::is_whitespace, "").replace('≤', "<=").replace('≥', ">=");
        let value = value.to_lowercase();
        match value.as_str() {
            "无" | "没有" | "none" => return Ok(Self::None),
            "持续" | "长期" | "持续推进" | "ongoing" => return Ok(Self::Ongoing),
            _ => {}
        }
        if let Some((from, to)) = value.split_once("..") {
            let (from, to) = (open_period(from)?, open_period(to)?);
            return Ok(Self::Between(from.map(|period| *period.start()), to.map(|period| *period.end())));
        }
        let (sign, period) = signed(&value).ok_or(WANTED)?;
        if let Some(words) = WORDS.period.iter().find(|words| words.words.iter().any(|word| word == period)) {
            return Ok(Self::Relative(sign, words.name));
        }
        match (period_of(period), days_of_year(period)) {
            (Some(period), _) => {
                let (from, to) = compared(sign, &period);
                Ok(Self::Between(from, to))
            }
            (None, Some((from, to))) => in_year(sign, from, to).ok_or_else(|| WANTED.to_owned()),
            (None, None) => Err(WANTED.to_owned()),
        }
    }

    /// The days that are asked for, where something is due in these years and it is this day.
    pub(crate) fn days(self, years: &RangeInclusive<u16>, today: Option<Date>) -> Vec<Days> {
        match self {
            Self::Between(from, to) => vec![(from, to)],
            Self::InYear(from, to) => years.clone().filter_map(|year| day_range(year, from, to)).collect(),
            Self::Relative(sign, period) => {
                let period = today.and_then(|today| period.around(today));
                period.map(|period| compared(sign, &period)).into_iter().collect()
            }
            Self::Ongoing | Self::None => Vec::new(),
        }
    }
}

impl Period {
    /// The days of the period, seen from a day.
    fn around(self, today: Date) -> Option<RangeInclusive<Date>> {
        let (year, month) = (today.year(), today.month());
        match self {
            Self::ThisYear => whole_year(year),
            Self::NextYear => whole_year(year + 1),
            Self::LastYear => whole_year(year.checked_sub(1)?),
            Self::ThisMonth => whole_month(year, month),
            Self::NextMonth => {
                if month == 12 {
                    whole_month(year + 1, 1)
                } else {
                    whole_month(year, month + 1)
                }
            }
            Self::LastMonth => {
                if month == 1 {
                    whole_month(year.checked_sub(1)?, 12)
                } else {
                    whole_month(year, month - 1)
                }
            }
            Self::ThisQuarter => {
                let first = (month - 1) / 3 * 3 + 1;
                Some(Date::new(year, first, 1)?..=Date::end_of_month(year, first + 2)?)
            }
        }
    }
}

/// The sign before a period, or the word after it, and the period.
fn signed(value: &str) -> Option<(Sign, &str)> {
    let at = value.find(|char| !matches!(char, '<' | '>' | '=')).unwrap_or(value.len());
    let (sign, period) = value.split_at(at);
    let sign = match sign {
        "" | "=" | "==" => Sign::In,
        "<=" => Sign::UpTo,
        "<" => Sign::Before,
        ">=" => Sign::From,
        ">" => Sign::After,
        _ => return None,
    };
    let without = |words: &[String]| words.iter().find_map(|word| period.strip_suffix(word.as_str()));
    match (sign, without(&WORDS.side.before), without(&WORDS.side.after)) {
        (Sign::In, Some(period), _) => Some((Sign::UpTo, period)),
        (Sign::In, None, Some(period)) => Some((Sign::From, period)),
        _ => Some((sign, period)),
    }
}

fn compared(sign: Sign, period: &RangeInclusive<Date>) -> Days {
    let (start, end) = (*period.start(), *period.end());
    match sign {
        Sign::In => (Some(start), Some(end)),
        Sign::UpTo => (None, Some(end)),
        Sign::Before => (None, start.yesterday()),
        Sign::From => (Some(start), None),
        Sign::After => (Some(day_after(end)), None),
    }
}

/// Days of any year: `<=6月底` is all from its first day on.
fn in_year(sign: Sign, from: (u8, u8), to: (u8, u8)) -> Option<DueFilter> {
    match sign {
        Sign::In => Some(DueFilter::InYear(from, to)),
        Sign::UpTo => Some(DueFilter::InYear((1, 1), to)),
        Sign::From => Some(DueFilter::InYear(from, (12, 31))),
        Sign::Before | Sign::After => None,
    }
}

fn day_range(year: u16, from: (u8, u8), to: (u8, u8)) -> Option<Days> {
    let end = Date::new(year, to.0, to.1).or_else(|| Date::end_of_month(year, to.0))?;
    Some((Some(Date::new(year, from.0, from.1)?), Some(end)))
}

fn open_period(text: &str) -> Result<Option<RangeInclusive<Date>>, String> {
    if text.is_empty() { Ok(None) } else { period_of(text).map(Some).ok_or_else(|| WANTED.to_owned()) }
}

fn day_after(date: Date) -> Date {
    Date::new(date.year(), date.month(), date.day() + 1)
        .or_else(|| Date::new(date.year(), date.month() + 1, 1))
        .or_else(|| Date::new(date.year() + 1, 1, 1))
        .unwrap_or(date)
}

fn whole_year(year: u16) -> Option<RangeInclusive<Date>> {
    Some(Date::new(year, 1, 1)?..=Date::end_of_year(year)?)
}

fn whole_month(year: u16, month: u8) -> Option<RangeInclusive<Date>> {
    Some(Date::new(year, month, 1)?..=Date::end_of_month(year, month)?)
}

/// A day, a month or a year: `2021-06-30`, `2021.6`, `2021年6月底`, `2021`.
fn period_of(text: &str) -> Option<RangeInclusive<Date>> {
    let text = text.trim_end_matches(['底', '末']);
    let separated = text.replace(['年', '月', '/', '.'], "-").replace(['日', '号'], "");
    let numbers: Vec<u16> =
        separated.trim_end_matches('-').split('-').map(|field| field.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [year] if year > 99 => whole_year(year),
        [year, month] if year > 99 => whole_month(year, u8::try_from(month).ok()?),
        [year, month, day] => {
            let day = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            Some(day..=day)
        }
        _ => None,
    }
}

/// A month or a day of any year: `6月底`, `6月30日`; `年底` is its last month.
fn days_of_year(text: &str) -> Option<((u8, u8), (u8, u8))> {
    if matches!(text, "年底" | "年末") {
        return Some(((12, 1), (12, 31)));
    }
    let (month, rest) = text.split_once('月')?;
    let month: u8 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    match rest.trim_end_matches(['日', '号']) {
        "" | "底" | "末" | "份" => Some(((month, 1), (month, 31))),
        day => {
            let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            Some(((month, day), (month, day)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(from: &str, to: &str) -> DueFilter {
        DueFilter::Between(from.parse().ok(), to.parse().ok())
    }

    #[test]
    fn signs_compare_with_the_whole_period() {
        let cases = [
            ("<=2021-06", between("", "2021-06-30")),
            ("<2021-06", between("", "2021-05-31")),
            (">2021-12", between("2022-01-01", "")),
            ("＞＝2021年6月", between("2021-06-01", "")),
            ("2021", between("2021-01-01", "2021-12-31")),
            ("2021-04..2021-06", between("2021-04-01", "2021-06-30")),
            ("..2021.6.30", between("", "2021-06-30")),
            ("2021年6月底", between("2021-06-01", "2021-06-30")),
            ("2021年6月底前", between("", "2021-06-30")),
            ("无", DueFilter::None),
            ("Ongoing", DueFilter::Ongoing),
        ];
        for (text, expected) in cases {
            assert_eq!(DueFilter::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_month_without_a_year_is_that_of_each_year() {
        let days = |text: &str| DueFilter::parse(text).unwrap().days(&(2021..=2022), None);
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(days("6月底"), [(day("2021-06-01"), day("2021-06-30")), (day("2022-06-01"), day("2022-06-30"))]);
        assert_eq!(days("2月底前")[0], (day("2021-01-01"), day("2021-02-28")));
        assert_eq!(days("6月30日")[1], (day("2022-06-30"), day("2022-06-30")));
        assert_eq!(days("年底")[0], (day("2021-12-01"), day("2021-12-31")));
    }

    #[test]
    fn today_tells_what_this_year_is() {
        let today = "2021-12-05".parse().ok();
        let days = |text: &str| DueFilter::parse(text).unwrap().days(&(2021..=2022), today);
        let day = |text: &str| text.parse::<Date>().ok();
        assert_eq!(days("今年"), [(day("2021-01-01"), day("2021-12-31"))]);
        assert_eq!(days("下月"), [(day("2022-01-01"), day("2022-01-31"))]);
        assert_eq!(days("<=本月"), [(None, day("2021-12-31"))]);
        assert_eq!(days("本季度"), [(day("2021-10-01"), day("2021-12-31"))]);
        assert!(DueFilter::parse("今年").unwrap().days(&(2021..=2022), None).is_empty());
    }

    #[test]
    fn impossible_days_and_other_words_are_refused() {
        for text in ["2021-02-30", "2021-13", "13月", "6", "<>2021", "明天", "", "<=", "<6月"] {
            assert!(DueFilter::parse(text).is_err(), "{text}");
        }
    }
}
