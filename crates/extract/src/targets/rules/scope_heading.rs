//! # Numbers under a heading that states scope or conditions
//!
//! ```target
//! 一次办结率达到95%。
//! ```
//!
//! ```none
//! 某市方案
//! 一、重点任务
//! （一）申报条件。企业年产值增长10%。
//! （二）做好保障工作。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.setting.scope.then_some(Reading::Condition)
}
