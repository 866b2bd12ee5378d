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
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::roles::LabelSense;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let label = passage.label()?;
    let units = matches!(label.sense, LabelSense::Units(_)) || LATER_LABEL.is_match(passage.text);
    if !units {
        return None;
    }
    let shaped = || passage.names().iter().any(|name| is_shaped(passage.vocabulary, name));
    let asked = passage.vocabulary.roles().asks_for_bodies(label.span.of(passage.opened));
    let stands = asked || shaped();
    stands.then_some(Verdict::States(StatementForm::Labelled))
}

/// A label of units somewhere in the passage, after one of persons.
static LATER_LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:牵头|责任|配合|主办|承办|参加|协办)(?:单位|部门)").expect("a constant pattern"));
