//! # Points that are granted: 给予2个百分点贴息
//!
//! ```target
//! 融资成本下降2个百分点。
//! ```
//!
//! ```none
//! 按2个百分点贴息，优惠不超过1个百分点。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let granted = site.is(MeasureClass::Points) && site.within(Sign::Concession, site.words_of_parameter());
    granted.then_some(Reading::Parameter)
}
