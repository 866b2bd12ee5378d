use crate::Date;
use serde::{Deserialize, Serialize};

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

    /// The kind.
    pub fn kind(&self) -> DeadlineKind {
        match self {
            Self::Date { .. } => DeadlineKind::Date,
            Self::Interval { .. } => DeadlineKind::Interval,
            Self::Recurring { .. } => DeadlineKind::Recurring,
            Self::Ongoing => DeadlineKind::Ongoing,
            Self::Immediate => DeadlineKind::Immediate,
            Self::Relative { .. } => DeadlineKind::Relative,
            Self::None => DeadlineKind::None,
        }
    }
}

/// The kind of a [`Deadline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeadlineKind {
    /// [`Deadline::Date`].
    Date,
    /// [`Deadline::Interval`].
    Interval,
    /// [`Deadline::Recurring`].
    Recurring,
    /// [`Deadline::Ongoing`].
    Ongoing,
    /// [`Deadline::Immediate`].
    Immediate,
    /// [`Deadline::Relative`].
    Relative,
    /// [`Deadline::None`].
    None,
}

impl DeadlineKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Date, Self::Interval, Self::Recurring, Self::Ongoing, Self::Immediate, Self::Relative, Self::None];

    /// The name of the kind, as the records print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Interval => "interval",
            Self::Recurring => "recurring",
            Self::Ongoing => "ongoing",
            Self::Immediate => "immediate",
            Self::Relative => "relative",
            Self::None => "none",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_serialises_in_the_form_of_the_records() {
        let date = Deadline::Date { end: "2021-06-30".parse().unwrap() };
        assert_eq!(serde_json::to_string(&date).unwrap(), r#"{"kind":"date","end":"2021-06-30"}"#);
        assert_eq!(serde_json::to_string(&Deadline::None).unwrap(), r#"{"kind":"none"}"#);
        assert_eq!(serde_json::from_str::<Deadline>(r#"{"kind":"ongoing"}"#).unwrap(), Deadline::Ongoing);
    }
}
