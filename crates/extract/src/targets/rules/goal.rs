//! # In a goal paragraph a quantity with a name is a target
//!
//! ```target
//! 某市方案
//! 一、工作目标
//! 到2025年，森林蓄积量300万立方米。
//! 二、重点任务
//! （一）做好保障工作。
//! ```
//!
//! ```none
//! 森林蓄积量300万立方米。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Amounts;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.setting.goal && site.is_named()).then_some(Reading::Target)
}
