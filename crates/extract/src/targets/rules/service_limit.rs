//! # 在3个工作日内办结: a time within which somebody acts
//!
//! Months only where words of duty bind somebody, years never.
//!
//! ```target
//! 在3个工作日内办结。
//! 企业应在2个月内完成整改。
//! 无外线工程2个工作日内、有外线工程5个工作日内办结。
//! ```
//!
//! ```none
//! 两年内新建学校。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_within() || site.after().starts_with('的') {
        return None;
    }
    let stands = if site.is_short_time() { binds_short(site) } else { binds_long(site) };
    stands.then_some(Reading::Target)
}

/// A short limit binds in a goal paragraph, after another limit, and beside an act.
fn binds_short(site: &Site<'_>) -> bool {
    site.setting.goal || site.limit || acts(site)
}

/// A long one binds where a word of duty or 在 stands before it.
fn binds_long(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    let waits = !after.is_empty() && site.quantity.unit != "年";
    match site.within(Sign::Duty, before) {
        true => waits || site.starts(Sign::Done, after),
        false => waits && before.ends_with('在'),
    }
}

/// Whether an act stands beside the limit.
fn acts(site: &Site<'_>) -> bool {
    match (site.before(), site.after()) {
        ("", _) => true,
        (before, "") => ends_with_act(site, before) || is_listed_before_act(site),
        _ => true,
    }
}

/// 无外线工程2个工作日内、有外线工程5个工作日内办结: whether the act stands behind the last of a list of limits.
fn is_listed_before_act(site: &Site<'_>) -> bool {
    let rest = &site.passage.text[site.last.span.end..site.clause.end.max(site.last.span.end)];
    rest.strip_prefix('、').and_then(|rest| rest.rsplit_once('内')).is_some_and(|(_, act)| site.starts(Sign::Done, act))
}

/// 办理, 审批, 办结, 自受理之日起: the phrase ends with the act or the event that is counted from.
fn ends_with_act(site: &Site<'_>, before: &str) -> bool {
    site.ends_with_indicator() || before.ends_with(['务', '理', '批', '证', '结', '复', '定', '起', '件', '后'])
}
