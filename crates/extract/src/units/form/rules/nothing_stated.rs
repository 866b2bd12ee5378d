//! # whatever is left
//!
//! ```statement
//! 县财政局、县税务局
//! ```
//!
//! ```none
//! 县财政局、温投集团、滨河集团、金水集团
//! ```

use super::{Passage, Verdict};

pub(super) fn decide(_: &Passage<'_>) -> Option<Verdict> {
    Some(Verdict::NoStatement)
}
