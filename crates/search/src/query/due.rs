use std::ops::RangeInclusive;
use zhengtu_model::Date;
use zhengtu_text::fold_width;

/// A condition on the deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFilter {
    /// The last day lies between the two days, both included; an open end is `None`.
    Between(Option<Date>, Option<Date>),
    /// Standing work.
    Ongoing,
    /// A task without a deadline.
    None,
}

const WANTED: &str = "应为日期、月份或年份，如 <=2021-06、2021-04..2021-06、2021年6月底、无、持续";

impl DueFilter {
    /// Reads `<=2021-06`, `2021-04..2021-06`, `2021`, `无`, `持续`.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let value = fold_width(value).replace(char::is_whitespace, "").replace('≤', "<=").replace('≥', ">=");
        match value.to_lowercase().as_str() {
            "无" | "没有" | "none" => return Ok(Self::None),
            "持续" | "长期" | "持续推进" | "ongoing" => return Ok(Self::Ongoing),
            _ => {}
        }
        if let Some((from, to)) = value.split_once("..") {
            let (from, to) = (open_period(from)?, open_period(to)?);
            return Ok(Self::Between(from.map(|period| *period.start()), to.map(|period| *period.end())));
        }
        let at = value.find(|char| !matches!(char, '<' | '>' | '=')).unwrap_or(value.len());
        let (sign, period) = value.split_at(at);
        let period = period_of(period).ok_or(WANTED)?;
        Ok(match sign {
            "" | "=" | "==" => Self::Between(Some(*period.start()), Some(*period.end())),
            "<=" => Self::Between(None, Some(*period.end())),
            "<" => Self::Between(None, period.start().yesterday()),
            ">=" => Self::Between(Some(*period.start()), None),
            ">" => Self::Between(Some(day_after(*period.end())), None),
            _ => return Err(WANTED.to_owned()),
        })
    }
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

/// A day, a month or a year: `2021-06-30`, `2021.6`, `2021年6月底`, `2021`.
fn period_of(text: &str) -> Option<RangeInclusive<Date>> {
    let text = text.trim_end_matches(['底', '末']);
    let separated = text.replace(['年', '月', '/', '.'], "-").replace('日', "");
    let numbers: Vec<u16> =
        separated.trim_end_matches('-').split('-').map(|field| field.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [year] => Some(Date::new(year, 1, 1)?..=Date::end_of_year(year)?),
        [year, month] => {
            let month = u8::try_from(month).ok()?;
            Some(Date::new(year, month, 1)?..=Date::end_of_month(year, month)?)
        }
        [year, month, day] => {
            let day = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            Some(day..=day)
        }
        _ => None,
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
            ("无", DueFilter::None),
            ("Ongoing", DueFilter::Ongoing),
        ];
        for (text, expected) in cases {
            assert_eq!(DueFilter::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn impossible_days_and_other_words_are_refused() {
        for text in ["2021-02-30", "2021-13", "6月", "<>2021", "明天", "", "<="] {
            assert!(DueFilter::parse(text).is_err(), "{text}");
        }
    }
}
