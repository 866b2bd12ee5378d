//! # 企业登记3小时、印章刻制2小时: limits in a row, or in a goal paragraph
//!
//! ```target
//! 其中，企业登记3小时、印章刻制2小时。
//! ```
//!
//! ```none
//! 集中学习2小时。
//! ```

use super::Site;
use crate::targets::passage::Enclosure;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is(MeasureClass::Time) || site.is_compared() || !site.is_short_time() {
        return None;
    }
    lists(site).then_some(Reading::Target)
}

fn lists(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    if site.passage.enclosure(site.quantity.span).is_some_and(|(kind, _)| kind == Enclosure::Quote) {
        return !before.is_empty() || !after.is_empty();
    }
    if before.is_empty() || !after.is_empty() || !site.is_arabic() {
        return false;
    }
    site.limit || site.setting.goal || follows_limits(site)
}

fn follows_limits(site: &Site<'_>) -> bool {
    let earlier = site.earlier();
    earlier.ends_with(['，', '：', '；']) && site.within(Sign::LimitContext, earlier)
}
