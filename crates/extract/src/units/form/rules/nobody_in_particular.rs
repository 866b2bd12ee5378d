//! # 企业、高校: the first name is anybody's
//!
//! ```statement
//! 县财政局、县税务局
//! ```
//!
//! ```none
//! 企业、高校
//! ```

use super::{Passage, Verdict};
use crate::units::naming::is_specific;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let first = passage.names().first()?;
    (!is_specific(passage.vocabulary, first)).then_some(Verdict::NoStatement)
}
