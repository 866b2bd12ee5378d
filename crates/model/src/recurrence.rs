use std::fmt;
use std::str::FromStr;

/// A rule by which days come again (RFC 5545, section 3.3.10), as far as deadlines use them: FREQ, INTERVAL,
/// BYMONTH, BYMONTHDAY, BYDAY without ordinals.
///
/// ```
/// use zhengtu_model::{Frequency, Recurrence};
/// let rule: Recurrence = "FREQ=MONTHLY;BYMONTHDAY=-1".parse().unwrap();
/// assert_eq!((rule.frequency, rule.days.as_slice()), (Frequency::Monthly, &[-1][..]));
/// assert_eq!(rule.to_string(), "FREQ=MONTHLY;BYMONTHDAY=-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// What its period is made of.
    pub frequency: Frequency,
    /// Of how many of them, at least 1.
    pub interval: u16,
    /// The months, from 1; none for any.
    pub months: Vec<u8>,
    /// The days of the month, from 1, or from the end with -1 for the last; none for any.
    pub days: Vec<i8>,
    /// The days of the week, 0 for Monday; none for any.
    pub weekdays: Vec<u8>,
}

/// What the period of a [`Recurrence`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frequency {
    /// Days.
    Daily,
    /// Weeks.
    Weekly,
    /// Months.
    Monthly,
    /// Years.
    Yearly,
}

/// The longest period that is counted by.
const LONGEST: u16 = 1000;
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const FREQUENCIES: [(&str, Frequency); 4] = [
    ("DAILY", Frequency::Daily),
    ("WEEKLY", Frequency::Weekly),
    ("MONTHLY", Frequency::Monthly),
    ("YEARLY", Frequency::Yearly),
];

impl FromStr for Recurrence {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("{text:?} is no rule that can be counted by");
        let mut frequency = None;
        let (mut interval, mut months, mut days, mut weekdays) = (1, Vec::new(), Vec::new(), Vec::new());
        for part in text.split(';') {
            match part.split_once('=').ok_or_else(fault)? {
                ("FREQ", word) => frequency = Some(frequency_named(word).ok_or_else(fault)?),
                ("INTERVAL", number) => {
                    interval = number.parse().ok().filter(|number| (1..=LONGEST).contains(number)).ok_or_else(fault)?;
                }
                ("BYMONTH", list) => months = numbers(list, 1..=12).ok_or_else(fault)?,
                ("BYMONTHDAY", list) => days = numbers(list, -31..=31).ok_or_else(fault)?,
                ("BYDAY", list) => weekdays = weekdays_named(list).ok_or_else(fault)?,
                _ => return Err(fault()),
            }
        }
        Ok(Self { frequency: frequency.ok_or_else(fault)?, interval, months, days, weekdays })
    }
}

fn frequency_named(word: &str) -> Option<Frequency> {
    FREQUENCIES.iter().find(|(name, _)| *name == word).map(|(_, frequency)| *frequency)
}

fn numbers<T: FromStr + PartialOrd + Default>(list: &str, allowed: std::ops::RangeInclusive<T>) -> Option<Vec<T>> {
    let number = |text: &str| text.parse().ok().filter(|number| allowed.contains(number) && *number != T::default());
    list.split(',').map(number).collect()
}

fn weekdays_named(list: &str) -> Option<Vec<u8>> {
    let number = |name: &str| (0..).zip(WEEKDAYS).find(|(_, known)| *known == name).map(|(number, _)| number);
    list.split(',').map(number).collect()
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = FREQUENCIES.iter().find(|(_, known)| *known == self.frequency).map_or("", |(name, _)| name);
        write!(f, "FREQ={name}")?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let weekdays = self.weekdays.iter().filter_map(|&day| WEEKDAYS.get(usize::from(day)));
        write_list(f, "BYMONTH", self.months.iter().map(u8::to_string))?;
        write_list(f, "BYMONTHDAY", self.days.iter().map(i8::to_string))?;
        write_list(f, "BYDAY", weekdays.map(|&name| name.to_owned()))
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, name: &str, values: impl Iterator<Item = String>) -> fmt::Result {
    let values: Vec<String> = values.collect();
    if values.is_empty() { Ok(()) } else { write!(f, ";{name}={}", values.join(",")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_prints_as_it_is_read() {
        for rule in [
            "FREQ=DAILY",
            "FREQ=MONTHLY;INTERVAL=3",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        ] {
            assert_eq!(rule.parse::<Recurrence>().unwrap().to_string(), rule);
        }
    }

    #[test]
    fn rules_that_are_not_known_are_refused() {
        for rule in [
            "",
            "FREQ=HOURLY",
            "FREQ=MONTHLY;BYSETPOS=1",
            "INTERVAL=2",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=MONTHLY;BYMONTHDAY=0",
            "x",
        ] {
            assert!(rule.parse::<Recurrence>().is_err(), "{rule}");
        }
    }
}
