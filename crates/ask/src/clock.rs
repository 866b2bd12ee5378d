use std::time::{SystemTime, UNIX_EPOCH};
use zhengtu_model::Date;

/// What day it is, for 逾期, 本季度 and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Today.
    pub today: Date,
}

impl Clock {
    /// Today by the machine's clock, in Chinese time (UTC+8), where plans are made.
    pub fn now() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let days = (seconds + 8 * 3600) / 86_400;
        let first = || Date::new(1970, 1, 1).expect("1970-01-01 is a day");
        Self { today: Date::from_days_since_1970(days).unwrap_or_else(first) }
    }
}

/// What a date in a question is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    pub today: Date,
    /// The year of a date without one, where it is known.
    pub year: Option<u16>,
}

/// The day `days` days after `date`.
pub(crate) fn days_after(date: Date, days: u32) -> Date {
    (0..days).fold(date, |date, _| next(date))
}

/// The Monday of the day's week.
pub(crate) fn monday(date: Date) -> Date {
    (0..days_after_monday(date)).fold(date, |day, _| day_before(day))
}

/// How many days after Monday the day is (Sakamoto's rule).
fn days_after_monday(date: Date) -> u32 {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = u32::from(date.year()) - u32::from(date.month() < 3);
    let after_sunday =
        year + year / 4 - year / 100 + year / 400 + SHIFT[usize::from(date.month()) - 1] + u32::from(date.day());
    (after_sunday + 6) % 7
}

/// The day before.
pub(crate) fn day_before(date: Date) -> Date {
    Date::new(date.year(), date.month(), date.day() - 1)
        .or_else(|| Date::end_of_month(date.year(), date.month() - 1))
        .or_else(|| Date::end_of_month(date.year() - 1, 12))
        .unwrap_or(date)
}

fn next(date: Date) -> Date {
    Date::new(date.year(), date.month(), date.day() + 1)
        .or_else(|| Date::new(date.year(), date.month() + 1, 1))
        .or_else(|| Date::new(date.year() + 1, 1, 1))
        .unwrap_or(date)
}

/// The day `months` months after `date`, or the last of that month where it has no such day.
pub(crate) fn months_after(date: Date, months: u32) -> Date {
    let count = u32::from(date.year()) * 12 + u32::from(date.month()) - 1 + months;
    let (year, month) = (u16::try_from(count / 12).unwrap_or(9999), u8::try_from(count % 12 + 1).unwrap_or(12));
    Date::new(year, month, date.day()).or_else(|| Date::end_of_month(year, month)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_go_over_ends() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(days_after(day("2021-02-27"), 2), day("2021-03-01"));
        assert_eq!(days_after(day("2021-12-31"), 1), day("2022-01-01"));
        assert_eq!(months_after(day("2021-11-30"), 3), day("2022-02-28"));
        assert_eq!(months_after(day("2021-01-15"), 0), day("2021-01-15"));
    }
}
