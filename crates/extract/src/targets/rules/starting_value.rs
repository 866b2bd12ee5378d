//! # The value from which another is reached
//!
//! 由30日压缩至15日: the first is where the second starts from.
//!
//! ```target
//! 将办理时间压缩至15日。
//! ```
//!
//! ```none
//! 将办理时间由30日压缩至15日。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.starts_change.then_some(Reading::Baseline)
}
