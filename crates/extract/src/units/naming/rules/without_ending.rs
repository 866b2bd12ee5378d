//! # 县自然资源: a known function without its ending
//!
//! As in 县自然资源、住建等部门.
//!
//! ```name
//! 县自然资源
//! 市发改
//! ```
//!
//! ```none
//! 县财政局
//! 郑商
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;
use crate::units::naming::lacks_ending;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    lacks_ending(candidate.words, candidate.base).then_some(Verdict::Name(Naming::Shaped))
}
