//! # 企业登记3小时、印章刻制2小时: limits in a row, or in a goal paragraph
//!
//! ```target
//! 其中，企业登记3小时、印章刻制2小时。
//! ```
//!
//! ```none
//! 集中学习2小时。
//! ```

use super::{About, Site};
use crate::targets::passage::Enclosure;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_plain_limit() {
        return None;
    }
    lists(site).then_some(Reading::Target)
}

fn lists(site: &Site<'_>) -> bool {
    if let Some((Enclosure::Quote, _)) = site.passage.enclosure(site.quantity.span) {
        return !site.is_alone();
    }
    if !site.is_named() || !site.is_arabic() {
        return false;
    }
    site.limit || site.setting.goal || follows_limits(site)
}

fn follows_limits(site: &Site<'_>) -> bool {
    let earlier = site.earlier();
    earlier.ends_with(['，', '：', '；']) && site.within(Sign::LimitContext, earlier)
}
