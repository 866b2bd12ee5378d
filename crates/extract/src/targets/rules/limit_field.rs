//! # 办理时限：10个工作日
//!
//! ```target
//! 办理时限：10个工作日。
//! ```
//!
//! ```none
//! 有效期3年。
//! ```

use super::Site;
use crate::targets::site::ending;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is(MeasureClass::Time) {
        return None;
    }
    (site.before().ends_with([':', '：']) || follows_label(site)).then_some(Reading::Target)
}

/// How much of a label is looked at, in characters from its end.
const LABEL: usize = 8;

fn follows_label(site: &Site<'_>) -> bool {
    if !site.before().is_empty() || !site.after().is_empty() {
        return false;
    }
    let before = site.passage.text[..site.clause.start].trim_end();
    let Some(label) = before.strip_suffix(['：', ':']) else { return false };
    site.ends(Sign::LimitLabel, ending(label, LABEL))
}
