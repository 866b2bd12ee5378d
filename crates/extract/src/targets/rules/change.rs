//! # A share or ratio with a word of change straight before it
//!
//! ```target
//! 申请材料精简40%。
//! 产业规模翻一番。
//! ```
//!
//! ```none
//! 一次办结率达到95%。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let changed = site.is_share() && site.quantity.change.is_some();
    (changed || site.is(MeasureClass::Ratio) && site.is_stated()).then_some(Reading::Target)
}
