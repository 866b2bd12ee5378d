//! # 县财政局牵头组织实施: a role word beside a name
//!
//! Beside the only name at the end of the passage it is enough that it closes it (县财政局负责).
//!
//! ```statement
//! 县财政局牵头，县税务局
//! ```
//!
//! ```none
//! 县财政局、县税务局
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;
use crate::units::form::passage::ends_with_tail;
use zhengtu_model::Ground;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let mentions = &passage.statement().mentions;
    let stated = mentions.iter().any(|mention| mention.ground == Ground::Stated);
    let sole = || mentions.iter().all(|mention| mention.ground == Ground::Sole);
    let closes = || sole() && ends_with_tail(passage.vocabulary, passage.text);
    (stated || closes()).then_some(Verdict::States(StatementForm::Stated))
}
