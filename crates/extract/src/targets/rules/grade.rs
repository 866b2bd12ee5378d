//! # 三级以上医院, 四星级旅行社: a grade before a thing says of what kind it is
//!
//! ```target
//! 电子病历应用水平达到4级水平。
//! ```
//!
//! ```none
//! 实现3级以上风险点全覆盖。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Ranks;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let thing = Some(site.after()).filter(|after| !after.is_empty())?;
    (!site.starts(Sign::GoalNoun, thing)).then_some(Reading::Name)
}
