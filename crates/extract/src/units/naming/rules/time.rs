//! # 自印发之日起3个月内: a time in which something is done
//!
//! A body that is known as such is none, whatever its name reminds of.
//!
//! ```name
//! 日照市财政局
//! 三年行动专班
//! ```
//!
//! ```none
//! 自印发之日起三个月内
//! 分两年
//! ```

use super::{Candidate, Verdict};
use crate::units::time::says_when;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    says_when(candidate.words, candidate.name).then_some(Verdict::NoName)
}
