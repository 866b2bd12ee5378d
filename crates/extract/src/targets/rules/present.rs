//! # 目前, 已, 现有: what is there already
//!
//! ```target
//! 建成充电桩300个。
//! ```
//!
//! ```none
//! 目前全市已建成充电桩300个。
//! 污水收集率仅62%。
//! ```

use super::{About, Site};
use crate::targets::site::ending;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.about().ends_with('了') || site.about().contains('仅') {
        return Some(Reading::Baseline);
    }
    // 将现有规模提升至…: the level is the new one.
    if site.about().contains("提升至") {
        return None;
    }
    let near = ending(site.subject(), NEAR);
    site.within(Sign::Baseline, near).then_some(Reading::Baseline)
}

/// How near before the number the word stands, in characters.
const NEAR: usize = 14;
