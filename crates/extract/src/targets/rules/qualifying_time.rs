//! # 满3年, 3年后, 两年内未就业: since when or for how long
//!
//! ```target
//! 3个工作日内办结。
//! ```
//!
//! ```none
//! 离岗满3年人员可以报名。
//! ```

use super::Site;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is(MeasureClass::Time) || site.states_level() {
        return None;
    }
    let beside =
        site.before().ends_with(['满', '近', '过', '第']) || site.after().starts_with(['后', '前', '未', '无', '不']);
    let span = site.about().ends_with('近') || site.last.span.of(site.passage.text).ends_with("以上");
    (beside || span).then_some(Reading::Condition)
}
