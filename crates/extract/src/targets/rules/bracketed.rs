//! # A number in a bracket that defines is a condition
//!
//! One that says what the level before it is in another year is the present one; any other number in a bracket
//! shares the reading of the condition or parameter before it.
//!
//! ```target
//! 建成示范村30个（新建20个、改建10个）。
//! ```
//!
//! ```none
//! 支持小微企业（指500人以下）开展培训。
//! 公路比重提高到85%（2020年为72%）。
//! ```

use super::{About, Site};
use crate::targets::passage::Enclosure;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let (Enclosure::Bracket, inner) = site.passage.enclosure(site.quantity.span)? else { return None };
    let text = inner.of(site.passage.text);
    if site.starts(Sign::Definition, text) || site.ends(Sign::Definition, text) {
        return Some(Reading::Condition);
    }
    // 住房（建筑面积不低于50平方米）的购买人
    let follows = site.passage.text[inner.end..].trim_start_matches(['）', ')']);
    if site.is_compared() && follows.starts_with('的') {
        return Some(Reading::Condition);
    }
    if site.about().starts_with('为') && site.follows_target() {
        return Some(Reading::Baseline);
    }
    let last = site.last_decision?.reading;
    matches!(last, Reading::Parameter | Reading::Condition).then_some(last)
}
