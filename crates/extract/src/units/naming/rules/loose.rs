//! # 郑商: nothing speaks against it
//!
//! A few letters without words of a sentence, where names stand.
//!
//! ```name
//! 郑商
//! 甲乙丙丁
//! 立案二庭（人民法庭工作办公室）
//! ```
//!
//! ```none
//! 工程完成后移交给县里
//! 温投集团
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    if candidate.base.chars().nth(LONGEST).is_some() {
        return None;
    }
    if candidate.is_sentence() {
        return None;
    }
    candidate.name.chars().all(is_letter).then_some(Verdict::Name(Naming::Loose))
}

/// The longest name without the shape of one, in characters.
const LONGEST: usize = 12;

/// Letters, digits and the signs that names may have.
fn is_letter(char: char) -> bool {
    char.is_alphanumeric() || "（）()“”\"·—-".contains(char)
}
