//! # 预付款不低于合同总价的10%: a floor stands before what the share is of
//!
//! ```target
//! 预付款不低于合同总价的10%。
//! ```
//!
//! ```none
//! 占用贷款额的10%。
//! ```

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is_share() && site.floor_of().is_some()).then_some(Reading::Target)
}
