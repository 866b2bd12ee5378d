//! # 资料保存期限不少于1年: how long something is to last at least
//!
//! ```target
//! 监控资料保存期限不少于1年。
//! 人均实践时长不低于2个月。
//! ```
//!
//! ```none
//! 补贴期限为3年。
//! 3年以上工作经历者优先。
//! ```

use super::{About, Site};
use zhengtu_model::{Comparator, Reading};

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.quantity.comparator != Some(Comparator::AtLeast) || !site.is_named() {
        return None;
    }
    site.ends_with_indicator().then_some(Reading::Target)
}
