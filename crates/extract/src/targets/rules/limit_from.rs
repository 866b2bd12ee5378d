//! # 自受理之日起3个工作日办结, 抵押登记1个工作日办结: a limit that runs from an event, or within which a matter is dealt with
//!
//! ```target
//! 自受理之日起3个工作日办结。
//! 抵押登记1个工作日办结。
//! ```
//!
//! ```none
//! 自4月起开展3天培训。
//! 骨干培训3天完成。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.is_plain_limit() || !site.starts(Sign::Done, site.after()) {
        return None;
    }
    (site.runs_from_event() || deals_with(site)).then_some(Reading::Target)
}

/// Whether a matter stands before the limit, and behind it that it is dealt with; how long a work takes (3天完成) is none.
fn deals_with(site: &Site<'_>) -> bool {
    let matter = site.is_arabic() && !site.before().is_empty();
    matter && !site.after().starts_with("完成")
}
