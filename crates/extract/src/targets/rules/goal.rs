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

use super::Site;
use zhengtu_model::Reading;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    (site.is_named_amount() && site.setting.goal).then_some(Reading::Target)
}
