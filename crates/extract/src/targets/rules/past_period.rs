//! # A period before the year of the document reports what was
//!
//! A day by which something is due tells of what is to come, whatever year the document is of.
//!
//! ```target
//! 到2023年，总量达到3000亿元。
//! 2020年底前新建未来工厂150家。
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
