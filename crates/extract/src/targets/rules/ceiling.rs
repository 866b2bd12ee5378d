//! # 单个项目补助不超过100万元，总额不超过1000万元: a ceiling after a condition or parameter of its sentence
//!
//! ```target
//! 专项资金不少于100万元，总额不低于1000万元。
//! 三年以上应收账款压降至6000万元以下。
//! ```
//!
//! ```none
//! 单个项目补助不超过100万元，年度总额不超过1000万元。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_money() || !site.is_at_most() {
        return None;
    }
    // 三年以上应收账款压降至6000万元以下
    if site.is_stated() {
        return None;
    }
    matches!(site.last_decision?.reading, Reading::Parameter | Reading::Condition).then_some(Reading::Parameter)
}
