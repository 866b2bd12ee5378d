//! # 局: too short or too long for a name
//!
//! ```name
//! 县委
//! 市自然资源局行政审批科
//! ```
//!
//! ```none
//! 局
//! 县
//! ```

use super::{Candidate, Verdict};

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    (!LENGTHS.contains(&candidate.chars)).then_some(Verdict::NoName)
}

/// The shortest and the longest name that is believed, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=crate::units::naming::LONGEST_NAME;
