//! # 县财政局、县税务局，列第一位的为牵头单位: a list that says who of it leads
//!
//! ```statement
//! 县财政局、县税务局等，列首位的为牵头单位
//! ```
//!
//! ```none
//! 县财政局、县税务局
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let says = passage.has_only_asides() && passage.vocabulary.roles().says_first_leads(passage.text);
    says.then_some(Verdict::States(StatementForm::BareList))
}
