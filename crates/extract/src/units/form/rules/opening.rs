//! # 进一步完善体系: neither label nor name at the start, nor role words at the end
//!
//! Cheap, since every bracket and line of a document is asked.
//!
//! ```statement
//! 责任单位：县财政局
//! 县财政局、县税务局
//! 滨河污水处理技术研究院牵头
//! ```
//!
//! ```none
//! 进一步完善体系
//! 原则上不超过三年
//! ```

use super::{Passage, Verdict};
use crate::units::form::passage::{before_fields, begins_as_list, ends_with_tail};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    if passage.label().is_some() {
        return None;
    }
    if begins_as_list(passage.vocabulary, passage.opened) {
        return None;
    }
    let end = before_fields(passage.vocabulary, passage.opened);
    (!ends_with_tail(passage.vocabulary, end)).then_some(Verdict::NoStatement)
}
