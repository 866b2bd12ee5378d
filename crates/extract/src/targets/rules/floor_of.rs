//! # 预付款不低于合同总价的10%: a floor stands before what the share is of
//!
//! ```target
//! 预付款不低于合同总价的10%。
//! ```
//!
//! ```none
//! 占用贷款额的10%。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Shares;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.floor_of().map(|_| Reading::Target)
}
