//! # 温投集团: it ends as names of bodies do
//!
//! What has words of a sentence in it is none.
//!
//! ```name
//! 温投集团
//! 滨河污水处理中心
//! ```
//!
//! ```none
//! 工程完成后移交管理站
//! 持续推进
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    if candidate.is_sentence() {
        return None;
    }
    candidate.words.roles().ends_as_body(candidate.base).then_some(Verdict::Name(Naming::Shaped))
}
