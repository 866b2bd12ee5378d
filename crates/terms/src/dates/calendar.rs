//! First and last days of the periods that plans name.

use super::{DateKind, Granularity};
use zhengtu_model::Date;

/// A period as read, without the words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub granularity: Granularity,
    pub kind: DateKind,
}

/// A part of a year, the year aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// First and last month.
    Months(u8, u8),
    Quarter(u8),
    /// Quarters from the first to this one.
    Quarters(u8),
    Half(u8),
    Day(u8, u8),
    /// A ten-day period of a month: 1 上旬, 2 中旬, 3 下旬.
    Third(u8, u8),
}

impl Part {
    /// The part in a year, or what is said of a day or month that the calendar does not have.
    pub(super) fn in_year(self, year: Option<u16>, kind: DateKind) -> Period {
        self.real(year, kind).unwrap_or_else(|| Period::impossible(self.granularity()))
    }

    fn real(self, year: Option<u16>, kind: DateKind) -> Option<Period> {
        let (from, to) = self.bounds()?;
        // 2月29日 is a day of some years.
        let some = year.unwrap_or(LEAP);
        let (first, last) = (from.start(some)?, to.end(some)?);
        let known = year.is_some();
        let (start, end) = (known.then_some(first), known.then_some(last));
        Some(Period { start, end, granularity: self.granularity(), kind })
    }

    fn granularity(self) -> Granularity {
        match self {
            Self::Whole => Granularity::Year,
            Self::Months(..) => Granularity::Month,
            Self::Quarter(_) | Self::Quarters(_) => Granularity::Quarter,
            Self::Half(_) => Granularity::HalfYear,
            Self::Day(..) | Self::Third(..) => Granularity::Day,
        }
    }

    fn bounds(self) -> Option<(Bound, Bound)> {
        let months = |from: u8, to: u8| (Bound(from, Some(1)), Bound(to, None));
        Some(match self {
            Self::Whole => months(1, 12),
            Self::Months(from, to) => months(from, to),
            Self::Quarter(quarter) => months((quarter * 3).checked_sub(2)?, quarter * 3),
            Self::Quarters(quarter) => months(1, quarter * 3),
            Self::Half(half) => months(half * 6 - 5, half * 6),
            Self::Day(month, day) => (Bound(month, Some(day)), Bound(month, Some(day))),
            Self::Third(month, third) => {
                let last = (third < 3).then_some(third * 10);
                (Bound(month, Some(third * 10 - 9)), Bound(month, last))
            }
        })
    }
}

/// A year with 29 days in February, for days whose year is not known.
pub(super) const LEAP: u16 = 2000;

impl Period {
    /// What names a day, month or quarter that the calendar does not have.
    pub(super) fn impossible(granularity: Granularity) -> Self {
        Self { start: None, end: None, granularity, kind: DateKind::Impossible }
    }
}

/// A month and a day of it, the last day where none is given.
#[derive(Clone, Copy)]
struct Bound(u8, Option<u8>);

impl Bound {
    fn start(self, year: u16) -> Option<Date> {
        Date::new(year, self.0, self.1.unwrap_or(1))
    }

    fn end(self, year: u16) -> Option<Date> {
        match self.1 {
            Some(day) => Date::new(year, self.0, day),
            None => Date::end_of_month(year, self.0),
        }
    }
}

/// The five-year plan number `plan`: the 14th is 2021 to 2025.
pub(super) fn five_years(plan: u32, kind: DateKind) -> Option<Period> {
    let last = u16::try_from(1955 + 5 * plan).ok()?;
    Some(Period {
        start: Date::new(last - 4, 1, 1),
        end: Date::end_of_year(last),
        granularity: Granularity::FiveYears,
        kind,
    })
}
