//! # 不超过21个工作日, 不少于20日: a bound on time
//!
//! ```target
//! 业务办理时限不超过21个工作日。
//! ```
//!
//! ```none
//! 服务期不少于3年。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Comparator;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is(MeasureClass::Time) {
        return None;
    }
    if !site.is_short_time() {
        return again_and_again(site).then_some(Reading::Target);
    }
    let bound = match site.quantity.comparator? {
        Comparator::AtMost => !site.is_inside(),
        Comparator::AtLeast => !site.before().is_empty(),
        _ => false,
    };
    bound.then_some(Reading::Target)
}

/// 教师每年至少1个月在企业实践: how long something is done each time.
fn again_and_again(site: &Site<'_>) -> bool {
    site.quantity.comparator == Some(Comparator::AtLeast) && site.before().ends_with("每年")
}
