//! # 办理时间压缩至2天: a level of time
//!
//! ```target
//! 办理时间压缩至2天。
//! ```
//!
//! ```none
//! 在3个工作日内办结。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Change;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let level = site.is(MeasureClass::Time) && site.is_stated();
    (level && site.quantity.change != Some(Change::Increase)).then_some(Reading::Target)
}
