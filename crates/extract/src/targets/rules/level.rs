//! # A level stated straight before the number
//!
//! ```target
//! 森林覆盖率达到45%。
//! 全市企业达到3000家。
//! ```
//!
//! ```none
//! 申请材料精简40%。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is_share() && site.is_stated() || site.states_amount()).then_some(Reading::Target)
}
