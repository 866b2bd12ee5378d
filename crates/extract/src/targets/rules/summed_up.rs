//! # 申请、领证等3项: the number sums up what is listed before it
//!
//! ```target
//! 新建学校等公共设施30处。
//! ```
//!
//! ```none
//! 完成申请、领证等3项工作。
//! ```

use super::Site;
use crate::targets::lex::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_amount() {
        return None;
    }
    (site.ends(Sign::Sum, site.before()) && !site.after().is_empty()).then(|| super::uncommitted::reading(site))
}
