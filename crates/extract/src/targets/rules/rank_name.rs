//! # 世界500强 is a name; 进入全国前10位 is a rank that is aimed at
//!
//! ```target
//! 营商环境评价力争进入全国前10位。
//! ```
//!
//! ```none
//! 引进世界500强企业。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Ranks;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_stated() || is_aimed_at(site) {
        return None;
    }
    (!site.after().starts_with('内')).then_some(Reading::Name)
}

fn is_aimed_at(site: &Site<'_>) -> bool {
    site.is_at_most() && site.within(Sign::Attain, site.lead_words())
}
