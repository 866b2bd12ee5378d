//! # 办理时限：10个工作日
//!
//! ```target
//! 办理时限：10个工作日。
//! ```
//!
//! ```none
//! 有效期3年。
//! ```

use super::{About, Site};
use crate::targets::site::ending;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.before().ends_with([':', '：']) || follows_label(site)).then_some(Reading::Target)
}

/// How much of a label is looked at, in characters from its end.
const LABEL: usize = 8;

fn follows_label(site: &Site<'_>) -> bool {
    if !site.is_alone() {
        return false;
    }
    let before = site.passage.text[..site.clause.start].trim_end();
    let Some(label) = before.strip_suffix(['：', ':']) else { return false };
    site.ends(Sign::LimitLabel, ending(label, LABEL))
}
