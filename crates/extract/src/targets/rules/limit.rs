//! # 不超过21个工作日, 不少于20日: a bound on time
//!
//! ```target
//! 业务办理时限不超过21个工作日。
//! ```
//!
//! ```none
//! 服务期不少于3年。
//! ```

use super::{About, Site};
use zhengtu_model::{Comparator, Reading};

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let compared = site.quantity.comparator?;
    let bound = match (compared, site.is_short_time()) {
        (Comparator::AtMost, true) => !site.is_inside(),
        (Comparator::AtLeast, true) => !site.before().is_empty(),
        // 教师每年至少1个月在企业实践: how long something is done each time.
        (Comparator::AtLeast, false) => site.before().ends_with("每年"),
        _ => false,
    };
    bound.then_some(Reading::Target)
}
