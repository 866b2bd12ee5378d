//! # 65岁以上老年人: of what age people are
//!
//! ```target
//! 人均预期寿命达到79岁。
//! ```
//!
//! ```none
//! 为65岁以上老年人提供体检。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is(MeasureClass::Age) || site.before().ends_with("寿命") || site.before().ends_with("年龄") {
        return None;
    }
    let grouped = site.is_compared() && !site.after().is_empty();
    (grouped || !site.is_stated()).then_some(Reading::Condition)
}
