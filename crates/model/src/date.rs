//! Calendar days: one calendar for all crates.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::{Duration, Month};

/// A calendar day, printed as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(time::Date);

impl Date {
    /// The day, if the calendar has it and its year has four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let month = Month::try_from(month).ok()?;
        time::Date::from_calendar_date(i32::from(year), month, day).ok().and_then(Self::printable)
    }

    /// The last day of the month, if there is such a month.
    pub fn end_of_month(year: u16, month: u8) -> Option<Self> {
        Self::new(year, month, days_in(year, month)?)
    }

    /// The last day of the year.
    pub fn end_of_year(year: u16) -> Option<Self> {
        Self::new(year, 12, 31)
    }

    /// The day so many days after 1970-01-01.
    pub fn from_days_since_1970(days: u64) -> Option<Self> {
        Self(EPOCH).plus_days(i64::try_from(days).ok()?)
    }

    /// The days since 1970-01-01; negative before it.
    pub fn days_since_1970(self) -> i64 {
        (self.0 - EPOCH).whole_days()
    }

    /// The day so many days on, or back where `days` is negative, if it is still printed with four digits
    /// of year.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        let span = Duration::seconds(days.checked_mul(SECONDS)?);
        self.0.checked_add(span).and_then(Self::printable)
    }

    /// The day so many months on, or the last of that month where it has no such day.
    pub fn plus_months(self, months: u32) -> Option<Self> {
        let months = u32::from(self.month() - 1).checked_add(months)?;
        let year = self.year().checked_add(u16::try_from(months / 12).ok()?)?;
        let month = u8::try_from(months % 12).ok()? + 1;
        Self::new(year, month, self.day().min(days_in(year, month)?))
    }

    /// The day after, if the calendar still prints it with four digits of year.
    pub fn tomorrow(self) -> Option<Self> {
        self.0.next_day().and_then(Self::printable)
    }

    /// The day before, if the calendar still prints it with four digits of year.
    pub fn yesterday(self) -> Option<Self> {
        self.0.previous_day().and_then(Self::printable)
    }

    /// How many days after Monday the day is.
    pub fn days_after_monday(self) -> u8 {
        self.0.weekday().number_days_from_monday()
    }

    /// The Monday of the day's week (GB/T 7408).
    pub fn monday(self) -> Option<Self> {
        self.plus_days(-i64::from(self.days_after_monday()))
    }

    /// The year.
    pub fn year(self) -> u16 {
        // No other years are printable.
        self.0.year().unsigned_abs() as u16
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    fn printable(date: time::Date) -> Option<Self> {
        (1000..=9999).contains(&date.year()).then_some(Self(date))
    }
}

const EPOCH: time::Date = time::OffsetDateTime::UNIX_EPOCH.date();
const SECONDS: i64 = 24 * 60 * 60;

/// The days that the month has, if there is such a month.
fn days_in(year: u16, month: u8) -> Option<u8> {
    Month::try_from(month).ok().map(|month| month.length(i32::from(year)))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut fields = text.split('-').map(|field| field.parse::<u16>().ok());
        let date = match (fields.next().flatten(), fields.next().flatten(), fields.next().flatten(), fields.next()) {
            (Some(year), Some(month), Some(day), None) => u8::try_from(month)
                .ok()
                .zip(u8::try_from(day).ok())
                .and_then(|(month, day)| Self::new(year, month, day)),
            _ => None,
        };
        date.filter(|date| date.to_string() == text)
            .ok_or_else(|| format!("{text:?} is not a date of the form YYYY-MM-DD"))
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_prints_as_it_is_read_and_only_real_days_are_read() {
        for text in ["2021-12-31", "2024-02-29", "2000-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in ["2021-02-29", "1900-02-29", "2021-13-01", "2021-1-1", "2021-06", "x", "2021-06-31", "2021-06-30-1"]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        let day = |days| Date::from_days_since_1970(days).unwrap().to_string();
        assert_eq!([day(0), day(59), day(365), day(19_782)], ["1970-01-01", "1970-03-01", "1971-01-01", "2024-02-29"]);
        assert_eq!(Date::from_days_since_1970(u64::MAX), None);
    }

    #[test]
    fn the_day_after_is_one_day_on() {
        for text in ["2021-02-28", "2024-02-28", "2021-12-31", "1969-12-31", "2021-06-30"] {
            let day: Date = text.parse().unwrap();
            let next = day.tomorrow().unwrap();
            assert_eq!(next.yesterday(), Some(day));
            assert_eq!(next.days_since_1970(), day.days_since_1970() + 1, "{text}");
        }
        let day: Date = "2024-03-01".parse().unwrap();
        assert_eq!(Date::from_days_since_1970(day.days_since_1970() as u64), Some(day));
        assert_eq!(Date::new(9999, 12, 31).unwrap().tomorrow(), None);
    }

    #[test]
    fn months_on_end_with_the_month_and_weeks_begin_on_monday() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day("2021-02-27").plus_days(2), Some(day("2021-03-01")));
        assert_eq!(day("2021-11-30").plus_months(3), Some(day("2022-02-28")));
        assert_eq!(day("2021-01-15").plus_months(0), Some(day("2021-01-15")));
        assert_eq!(day("2021-05-20").monday(), Some(day("2021-05-17")));
        assert_eq!(day("2021-05-17").days_after_monday(), 0);
        assert_eq!(day("9999-12-31").plus_days(1), None);
        assert_eq!(day("2021-01-01").plus_days(i64::MAX), None);
    }
}
