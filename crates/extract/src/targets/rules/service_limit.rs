//! # 在3个工作日内办结: a time within which somebody acts
//!
//! Months only where words of duty bind somebody, years never.
//!
//! ```target
//! 在3个工作日内办结。
//! 企业应在2个月内完成整改。
//! ```
//!
//! ```none
//! 两年内新建学校。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Comparator;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let inside = site.quantity.comparator == Some(Comparator::AtMost) && site.is_inside();
    if !site.is(MeasureClass::Time) || !inside || site.after().starts_with('的') {
        return None;
    }
    let stands = if site.is_short_time() { binds_short(site) } else { binds_long(site) };
    stands.then_some(Reading::Target)
}

fn binds_short(site: &Site<'_>) -> bool {
    acts(site) || site.setting.goal || site.limit
}

fn binds_long(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    let bound = site.within(Sign::Duty, before);
    if bound && site.starts(Sign::Done, after) {
        return true;
    }
    let waits = !after.is_empty() && site.quantity.unit != "年";
    waits && (bound || before.ends_with('在'))
}

/// Whether an act stands beside the limit.
fn acts(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    let limited =
        site.ends_with_indicator() || before.ends_with(['务', '理', '批', '证', '结', '复', '定', '起', '件', '后']);
    limited || !after.is_empty() || before.is_empty()
}
