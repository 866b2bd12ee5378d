//! # 办理时间压缩至2天: a level of time
//!
//! ```target
//! 办理时间压缩至2天。
//! ```
//!
//! ```none
//! 在3个工作日内办结。
//! ```

use super::{About, Site};
use zhengtu_model::{Change, Reading};

pub(super) const ABOUT: About = About::Times;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    if site.quantity.change == Some(Change::Increase) {
        return None;
    }
    site.is_stated().then_some(Reading::Target)
}
