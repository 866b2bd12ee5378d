//! # A comparator beside the number
//!
//! ```target
//! 至少建设两所养老院。
//! 投诉办结率不低于98%。
//! 举办招聘会50场以上。
//! ```
//!
//! ```none
//! 投诉办结率达到98%。
//! ```

use super::commitment::commits;
use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let meant = match site.is_share() {
        true => site.is_compared(),
        false => site.is_bounded_amount() && is_meant(site),
    };
    meant.then_some(Reading::Target)
}

fn is_meant(site: &Site<'_>) -> bool {
    if acts_within(site) {
        return false;
    }
    if site.is_alone() && !follows_measured(site) {
        return false;
    }
    site.is_arabic() || commits_to_things(site)
}

/// 在10个左右紧缺领域: where something is done.
fn acts_within(site: &Site<'_>) -> bool {
    site.before().ends_with(['在', '从', '对']) && !site.after().is_empty()
}

/// Whether a target before it in the sentence says what is measured; of things counted each names its own.
fn follows_measured(site: &Site<'_>) -> bool {
    site.follows && !site.is_count()
}

/// A spelled number is meant where a verb commits to the things.
fn commits_to_things(site: &Site<'_>) -> bool {
    !site.is_abstract() && commits(site)
}
