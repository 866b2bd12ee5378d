//! # 每平方公里1万人: a level of so many for each unit of area
//!
//! ```target
//! 人口密度控制在每平方公里1万人。
//! ```
//!
//! ```none
//! 参观团每队1万人。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is_amount() && site.per_unit().is_some_and(|stated| stated)).then_some(Reading::Target)
}
