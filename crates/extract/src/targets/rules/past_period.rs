//! # A period before the year of the document reports what was
//!
//! ```target
//! 到2023年，总量达到3000亿元。
//! ```
//!
//! ```none
//! 2020年，总量达到3000亿元。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.past && !site.setting.goal).then_some(Reading::Baseline)
}
