//! # 15分钟生活圈: a circle is named by its time
//!
//! ```target
//! 在15分钟内办结。
//! ```
//!
//! ```none
//! 打造15分钟便民生活圈。
//! ```

use super::{About, Site};
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.is_compared() || site.after().starts_with('内') {
        return None;
    }
    let near: String = site.after().chars().take(NEAR).collect();
    site.within(Sign::Circle, &near).then_some(Reading::Name)
}

/// How far after the number the thing named by it stands at most, in characters.
const NEAR: usize = 12;
