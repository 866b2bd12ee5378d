//! # 三个方面, 12项任务: spelled numbers and counts of what is no result
//!
//! ```target
//! 建成学校12所。
//! ```
//!
//! ```none
//! 围绕12项任务抓好落实。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let counted = !site.is_arabic() || site.counts_out_things();
    counted.then(|| super::uncommitted::reading(site))
}
