//! # 65岁以上老年人: of what age people are
//!
//! ```target
//! 人均预期寿命达到79岁。
//! ```
//!
//! ```none
//! 为65岁以上老年人提供体检。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Ages;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if is_lifetime(site.before()) {
        return None;
    }
    if !site.is_stated() {
        return Some(Reading::Condition);
    }
    (site.is_compared() && !site.after().is_empty()).then_some(Reading::Condition)
}

/// 预期寿命, 平均年龄: years that are measured.
fn is_lifetime(before: &str) -> bool {
    before.ends_with("寿命") || before.ends_with("年龄")
}
