//! # 责任单位：持续推进: it names nobody
//!
//! ```statement
//! 责任单位：县财政局
//! ```
//!
//! ```none
//! 责任单位：持续推进
//! ```

use super::{Passage, Verdict};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    passage.names().is_empty().then_some(Verdict::NoStatement)
}
