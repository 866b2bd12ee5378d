//! # 7个工作日内答复率: the time is part of what the rate measures
//!
//! ```target
//! 7个工作日内办结。
//! ```
//!
//! ```none
//! 7个工作日内答复率达到95%。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.after().ends_with('率').then_some(Reading::Condition)
}
