//! # 工程完成后移交给县里: whatever is left
//!
//! ```name
//! 郑商
//! 县财政局
//! ```
//!
//! ```none
//! 工程完成后移交给县里
//! 在项目地集中开工，加快建设进度
//! ```

use super::{Candidate, Verdict};

pub(super) fn decide(_: &Candidate<'_>) -> Option<Verdict> {
    Some(Verdict::NoName)
}
