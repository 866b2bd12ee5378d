//! # 各专业负责建设1至2门: what each of a group does, and not who answers for the item
//!
//! ```statement
//! 各乡镇负责
//! ```
//!
//! ```none
//! 各乡镇负责建设1至2个站点
//! ```

use super::{Passage, Verdict};
use zhengtu_model::UnitKind;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let grouped = passage.statement().mentions.iter().all(|mention| mention.kind == UnitKind::Collective);
    (grouped && !passage.has_only_asides()).then_some(Verdict::NoStatement)
}
