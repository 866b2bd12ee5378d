//! # A comparator beside the number
//!
//! ```target
//! 投诉办结率不低于98%。
//! 举办招聘会50场以上。
//! ```
//!
//! ```none
//! 投诉办结率达到98%。
//! ```

use super::Site;
use super::commitment::commits;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_share() {
        return site.is_compared().then_some(Reading::Target);
    }
    (site.is_bounded_amount() && is_meant(site)).then_some(Reading::Target)
}

fn is_meant(site: &Site<'_>) -> bool {
    // 在10个左右紧缺领域: where something is done.
    if site.before().ends_with(['在', '从', '对']) && !site.after().is_empty() {
        return false;
    }
    let counted = site.is_arabic() || !site.is_abstract() && commits(site);
    let named = !site.before().is_empty() || !site.after().is_empty() || site.follows && !site.is_count();
    counted && named
}
