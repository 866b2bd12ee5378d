//! # 24小时 names what is open all day
//!
//! ```target
//! 投诉回复时间压缩至24小时。
//! ```
//!
//! ```none
//! 建设24小时自助书店。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let printed = (site.quantity.number.of(site.passage.text), site.quantity.unit.as_str());
    if printed != ALL_DAY || site.is_compared() {
        return None;
    }
    // 压缩到24小时, 达到24小时: a limit, or a level.
    if site.is_changed() {
        return None;
    }
    if site.after().is_empty() {
        return (!site.quantity.reach).then_some(Reading::Name);
    }
    (!site.after().starts_with('内')).then_some(Reading::Name)
}

/// The hours of a day, as printed.
const ALL_DAY: (&str, &str) = ("24", "小时");
