//! # 保险责任期为10年, 延长15个工作日: the term of a contract
//!
//! ```target
//! 验收时限为10个工作日。
//! ```
//!
//! ```none
//! 保险责任期为10年。
//! 房屋租金减免3个月。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 租金减免3个月: for how long something is granted.
    if site.within(Sign::Parameter, site.about()) {
        return Some(Reading::Parameter);
    }
    let words = site.words_of_parameter();
    let extends = words.contains("延长") && !site.is_said();
    (extends || site.within(Sign::Term, words)).then_some(Reading::Parameter)
}
