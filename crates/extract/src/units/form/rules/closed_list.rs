//! # X牵头，Y配合: a list that role words close, whatever its names are
//!
//! Nothing else stands in it, and either one name is of a body that is known as such, so that its neighbours are
//! bodies too, or all are short names of offices (党建部、办公室).
//!
//! ```statement
//! 县财政局牵头，县税务局配合
//! 党建部、办公室按职责分工负责
//! 人事处、考核处牵头，各支部落实，长期坚持
//! 青河市（白水县配合）、石桥市负责
//! ```
//!
//! ```none
//! 县财政局、县税务局
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;
use crate::units::Vocabulary;
use crate::units::form::passage::{before_asides, ends_with_tail, is_office, is_placed};
use crate::units::naming::{is_specific, without_bracket};
use zhengtu_model::Ground;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    if !ends_with_tail(passage.vocabulary, before_asides(passage.vocabulary, passage.text)) {
        return None;
    }
    let closed = |ground| matches!(ground, Ground::Stated | Ground::Sole);
    let all_closed = passage.statement().mentions.iter().all(|mention| closed(mention.ground));
    if !all_closed {
        return None;
    }
    if !passage.has_only_asides() {
        return None;
    }
    let names = passage.names();
    let bodies = names.iter().any(|name| is_body(passage.vocabulary, name))
        || names.iter().all(|name| is_office(passage.vocabulary, name));
    bodies.then_some(Verdict::States(StatementForm::Stated))
}

/// A body that is known or told by its place, or a place that stands for who governs it (甲市（乙县配合）负责).
fn is_body(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let place = || vocabulary.bodies().is_place(without_bracket(name));
    is_specific(vocabulary, name) || is_placed(vocabulary, name) || place()
}
