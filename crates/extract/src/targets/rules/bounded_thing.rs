//! # 10千伏及以下电网工程, 两年以上未结案件: a bound before the thing says which
//!
//! ```target
//! 建成充电桩200个以上。
//! ```
//!
//! ```none
//! 整治库容10万立方米以上水库。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let stands = !site.after().is_empty() && !site.after().starts_with('的') && super::attribute::is_bounded(site);
    if !stands || super::inclusive_bound::stands(site) {
        return None;
    }
    says_which(site).then_some(Reading::Condition)
}

fn says_which(site: &Site<'_>) -> bool {
    match site.class() {
        Some(MeasureClass::People) => !site.is_committed() && !site.goes_on(),
        Some(MeasureClass::Money) => !site.is_stated(),
        Some(MeasureClass::Household | MeasureClass::Count | MeasureClass::Data | MeasureClass::Ratio) | None => false,
        Some(MeasureClass::Percent | MeasureClass::Points) => false,
        _ => !site.is_stated() && !site.is_committed() && !site.goes_on(),
    }
}
