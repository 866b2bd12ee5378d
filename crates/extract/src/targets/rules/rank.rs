//! # A rank with a level or a comparator
//!
//! ```target
//! 电子病历应用水平达到4级。
//! ```
//!
//! ```none
//! 学习全国第一方阵经验。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is(MeasureClass::Rank) && (site.is_stated() || site.is_compared())).then_some(Reading::Target)
}
