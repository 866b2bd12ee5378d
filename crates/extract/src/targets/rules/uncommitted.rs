//! # Nothing commits anybody to the number
//!
//! ```target
//! 建成学校12所。
//! ```
//!
//! ```none
//! 全市12所学校参加活动。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    Some(reading(site))
}

/// What a number is that nothing makes a target.
pub(super) fn reading(site: &Site<'_>) -> Reading {
    match site.class() {
        Some(MeasureClass::Time) => Reading::Date,
        Some(MeasureClass::Rank) => Reading::Name,
        Some(MeasureClass::Age) => Reading::Condition,
        Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Money) | None => Reading::Unexplained,
        Some(_) => Reading::Count,
    }
}
