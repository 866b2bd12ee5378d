//! # 500万元及以下: bounds that say which include the bound
//!
//! A level that is aimed at may be printed so too (力争达到90%及以上).
//!
//! ```target
//! 力争满意率达到90%及以上。
//! ```
//!
//! ```none
//! 服务500万元及以下的小微企业。
//! ```

use super::Site;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !stands(site) {
        return None;
    }
    let aims = site.setting.goal || site.within(Sign::Aim, site.lead_words());
    let level = site.is_stated() && site.after().is_empty() && aims;
    (!level).then_some(Reading::Condition)
}

/// Whether the bound after the number includes it.
pub(super) fn stands(site: &Site<'_>) -> bool {
    site.ends(Sign::Inclusive, site.suffix())
}
