//! # 责任单位：X: a label of units before the names
//!
//! The names must be such by their shape, or the label ask for bodies (单位, 部门, 科室). A label of persons counts where
//! one of units follows (责任领导：张某；责任单位：X).
//!
//! ```statement
//! 责任单位：县财政局
//! 牵头单位：县税务局；配合单位：县财政局
//! 责任科室：郑商
//! ```
//!
//! ```none
//! 责任人：张某某
//! X牵头，县财政局配合
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;
use crate::units::naming::is_shaped;
use zhengtu_lexicon::roles::{Label, LabelSense};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let label = passage.label()?;
    if !labels(passage).any(|label| matches!(label.sense, LabelSense::Units(_))) {
        return None;
    }
    let shaped = || passage.names().iter().any(|name| is_shaped(passage.vocabulary, name));
    let asked = passage.vocabulary.roles().asks_for_bodies(label.span.of(passage.opened));
    let stands = asked || shaped();
    stands.then_some(Verdict::States(StatementForm::Labelled))
}

/// The labels of a passage: one of units may stand behind one of persons.
fn labels<'a>(passage: &'a Passage<'_>) -> impl Iterator<Item = Label> + 'a {
    let next = |label: &Label| passage.vocabulary.roles().find_label(passage.opened, label.span.end);
    std::iter::successors(passage.label().copied(), next)
}
