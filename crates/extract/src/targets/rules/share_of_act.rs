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

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Shares;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_arabic() {
        return None;
    }
    // 90%完成整改, or 完成整改90%.
    let does = match site.after() {
        "" => site.ends(Sign::ShareAct, site.before()),
        after => site.starts(Sign::ShareVerb, after),
    };
    does.then_some(Reading::Target)
}
