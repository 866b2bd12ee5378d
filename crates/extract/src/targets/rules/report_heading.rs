//! # Numbers under a heading that reports what is
//!
//! ```target
//! 一次办结率达到95%。
//! ```
//!
//! So do those of a problem above the fields that say how it is put right.
//!
//! ```none
//! 某市方案
//! 一、固体废物堆存问题突出，历史遗留达到200万吨。
//! 整改目标：全面消纳。
//! ```
//!
//! ```none
//! 某市方案
//! 一、工作回顾
//! 全年线上办理率达到95%。
//! 二、重点任务
//! （一）做好保障工作。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.setting.report.then_some(Reading::Baseline)
}
