//! # 4万元/人: an amount for each, where the sentence speaks of a policy
//!
//! ```target
//! 人均收入达到4万元/人。
//! ```
//!
//! ```none
//! 发放生活补贴，其中博士不低于4万元/人。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Money;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.quantity.unit.contains('/') {
        return None;
    }
    site.within(Sign::Parameter, site.earlier_part()).then_some(Reading::Parameter)
}
