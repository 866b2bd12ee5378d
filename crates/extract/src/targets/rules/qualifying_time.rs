//! # 满3年, 3年后, 两年内未就业: since when or for how long
//!
//! ```target
//! 3个工作日内办结。
//! ```
//!
//! ```none
//! 离岗满3年人员可以报名。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.states_level() {
        return None;
    }
    (stands_beside(site) || is_span(site)).then_some(Reading::Condition)
}

/// 满3年, 3年未: a word straight beside the number.
fn stands_beside(site: &Site<'_>) -> bool {
    site.before().ends_with(['满', '近', '过', '第']) || site.after().starts_with(['后', '前', '未', '无', '不'])
}

/// 近3年, 3年以上.
fn is_span(site: &Site<'_>) -> bool {
    site.about().ends_with('近') || site.last.span.of(site.passage.text).ends_with("以上")
}
