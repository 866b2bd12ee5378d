//! # 220千伏变电站2座: the number says of what kind the things are that are counted
//!
//! ```target
//! 新增变电容量220兆瓦。
//! ```
//!
//! ```none
//! 建成220千伏变电站2座。
//! 推进500千伏变电站建设。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_stated() {
        return None;
    }
    match site.class()? {
        // 500千伏变电站: a voltage before a thing always says of what kind it is.
        MeasureClass::Voltage if !site.after().is_empty() => Some(Reading::Condition),
        MeasureClass::Count | MeasureClass::People | MeasureClass::Household | MeasureClass::Percent => None,
        _ => stands_before_count(site).then_some(Reading::Condition),
    }
}

/// Whether the number stands before the name of things that the next number counts.
fn stands_before_count(site: &Site<'_>) -> bool {
    if !site.next_counts || site.is_compared() {
        return false;
    }
    NAME.contains(&site.after().chars().count())
}

/// How long the name of the things between the two numbers is, in characters.
const NAME: std::ops::RangeInclusive<usize> = 2..=10;
