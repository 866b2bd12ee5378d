//! # 广州: a place
//!
//! It stands for those who govern it.
//!
//! ```name
//! 广州
//! 深圳
//! ```
//!
//! ```none
//! 县财政局
//! 郑商
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    candidate.words.bodies().is_place(candidate.base).then_some(Verdict::Name(Naming::Shaped))
}
