//! # Points of an assessment: 加2分
//!
//! ```target
//! 综合评价得分提高到95分。
//! ```
//!
//! ```none
//! 考核中每项加2分。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let words = site.words_of_parameter();
    let scored = site.is(MeasureClass::Score) && words.ends_with(['加', '扣', '记', '计', '得', '满']);
    scored.then_some(Reading::Parameter)
}
