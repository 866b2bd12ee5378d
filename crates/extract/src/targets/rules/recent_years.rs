//! # 近五年 is a span of the past
//!
//! ```target
//! 办理时限不超过5个工作日。
//! ```
//!
//! ```none
//! 总结近五年的经验。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.about().ends_with('近') && !site.after().starts_with('内')).then_some(Reading::Name)
}
