//! # 每平方公里1万人: a level of so many for each unit of area
//!
//! ```target
//! 人口密度控制在每平方公里1万人。
//! ```
//!
//! ```none
//! 参观团每队1万人。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.per_unit() == Some(true)).then_some(Reading::Target)
}
