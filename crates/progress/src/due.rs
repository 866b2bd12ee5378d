use crate::recurrence::Rule;
use zhengtu_model::{Date, Deadline};

/// The day by which something is due, as seen on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The day; of what comes again, the next.
    pub day: Option<Date>,
    /// Of what comes again, the day before the present period: a report of that day or earlier speaks of an
    /// earlier period.
    pub after: Option<Date>,
}

/// By when a deadline falls due as seen on `today`. What counts from the issue of the plan needs the day
/// of issue; what comes again counts from the beginning of the plan's year.
pub fn due(deadline: &Deadline, today: Date, issued: Option<Date>, year: Option<u16>) -> Due {
    match deadline {
        Deadline::Date { end } | Deadline::Interval { end, .. } => Due { day: Some(*end), after: None },
        Deadline::Recurring { rule } => recurring(rule, today, year.unwrap_or(today.year())),
        Deadline::Relative { duration } => Due { day: issued.and_then(|day| after(day, duration)), after: None },
        Deadline::Immediate | Deadline::Ongoing | Deadline::None => Due::default(),
    }
}

fn recurring(rule: &str, today: Date, year: u16) -> Due {
    let Ok(rule) = rule.parse::<Rule>() else { return Due::default() };
    Due { day: rule.first_from(today, year), after: rule.last_before(today, year) }
}

/// The day an ISO 8601 duration of days, weeks, months or years after another; a month on from the 31st
/// is the last day of the shorter month.
pub(crate) fn after(day: Date, duration: &str) -> Option<Date> {
    let body = duration.strip_prefix('P')?;
    let (number, unit) = body.split_at_checked(body.len().checked_sub(1)?)?;
    let number: u32 = number.parse().ok().filter(|number| *number <= 10_000)?;
    match unit {
        "D" => day.plus_days(number.into()),
        "W" => day.plus_days(i64::from(number) * 7),
        "M" => day.plus_months(number),
        "Y" => day.plus_months(number * 12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn durations_count_from_the_day_of_issue() {
        let to = |duration| after(day("2021-01-31"), duration).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(
            [to("P30D"), to("P1M"), to("P2W"), to("P1Y")],
            ["2021-03-02", "2021-02-28", "2021-02-14", "2022-01-31"]
        );
        assert_eq!([to("PT5H"), to("P"), to(""), to("P99999D")], ["", "", "", ""]);
    }

    #[test]
    fn without_the_day_of_issue_nothing_is_guessed() {
        let relative = Deadline::Relative { duration: "P30D".into() };
        assert_eq!(due(&relative, day("2021-05-01"), None, None), Due::default());
        assert_eq!(due(&relative, day("2021-05-01"), Some(day("2021-05-01")), None).day, Some(day("2021-05-31")));
        assert_eq!(due(&Deadline::Ongoing, day("2021-05-01"), Some(day("2021-05-01")), None), Due::default());
    }

    #[test]
    fn what_comes_again_is_due_next_and_has_a_period() {
        let rule = Deadline::Recurring { rule: "FREQ=MONTHLY;BYMONTHDAY=25".into() };
        let found = due(&rule, day("2021-05-26"), None, Some(2021));
        assert_eq!(found, Due { day: Some(day("2021-06-25")), after: Some(day("2021-05-25")) });
    }
}
