//! # 三级以上医院, 四星级旅行社: a grade before a thing says of what kind it is
//!
//! ```target
//! 电子病历应用水平达到4级水平。
//! 排涝能力达到10年一遇标准。
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
    // 达到10年一遇标准: the level that is to be reached.
    if site.is_level() && thing == "标准" {
        return None;
    }
    (!site.starts(Sign::GoalNoun, thing)).then_some(Reading::Name)
}
