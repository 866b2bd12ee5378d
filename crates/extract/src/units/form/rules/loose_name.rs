//! # 郑商、县财政局: a name without the shape of one
//!
//! ```statement
//! 温投集团、县财政局牵头
//! ```
//!
//! ```none
//! 县财政局、张三丰
//! ```

use super::{Passage, Verdict};
use crate::units::naming::{Naming, naming};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let loose = |name: &String| naming(passage.vocabulary, name) == Some(Naming::Loose);
    passage.names().iter().any(loose).then_some(Verdict::NoStatement)
}
