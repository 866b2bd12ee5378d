//! # Points of an assessment: 加2分
//!
//! ```target
//! 综合评价得分提高到95分。
//! ```
//!
//! ```none
//! 考核中每项加2分。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Scores;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.words_of_parameter().ends_with(['加', '扣', '记', '计', '得', '满']).then_some(Reading::Parameter)
}
