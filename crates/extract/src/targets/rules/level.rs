//! # A level stated straight before the number
//!
//! ```target
//! 森林覆盖率达到45%。
//! 全市企业达到3000家。
//! ```
//!
//! ```none
//! 申请材料精简40%。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    let level = if site.is_share() { site.is_stated() } else { site.states_amount() };
    level.then_some(Reading::Target)
}
