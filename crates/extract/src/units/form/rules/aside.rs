//! # （以下简称专班）: an aside by its first word
//!
//! ```statement
//! 县财政局、县税务局
//! ```
//!
//! ```none
//! 以下简称县财政局
//! 含县财政局
//! ```

use super::{Passage, Verdict};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let words = &passage.vocabulary.forms().statement.aside;
    words.at_start(passage.opened).map(|_| Verdict::NoStatement)
}
