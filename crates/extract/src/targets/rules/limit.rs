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
    if !site.is(MeasureClass::Time) || !site.is_short_time() {
        return None;
    }
    let bound = match site.quantity.comparator? {
        Comparator::AtMost => !site.is_inside(),
        Comparator::AtLeast => !site.before().is_empty(),
        _ => false,
    };
    bound.then_some(Reading::Target)
}
