use crate::{Lang, recurrence};
use zhengtu_model::{Deadline, DeadlineKind};

/// A deadline: a day, a span of days, or what stands in its place.
pub fn deadline(deadline: &Deadline, lang: Lang) -> String {
    match deadline {
        Deadline::Date { end } => end.to_string(),
        Deadline::Interval { start, end } => format!("{start} – {end}"),
        Deadline::Recurring { rule } => recurrence(rule, lang),
        Deadline::Ongoing => lang.pick("持续推进", "ongoing").to_owned(),
        Deadline::Immediate => lang.pick("立即", "at once").to_owned(),
        Deadline::Relative { duration } => after_issue(duration, lang),
        Deadline::None => lang.pick("未写明", "none stated").to_owned(),
    }
}

/// The kind of a deadline.
pub fn deadline_kind(kind: DeadlineKind, lang: Lang) -> &'static str {
    match kind {
        DeadlineKind::Date => lang.pick("限期", "a day"),
        DeadlineKind::Interval => lang.pick("期间", "a span of days"),
        DeadlineKind::Recurring => lang.pick("定期", "recurring"),
        DeadlineKind::Relative => lang.pick("印发后", "after issue"),
        DeadlineKind::Immediate => lang.pick("立即", "at once"),
        DeadlineKind::Ongoing => lang.pick("持续", "ongoing"),
        DeadlineKind::None => lang.pick("未写明", "none stated"),
    }
}

/// A duration (ISO 8601) after the issue of a document; as it is where it is of no one unit.
fn after_issue(duration: &str, lang: Lang) -> String {
    let parts = duration.strip_prefix('P').and_then(|body| body.split_at_checked(body.len().checked_sub(1)?));
    let spoken = parts.and_then(|(number, unit)| {
        let number: u32 = number.parse().ok()?;
        let (zh, en) = match unit {
            "D" => ("日", "day"),
            "W" => ("周", "week"),
            "M" => ("个月", "month"),
            "Y" => ("年", "year"),
            _ => return None,
        };
        let plural = if number == 1 { "" } else { "s" };
        Some(lang.pick(format!("{number}{zh}"), format!("{number} {en}{plural}")))
    });
    let spoken = spoken.unwrap_or_else(|| duration.to_owned());
    lang.pick(format!("印发后{spoken}内"), format!("within {spoken} of issue"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(time: &Deadline) -> [String; 2] {
        Lang::ALL.map(|lang| deadline(time, lang))
    }

    #[test]
    fn each_kind_is_said_in_both_languages() {
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(said(&Deadline::Date { end: day("2021-06-30") }), ["2021-06-30", "2021-06-30"]);
        let span = Deadline::Interval { start: day("2021-05-01"), end: day("2021-09-30") };
        assert_eq!(said(&span), ["2021-05-01 – 2021-09-30", "2021-05-01 – 2021-09-30"]);
        assert_eq!(said(&Deadline::Ongoing), ["持续推进", "ongoing"]);
        assert_eq!(said(&Deadline::None), ["未写明", "none stated"]);
    }

    #[test]
    fn no_rule_and_no_duration_is_printed_raw() {
        let again = Deadline::Recurring { rule: "FREQ=MONTHLY;BYMONTHDAY=25".into() };
        assert_eq!(said(&again), ["每月25日", "every month on the 25th"]);
        let relative = |duration: &str| said(&Deadline::Relative { duration: duration.into() });
        assert_eq!(relative("P30D"), ["印发后30日内", "within 30 days of issue"]);
        assert_eq!(relative("P1M"), ["印发后1个月内", "within 1 month of issue"]);
        assert_eq!(relative("PT5H"), ["印发后PT5H内", "within PT5H of issue"]);
    }
}
