//! # 整合10类要素: a verb that raises a rate and stands before things says what is done to them
//!
//! ```target
//! 改造提升30万亩。
//! 改造提升15所养老院。
//! ```
//!
//! ```none
//! 优化15项流程。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if !site.improves_things() || is_meant(site) {
        return None;
    }
    Some(super::uncommitted::reading(site))
}

/// Whether the improvement is one to so many things: nothing else is named, or a verb commits to them.
fn is_meant(site: &Site<'_>) -> bool {
    if !site.is_arabic() {
        return false;
    }
    site.after().is_empty() || site.is_committed() && !site.is_abstract()
}
