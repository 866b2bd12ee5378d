//! # 各县（市、区）人民政府: a pattern of groups
//!
//! A clause that only has the words of a group in it is none, and neither is a known body whose name ends as groups do.
//!
//! ```name
//! 各县（市、区）人民政府
//! 乡镇人民政府
//! 县直相关部门
//! ```
//!
//! ```none
//! 委托具有资质的单位
//! 县财政局
//! ```

use super::{Candidate, Verdict};
use crate::units::naming::Naming;

pub(super) fn decide(candidate: &Candidate<'_>) -> Option<Verdict> {
    if !candidate.words.roles().is_collective(candidate.name) {
        return None;
    }
    let single = is_clause(candidate) || is_known_office(candidate);
    (!single).then_some(Verdict::Name(Naming::Collective))
}

/// 委托具有资质的单位; but 具备条件的乡镇 is a group.
fn is_clause(candidate: &Candidate<'_>) -> bool {
    candidate.words.forms().name.clause.within(candidate.name) && !candidate.name.contains("条件的")
}

/// Whether a name that ends as groups do is that of a known body.
fn is_known_office(candidate: &Candidate<'_>) -> bool {
    candidate.words.forms().name.organ_or_group.at_end(candidate.name).is_some() && candidate.is_known()
}
