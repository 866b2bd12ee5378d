//! # 县: too short or too long for a statement
//!
//! ```statement
//! 县财政局牵头
//! ```
//!
//! ```none
//! 县
//! ```

use super::{Passage, Verdict};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let chars = passage.text.chars().take(LENGTHS.end() + 1).count();
    (!LENGTHS.contains(&chars)).then_some(Verdict::NoStatement)
}

/// The shortest and the longest passage that is believed, in characters.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=1200;
