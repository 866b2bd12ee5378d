//! # 自受理之日起3个工作日办结: a limit that runs from an event
//!
//! ```target
//! 自受理之日起3个工作日办结。
//! ```
//!
//! ```none
//! 自4月起开展3天培训。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_plain_limit() || !site.runs_from_event() {
        return None;
    }
    site.starts(Sign::Done, site.after()).then_some(Reading::Target)
}
