//! # 60%投向新兴产业, 上半年下达60%: a share that is to be done or to do something
//!
//! ```target
//! 预算内资金60%投向新兴产业。
//! 上半年下达60%。
//! 通识课程40%覆盖。
//! ```
//!
//! ```none
//! 成交额中30%来自网络。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_share() || !site.is_arabic() {
        return None;
    }
    let does = site.starts(Sign::ShareVerb, site.after());
    let done = site.ends(Sign::ShareAct, site.before()) && (site.after().is_empty() || does);
    (does || done).then_some(Reading::Target)
}
