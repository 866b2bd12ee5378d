//! # A rank with a level or a comparator
//!
//! ```target
//! 城区防洪标准达到50年一遇。
//! 电子病历应用水平达到4级。
//! ```
//!
//! ```none
//! 防御50年一遇洪水。
//! 学习全国第一方阵经验。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Ranks;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.is_said().then_some(Reading::Target)
}
