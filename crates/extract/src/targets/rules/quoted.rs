//! # A number inside a title or quoted words is part of a name
//!
//! Quoted goals and a quoted list of time limits are read like any text.
//!
//! ```target
//! 按照“3天申请办结、20天现场踏勘”的要求办理。
//! ```
//!
//! ```none
//! 推广“企业服务360平台”和《2020版指南》。
//! ```

use super::{About, Site};
use crate::targets::passage::{Enclosure, is_clause_end};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;
use zhengtu_text::Span;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.passage.in_title(site.quantity.span) {
        return Some(Reading::Name);
    }
    let (Enclosure::Quote, inner) = site.passage.enclosure(site.quantity.span)? else { return None };
    let goal = names_goal(site, inner) || is_limit_list(site, inner.of(site.passage.text));
    (!goal).then_some(Reading::Name)
}

/// How far after the quoted words what they are called stands, in characters.
const NEAR: usize = 12;

/// Whether the quoted words are called a goal: “人才达到2000名”的目标.
fn names_goal(site: &Site<'_>, inner: Span) -> bool {
    let after: String =
        site.passage.text[inner.end..].chars().skip(1).take(NEAR).take_while(|&char| !is_clause_end(char)).collect();
    site.within(Sign::GoalOfQuote, &after)
}

/// Whether two or more of the items listed are an act with its time limit.
fn is_limit_list(site: &Site<'_>, text: &str) -> bool {
    text.split(['、', '，']).filter(|item| is_limited_act(site, item)).nth(1).is_some()
}

/// 3天办结: a number, a unit of time, and the act.
fn is_limited_act(site: &Site<'_>, item: &str) -> bool {
    let rest = item.trim_start_matches(|char: char| char.is_ascii_digit());
    if rest.len() == item.len() {
        return false;
    }
    let Some(length) = short_time(site, rest) else { return false };
    rest[length..].chars().count() > SHORTEST_ACT
}

/// What is left of an item after its unit is an act if it is longer than this, in characters.
const SHORTEST_ACT: usize = 2;

fn short_time(site: &Site<'_>, text: &str) -> Option<usize> {
    let (measure, length) = site.lexicon.measures().unit_at(text)?;
    let short = measure.class == MeasureClass::Time && site.at_start(Sign::LongTime, &text[..length]).is_none();
    short.then_some(length)
}
