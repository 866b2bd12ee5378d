//! # 10千伏及以下电网工程, 两年以上未结案件: a bound before the thing says which
//!
//! ```target
//! 建成充电桩200个以上。
//! ```
//!
//! ```none
//! 整治库容10万立方米以上水库。
//! ```

use super::{About, Site};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.thing()?;
    if !super::attribute::is_bounded(site) {
        return None;
    }
    // 5件及以上商标: the bound includes the number, and is a rule of its own.
    if super::inclusive_bound::stands(site) {
        return None;
    }
    says_which(site).then_some(Reading::Condition)
}

fn says_which(site: &Site<'_>) -> bool {
    match site.class() {
        Some(MeasureClass::People) => !is_meant(site),
        Some(MeasureClass::Money) => !site.is_stated(),
        Some(MeasureClass::Household | MeasureClass::Count | MeasureClass::Data | MeasureClass::Ratio) | None => false,
        Some(MeasureClass::Percent | MeasureClass::Points) => false,
        _ if site.is_stated() => false,
        _ => !is_meant(site),
    }
}

/// Whether a verb commits to the number, or to the one before it.
fn is_meant(site: &Site<'_>) -> bool {
    site.is_committed() || site.goes_on()
}
