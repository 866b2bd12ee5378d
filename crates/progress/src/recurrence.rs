//! The days on which what comes again falls due.
//!
//! The crate `rrule` is not used: it brings a data base of time zones and times of day, where a deadline
//! is a day and nothing else; and it counts from the day on which a rule begins, where a plan names no such
//! day but means the end of each period of its year (每半年 is due at the end of June and of December). The
//! calendar is that of `zhengtu_model::Date`; only the rule is counted here.

use std::fmt;
use std::str::FromStr;
use zhengtu_model::{Date, Frequency, Recurrence};

/// How far ahead the next day is looked for: 28 years, after which the calendar repeats.
const HORIZON: usize = 28 * 366;

/// A rule by which days come again. A rule that names no day means the last day of its period: 每月 is
/// due on the last day of each month, 每季度 on that of each third one.
///
/// ```
/// use zhengtu_progress::recurrence::Rule;
/// let rule: Rule = "FREQ=MONTHLY;INTERVAL=3".parse().unwrap();
/// assert_eq!(rule.to_string(), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1");
/// assert_eq!(rule.first_from("2021-01-01".parse().unwrap(), 2021).unwrap().to_string(), "2021-03-31");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule(Recurrence);

impl Rule {
    /// The first day by the rule that is not before `day`, where counting begins with the first period
    /// of `year`.
    pub fn first_from(&self, day: Date, year: u16) -> Option<Date> {
        self.search(day, year, Date::tomorrow)
    }

    /// The last day by the rule before `day`, back to the beginning of `year`.
    pub fn last_before(&self, day: Date, year: u16) -> Option<Date> {
        self.search(day.yesterday()?, year, Date::yesterday)
    }

    fn search(&self, day: Date, year: u16, step: fn(Date) -> Option<Date>) -> Option<Date> {
        let anchor = Date::new(year, 1, 1)?;
        let days = std::iter::successors(Some(day), |&day| step(day));
        let days = days.take(HORIZON * usize::from(self.0.interval.min(4)));
        days.take_while(|&day| step(day).is_some()).find(|&day| day >= anchor && self.falls_on(day, anchor))
    }

    fn falls_on(&self, day: Date, anchor: Date) -> bool {
        let period = |of: Date| match self.0.frequency {
            Frequency::Daily => of.days_since_1970(),
            Frequency::Weekly => (of.days_since_1970() - i64::from(of.days_after_monday())).div_euclid(7),
            Frequency::Monthly => i64::from(of.year()) * 12 + i64::from(of.month()),
            Frequency::Yearly => i64::from(of.year()),
        };
        let interval = i64::from(self.0.interval);
        let is_due = (period(day) - period(anchor)).rem_euclid(interval) == interval - 1;
        is_due && self.names_month(day) && self.names_day(day) && self.names_weekday(day)
    }

    fn names_month(&self, day: Date) -> bool {
        self.0.months.is_empty() || self.0.months.contains(&day.month())
    }

    fn names_day(&self, day: Date) -> bool {
        let Some(last) = Date::end_of_month(day.year(), day.month()) else { return false };
        let named = |&number: &i8| match number {
            1.. => i16::from(number) == i16::from(day.day()),
            _ => i16::from(number) == i16::from(day.day()) - i16::from(last.day()) - 1,
        };
        self.0.days.is_empty() || self.0.days.iter().any(named)
    }

    fn names_weekday(&self, day: Date) -> bool {
        self.0.weekdays.is_empty() || self.0.weekdays.contains(&day.days_after_monday())
    }
}

impl From<Recurrence> for Rule {
    fn from(mut rule: Recurrence) -> Self {
        match rule.frequency {
            Frequency::Yearly if rule.months.is_empty() && rule.weekdays.is_empty() => {
                rule.months.push(12);
                rule.days = if rule.days.is_empty() { vec![31] } else { rule.days };
            }
            Frequency::Yearly | Frequency::Monthly if rule.days.is_empty() && rule.weekdays.is_empty() => {
                rule.days.push(-1);
            }
            Frequency::Weekly if rule.weekdays.is_empty() => rule.weekdays.push(6),
            _ => {}
        }
        Self(rule)
    }
}

impl FromStr for Rule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<Recurrence>().map(Self::from)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rule: &str, from: &str) -> String {
        let day: Date = from.parse().unwrap();
        rule.parse::<Rule>().unwrap().first_from(day, 2021).map(|day| day.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_next_day_of_each_kind_of_rule() {
        for (rule, from, next) in [
            ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28", "2021-03-29", "2021-06-28"),
            ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2021-04-01", "2021-06-30"),
            ("FREQ=YEARLY;BYMONTH=3,6,9,12", "2021-01-01", "2021-03-31"),
            ("FREQ=MONTHLY", "2021-02-01", "2021-02-28"),
            ("FREQ=MONTHLY;BYMONTHDAY=25", "2021-02-26", "2021-03-25"),
            ("FREQ=MONTHLY;BYMONTHDAY=31", "2021-02-01", "2021-03-31"),
            ("FREQ=MONTHLY;INTERVAL=3", "2021-04-01", "2021-06-30"),
            ("FREQ=MONTHLY;INTERVAL=6", "2021-07-01", "2021-12-31"),
            ("FREQ=YEARLY", "2021-05-01", "2021-12-31"),
            ("FREQ=WEEKLY", "2021-11-22", "2021-11-28"),
            ("FREQ=WEEKLY;BYDAY=FR", "2021-11-22", "2021-11-26"),
            ("FREQ=DAILY", "2021-11-22", "2021-11-22"),
        ] {
            assert_eq!(first(rule, from), next, "{rule}");
        }
    }

    #[test]
    fn the_day_before_and_none_before_the_plan() {
        let rule: Rule = "FREQ=MONTHLY;BYMONTHDAY=25".parse().unwrap();
        let last = |day: &str| rule.last_before(day.parse().unwrap(), 2021).map(|day| day.to_string());
        assert_eq!(last("2021-03-25"), Some("2021-02-25".to_owned()));
        assert_eq!(last("2021-01-25"), None);
    }

    #[test]
    fn a_rule_that_names_no_day_means_the_last_and_prints_it() {
        for (rule, printed) in [
            ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU"),
            ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
            ("FREQ=YEARLY;BYMONTH=6", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
            ("FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ] {
            assert_eq!(rule.parse::<Rule>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn a_day_that_no_year_has_is_none_in_bounded_time() {
        assert_eq!(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2021-01-01"), "");
    }
}
