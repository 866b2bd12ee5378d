//! # 滨河污水再生循环利用处理技术研究院牵头，办公室配合: names that tell nobody in particular, each with its role by a word
//!
//! It consists of names and role words alone, and names no group in general.
//!
//! ```statement
//! 滨河污水再生循环利用处理技术研究院牵头，办公室配合
//! ```
//!
//! ```none
//! 企业、高校
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;
use crate::units::Vocabulary;
use crate::units::naming::{Naming, is_specific, naming, without_bracket};
use zhengtu_model::Ground;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let first = passage.names().first()?;
    if is_specific(passage.vocabulary, first) {
        return None;
    }
    if !every_role_is_stated(passage) {
        return None;
    }
    let bodies = passage.names().iter().all(|name| is_body(passage.vocabulary, name));
    bodies.then_some(Verdict::States(StatementForm::Stated))
}

fn every_role_is_stated(passage: &Passage<'_>) -> bool {
    let statement = passage.statement();
    statement.remarks.is_empty() && statement.mentions.iter().all(|mention| mention.ground == Ground::Stated)
}

fn is_body(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    match naming(vocabulary, name) {
        Some(Naming::Shaped) => vocabulary.roles().ends_as_body(without_bracket(name)),
        Some(Naming::Collective) => is_specific(vocabulary, name),
        _ => is_specific(vocabulary, name) && vocabulary.roles().ends_as_body(without_bracket(name)),
    }
}
