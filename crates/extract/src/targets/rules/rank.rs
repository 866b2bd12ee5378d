//! # A rank with a level or a comparator
//!
//! ```target
//! 电子病历应用水平达到4级。
//! ```
//!
//! ```none
//! 学习全国第一方阵经验。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Ranks;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.is_said().then_some(Reading::Target)
}
