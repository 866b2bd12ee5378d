//! # 利率上浮20%: by how much a rate may differ
//!
//! ```target
//! 办理时间缩短20%。
//! ```
//!
//! ```none
//! 首套房贷款额度上浮20%。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let floats = site.ends(Sign::Float, site.about()) || site.ends(Sign::Float, site.before());
    (floats && site.class().is_some()).then_some(Reading::Parameter)
}
