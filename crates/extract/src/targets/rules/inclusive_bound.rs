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

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !stands(site) || is_aimed_level(site) {
        return None;
    }
    Some(Reading::Condition)
}

/// 达到5000万元及以上 of what is aimed at.
fn is_aimed_level(site: &Site<'_>) -> bool {
    if !site.is_stated() || !site.after().is_empty() {
        return false;
    }
    site.setting.goal || site.within(Sign::Aim, site.lead_words())
}

/// Whether the bound after the number includes it.
pub(super) fn stands(site: &Site<'_>) -> bool {
    site.ends(Sign::Inclusive, site.suffix())
}
