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
