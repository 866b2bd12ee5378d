//! # A number with 的 after it says which
//!
//! 15%的增长 is aimed at, 80%以上的乡镇 is a share, 3亿元的公司 says which.
//!
//! ```target
//! 实现80%以上的事项网上办。
//! 设立规模10亿元的基金。
//! 2024年底前完成80%的行政村污水治理。
//! ```
//!
//! ```none
//! 服务年产值3亿元的企业。
//! 推动企业做大，产值超5亿元的达到10家。
//! 推动企业做大，产值超5亿元企业达到10家。
//! ```

use super::{About, Site};
use crate::targets::subject::without_opening;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if says_class(site) {
        return Some(Reading::Condition);
    }
    let rest = site.after().strip_prefix('的')?;
    if super::inclusive_bound::stands(site) {
        return None;
    }
    says_which(site, rest).then_some(Reading::Condition)
}

/// The longest words between 的 and the number that counts the things, in characters.
const LONGEST_REACH: usize = 3;

/// 超10亿元的达到3家: an amount by which those things are told that the next number counts.
fn says_class(site: &Site<'_>) -> bool {
    if !site.next_counts || !site.is_compared() {
        return false;
    }
    if matches!(site.class(), Some(MeasureClass::Count | MeasureClass::Household | MeasureClass::People) | None) {
        return false;
    }
    let behind = &site.passage.text[site.last.span.end..site.clause.end];
    // 超10亿元企业达到3家
    let thing = || site.at_start(Sign::House, behind).map(|thing| &behind[thing.len()..]);
    let Some(reach) = behind.strip_prefix('的').or_else(thing) else { return false };
    reach.chars().take(LONGEST_REACH + 1).any(|char| char.is_ascii_digit())
}

fn says_which(site: &Site<'_>, rest: &str) -> bool {
    if site.starts(Sign::GoalNoun, rest) {
        return !site.is_said();
    }
    if site.starts(Sign::BasisNoun, rest) {
        return true;
    }
    if [is_size, is_total, is_standard].iter().any(|aims| aims(site, rest)) {
        return false;
    }
    match site.class() {
        Some(MeasureClass::Percent) => !is_aimed_share(site, rest),
        Some(MeasureClass::Count | MeasureClass::People) => !site.is_committed(),
        _ if is_bounded(site) => !site.is_committed(),
        _ => true,
    }
}

/// 设立规模100亿元的基金: the size of what is to be there.
fn is_size(site: &Site<'_>, _rest: &str) -> bool {
    site.ends(Sign::Size, site.before()) && site.opens_with_commitment()
}

/// 总额达到100亿元的…: a level of the whole.
fn is_total(site: &Site<'_>, _rest: &str) -> bool {
    site.quantity.reach && site.within(Sign::Total, site.about())
}

/// 服务半径小于5公里的网络基本形成: a standard to be met by what is to be there.
fn is_standard(site: &Site<'_>, rest: &str) -> bool {
    if !site.is_at_most() {
        return false;
    }
    site.ends_with_indicator() && site.within(Sign::Accomplish, rest)
}

/// 80%的街道建成服务中心, 完成80%的行政村污水治理 are shares that are aimed at.
fn is_aimed_share(site: &Site<'_>, rest: &str) -> bool {
    let aimed =
        is_bounded(site) || site.within(Sign::Accomplish, rest) || site.ends(Sign::Accomplish, site.lead_words());
    aimed && opens_share(site)
}

/// Whether 以上 or 以下 stands after the number.
pub(super) fn is_bounded(site: &Site<'_>) -> bool {
    site.suffix().ends_with("以上") || site.suffix().ends_with("以下")
}

/// 实现80%以上的…: nothing is named before the share but the verb.
fn opens_share(site: &Site<'_>) -> bool {
    without_opening(site.lexicon, site.before()).is_empty() || site.ends(Sign::ShareOpening, site.before())
}
