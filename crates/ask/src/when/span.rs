//! Stretches of days, and how a question compares with them.

use super::Bounds;
use zhengtu_model::Date;

/// Why a date has no days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Impossible,
    OpenYear,
}

/// First and last day of what is named, and whether its end is meant (6月底).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Date,
    pub to: Date,
    /// Up to and with its end, when it is said to be before it: 6月底前, 6月30日前, 上半年前.
    pub inclusive: bool,
}

/// How a period is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Within,
    /// Up to its last day.
    By,
    /// Before its first day, or up to a last day that is named.
    Before,
    /// From its first day.
    From,
    /// After its last day.
    After,
}

impl Relation {
    pub(crate) fn bounds(self, span: Span) -> Bounds {
        match self {
            Self::Within => (Some(span.from), Some(span.to)),
            Self::By => (None, Some(span.to)),
            Self::Before if span.inclusive => (None, Some(span.to)),
            Self::Before => (None, span.from.yesterday()),
            Self::From => (Some(span.from), None),
            Self::After => (span.to.tomorrow(), None),
        }
    }
}

/// A period whose end is its natural limit: 上半年前 is up to the end of June.
pub(super) fn whole(span: Span) -> Span {
    Span { inclusive: true, ..span }
}

pub(super) fn year_span(year: u16) -> Result<Span, Fault> {
    match (Date::new(year, 1, 1), Date::end_of_year(year)) {
        (Some(from), Some(to)) => Ok(Span { from, to, inclusive: false }),
        _ => Err(Fault::Impossible),
    }
}

pub(crate) fn month_span(year: u16, month: u32) -> Result<Span, Fault> {
    let month = u8::try_from(month).map_err(|_| Fault::Impossible)?;
    match (Date::new(year, month, 1), Date::end_of_month(year, month)) {
        (Some(from), Some(to)) => Ok(Span { from, to, inclusive: false }),
        _ => Err(Fault::Impossible),
    }
}

pub(crate) fn day_span(year: u16, month: u32, day: u32) -> Result<Span, Fault> {
    let day = u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(month, day)| Date::new(year, month, day));
    day.map(|day| Span { from: day, to: day, inclusive: true }).ok_or(Fault::Impossible)
}

/// `count` months of a year that has them.
pub(crate) fn months_from(year: u16, month: u8, count: u8) -> Result<Span, Fault> {
    months_span(u32::from(year) * 12 + u32::from(month) - 1, u32::from(count)).map(whole)
}

/// `count` months from month number `first`, counted from the year 0.
pub(crate) fn months_span(first: u32, count: u32) -> Result<Span, Fault> {
    let last = first + count - 1;
    let parts = |month: u32| (u16::try_from(month / 12).unwrap_or(u16::MAX), month % 12 + 1);
    let ((from_year, from_month), (to_year, to_month)) = (parts(first), parts(last));
    Ok(Span { from: month_span(from_year, from_month)?.from, to: month_span(to_year, to_month)?.to, inclusive: false })
}
