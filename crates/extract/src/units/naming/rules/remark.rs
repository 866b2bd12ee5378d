//! # 持续推进: words that statements carry besides names
//!
//! A body that is known as such is none, whatever its name reminds of.
//!
//! ```name
//! 县财政局
//! 县应急管理局
//! ```
//!
//! ```none
//! 持续推进
//! 长期坚持
//! ```

use super::{Candidate, Verdict};

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    if candidate.is_known() {
        return None;
    }
    candidate.words.roles().is_remark(candidate.name).then_some(Verdict::NoName)
}
