//! # A number with 的 after it says which
//!
//! 15%的增长 is aimed at, 80%以上的乡镇 is a share, 3亿元的公司 says which.
//!
//! ```target
//! 实现80%以上的事项网上办。
//! 设立规模10亿元的基金。
//! ```
//!
//! ```none
//! 服务年产值3亿元的企业。
//! ```

use super::Site;
use crate::targets::indicator::without_opening;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Comparator, Reading};

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let rest = site.after().strip_prefix('的')?;
    (!super::inclusive_bound::stands(site) && says_which(site, rest)).then_some(Reading::Condition)
}

fn says_which(site: &Site<'_>, rest: &str) -> bool {
    if site.starts(Sign::GoalNoun, rest) {
        return !site.is_stated() && !site.is_compared();
    }
    if site.starts(Sign::BasisNoun, rest) {
        return true;
    }
    if site.ends(Sign::Size, site.before()) && site.opens_with_commitment() {
        return false;
    }
    let total = site.quantity.reach && site.within(Sign::Total, site.about());
    if total || is_standard(site, rest) {
        return false;
    }
    let bounded = is_bounded(site);
    match site.class() {
        // 80%的街道建成服务中心 is a share that is aimed at.
        Some(MeasureClass::Percent) => {
            let aimed = bounded || site.within(Sign::Accomplish, rest);
            !(aimed && opens_share(site))
        }
        Some(MeasureClass::Count | MeasureClass::People) => !site.is_committed(),
        _ => !(site.is_committed() && bounded),
    }
}

/// 服务半径小于5公里的网络基本形成: a standard to be met by what is to be there.
fn is_standard(site: &Site<'_>, rest: &str) -> bool {
    let met = site.quantity.comparator == Some(Comparator::AtMost) && site.within(Sign::Accomplish, rest);
    met && site.ends_with_indicator()
}

/// Whether 以上 or 以下 stands after the number.
pub(super) fn is_bounded(site: &Site<'_>) -> bool {
    site.suffix().ends_with("以上") || site.suffix().ends_with("以下")
}

/// 实现80%以上的…: nothing is named before the share but the verb.
fn opens_share(site: &Site<'_>) -> bool {
    without_opening(site.lexicon, site.before()).is_empty() || site.ends(Sign::ShareOpening, site.before())
}
