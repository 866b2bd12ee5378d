//! # 县域内符合要求的，县财政局牵头: other words before the first name
//!
//! 由 and the asides that statements carry may stand there.
//!
//! ```statement
//! 由县财政局牵头
//! 县财政局牵头
//! ```
//!
//! ```none
//! 县域内符合要求的，县财政局牵头
//! ```

use super::{Passage, Verdict};
use crate::units::form::passage::is_aside;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let begins = passage.text.len() - passage.opened.len();
    let lead = passage.lead(begins);
    let roles = passage.vocabulary.roles();
    if lead.is_empty() {
        return None;
    }
    if roles.lead_in(&lead) == lead.len() {
        return None;
    }
    (!is_aside(passage.vocabulary, &lead)).then_some(Verdict::NoStatement)
}
