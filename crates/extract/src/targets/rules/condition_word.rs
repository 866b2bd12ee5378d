//! # 总投资20亿元, 注册资本3亿元: a word of condition stands before the number
//!
//! ```target
//! 项目开工率超过90%。
//! 取缔不符合规划的企业7家。
//! 交流比例不低于符合条件教师总数的10%。
//! ```
//!
//! ```none
//! 支持注册资本3亿元企业落户。
//! ```

use super::{About, Site};
use crate::targets::site::ending;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    // 取缔不符合规划的企业7家
    if site.states_level() || !has_word(site) {
        return None;
    }
    let counted_out = site.is_count() && site.is_named();
    if site.floor_of().is_some() || counted_out && site.opens_with_commitment() {
        return None;
    }
    (!is_measured(site)).then_some(Reading::Condition)
}

/// How near before the number the word stands, in characters.
const NEAR: usize = 10;

fn has_word(site: &Site<'_>) -> bool {
    let near = ending(site.before(), NEAR);
    let of_time = site.is(MeasureClass::Time) && site.within(Sign::TimeCondition, near);
    of_time || site.within(Sign::Condition, near)
}

/// 平均失业率 and the like are measured even where a word of condition stands near.
fn is_measured(site: &Site<'_>) -> bool {
    if !matches!(site.class(), Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Time)) {
        return false;
    }
    let meant = site.is_said() || site.setting.goal;
    meant && site.ends_with_indicator()
}
