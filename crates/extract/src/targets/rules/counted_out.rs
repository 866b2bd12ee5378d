//! # 分三类, 聚焦到4个方面: what is counted out is no level
//!
//! ```target
//! 将5个环节压缩为2个环节。
//! ```
//!
//! ```none
//! 工作聚焦到4个方面。
//! ```

use super::{About, Site};
use zhengtu_model::Reading;

pub(super) const ABOUT: About = About::Numbers;

pub(super) fn decide(site: &Site<'_>) -> Option<Reading> {
    site.counts_out().then(|| super::uncommitted::reading(site))
}
