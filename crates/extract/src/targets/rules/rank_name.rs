//! # 世界500强 is a name; 进入全国前10位 is a rank that is aimed at
//!
//! ```target
//! 营商环境评价力争进入全国前10位。
//! ```
//!
//! ```none
//! 引进世界500强企业。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Comparator;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let named = site.is(MeasureClass::Rank) && !site.is_stated() && !is_aimed_at(site);
    (named && !site.after().starts_with('内')).then_some(Reading::Name)
}

fn is_aimed_at(site: &Site<'_>) -> bool {
    site.quantity.comparator == Some(Comparator::AtMost) && site.within(Sign::Attain, site.lead_words())
}
