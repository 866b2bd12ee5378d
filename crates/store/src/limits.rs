use std::time::Duration;

/// What a query may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long it may run; `None` for as long as it takes.
    pub time: Option<Duration>,
    /// How many rows or triples it may yield; `None` for all.
    pub rows: Option<usize>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { time: None, rows: None };
}

impl Default for Limits {
    /// A minute and a million rows.
    fn default() -> Self {
        Self { time: Some(Duration::from_secs(60)), rows: Some(1_000_000) }
    }
}
