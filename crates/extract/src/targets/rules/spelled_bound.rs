//! # A comparator beside a spelled number or a number without name
//!
//! ```target
//! 举办招聘会50场以上。
//! ```
//!
//! ```none
//! 统筹三个以上部门。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 至少建设两所养老院: the verb behind 至少 commits.
    let meant = !site.is_compared() && site.is_committed();
    let bounded = site.is_bounded_amount() && !meant;
    bounded.then(|| super::uncommitted::reading(site))
}
