//! # 牵头：张三丰: a label before what is no body
//!
//! ```statement
//! 责任单位：县财政局
//! 县财政局牵头
//! ```
//!
//! ```none
//! 牵头：张三丰
//! ```

use super::{Passage, Verdict};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    passage.label().map(|_| Verdict::NoStatement)
}
