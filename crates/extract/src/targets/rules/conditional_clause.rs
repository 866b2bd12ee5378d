//! # 凡, 若, 对于: the clause says whom or what it is about
//!
//! ```target
//! 投诉办结率超过90%。
//! ```
//!
//! ```none
//! 若年产值超过10亿元，启动预警。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.states_level() {
        return None;
    }
    let opening: String = site.before().chars().take(LONGEST_OPENING).collect();
    if !site.starts(Sign::Conditional, &opening) {
        return None;
    }
    let case = site.clause.of(site.passage.text).trim_end().ends_with('的');
    (case || !site.is_share()).then_some(Reading::Condition)
}

/// The longest word that opens a condition, in characters.
const LONGEST_OPENING: usize = 3;
