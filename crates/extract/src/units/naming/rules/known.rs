//! # 县财政局: the thesaurus knows it
//!
//! Also with a part of the body behind it (市自然资源局行政审批科).
//!
//! ```name
//! 县财政局
//! 市自然资源局行政审批科
//! 省市场监管局（省知识产权局）
//! ```
//!
//! ```none
//! 温投集团
//! 市财政局预算科负责
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    candidate.is_known().then_some(Verdict::Name(Naming::Known))
}
