use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A calendar day, printed as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1000..=9999).contains(&year) && (1..=12).contains(&month);
        (real && (1..=days_in_month(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// The last day of the month, if there is such a month.
    pub fn end_of_month(year: u16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then(|| Self::new(year, month, days_in_month(year, month))).flatten()
    }

    /// The last day of the year.
    pub fn end_of_year(year: u16) -> Option<Self> {
        Self::new(year, 12, 31)
    }

    /// The day so many days after 1970-01-01.
    pub fn from_days_since_1970(days: u64) -> Option<Self> {
        let mut left = days;
        let mut year = 1970;
        while left >= days_in_year(year) {
            left -= days_in_year(year);
            year = year.checked_add(1).filter(|&year| year <= 9999)?;
        }
        let mut month = 1;
        while left >= u64::from(days_in_month(year, month)) {
            left -= u64::from(days_in_month(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(left + 1).ok()?)
    }

    /// The days since 1970-01-01; negative before it.
    pub fn days_since_1970(self) -> i64 {
        let years = if self.year >= 1970 { 1970..self.year } else { self.year..1970 };
        let sign = if self.year >= 1970 { 1 } else { -1 };
        let whole: u64 = years.map(days_in_year).sum();
        let months: u64 = (1..self.month).map(|month| u64::from(days_in_month(self.year, month))).sum();
        sign * i64::try_from(whole).unwrap_or(0) + i64::try_from(months).unwrap_or(0) + i64::from(self.day) - 1
    }

    /// The day after, if the calendar still prints it with four digits of year.
    pub fn tomorrow(self) -> Option<Self> {
        Self::new(self.year, self.month, self.day + 1)
            .or_else(|| Self::new(self.year, self.month + 1, 1))
            .or_else(|| Self::new(self.year + 1, 1, 1))
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day before, if the calendar still prints it with four digits of year.
    pub fn yesterday(self) -> Option<Self> {
        if self.day > 1 {
            Self::new(self.year, self.month, self.day - 1)
        } else if self.month > 1 {
            Self::end_of_month(self.year, self.month - 1)
        } else {
            Self::end_of_year(self.year - 1)
        }
    }
}

/// The number of days of a month of the Gregorian calendar.
fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_in_year(year: u16) -> u64 {
    (1..=12).map(|month| u64::from(days_in_month(year, month))).sum()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
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

/// By when something is due. What cannot be dated is [`Deadline::None`]; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Deadline {
    /// Due by the last day of what is named (2021年12月 → 2021-12-31).
    Date {
        /// The last day.
        end: Date,
    },
    /// To be done within a span of days.
    Interval {
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
    /// Due again and again, as an iCalendar RRULE (RFC 5545, section 3.3.10).
    Recurring {
        /// The rule, without the leading `RRULE:`.
        rule: String,
    },
    /// Standing work (持续推进, 长期坚持).
    Ongoing,
    /// At once (立即, 即日起).
    Immediate,
    /// Within a duration after the issue of the document (印发之日起30日内).
    Relative {
        /// ISO 8601 duration, such as `P30D`.
        duration: String,
    },
    /// No deadline, or none that can be dated.
    #[default]
    None,
}

impl Deadline {
    /// The last day, where there is one.
    pub fn end(&self) -> Option<Date> {
        match self {
            Self::Date { end } | Self::Interval { end, .. } => Some(*end),
            _ => None,
        }
    }

    /// The name of the kind, as the records print it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Date { .. } => "date",
            Self::Interval { .. } => "interval",
            Self::Recurring { .. } => "recurring",
            Self::Ongoing => "ongoing",
            Self::Immediate => "immediate",
            Self::Relative { .. } => "relative",
            Self::None => "none",
        }
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
    fn a_deadline_serialises_in_the_form_of_the_records() {
        let date = Deadline::Date { end: "2021-06-30".parse().unwrap() };
        assert_eq!(serde_json::to_string(&date).unwrap(), r#"{"kind":"date","end":"2021-06-30"}"#);
        assert_eq!(serde_json::to_string(&Deadline::None).unwrap(), r#"{"kind":"none"}"#);
        assert_eq!(serde_json::from_str::<Deadline>(r#"{"kind":"ongoing"}"#).unwrap(), Deadline::Ongoing);
    }
}
