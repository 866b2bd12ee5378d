//! # 2021年底前完成: a number at the start
//!
//! Names of bodies spell theirs (第三人民医院).
//!
//! ```name
//! 第三人民医院
//! 温投集团
//! ```
//!
//! ```none
//! 2021年底前完成
//! 12个部门
//! ```

use super::{Candidate, Verdict};

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    candidate.name.starts_with(|char: char| char.is_ascii_digit()).then_some(Verdict::NoName)
}
