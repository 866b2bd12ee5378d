//! # 24小时 names what is open all day
//!
//! ```target
//! 投诉回复时间压缩至24小时。
//! ```
//!
//! ```none
//! 建设24小时自助书店。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.quantity.unit != "小时" || site.quantity.number.of(site.passage.text) != ALL_DAY || site.is_compared() {
        return None;
    }
    let level = site.quantity.to || site.quantity.change.is_some() || site.quantity.reach && site.after().is_empty();
    (!level && !site.after().starts_with('内')).then_some(Reading::Name)
}

/// The hours of a day, as printed.
const ALL_DAY: &str = "24";
