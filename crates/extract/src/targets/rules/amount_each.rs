//! # 每人500元: an amount for each
//!
//! ```target
//! 人均收入达到3万元。
//! ```
//!
//! ```none
//! 按每人500元安排经费。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let each = site.is(MeasureClass::Money) && !site.is_stated() && site.within(Sign::Each, site.lead_words());
    each.then_some(Reading::Parameter)
}
