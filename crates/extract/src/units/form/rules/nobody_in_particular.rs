//! # 企业、高校: the first name is anybody's
//!
//! But where most names are of bodies in particular the first is of one too (某某集团有限公司、商务部、文化和旅游部), and
//! an office is somebody where a word says who helps it (社会事务科；县殡仪馆配合).
//!
//! ```statement
//! 县财政局、县税务局
//! 滨河集团有限公司、商务部、文化和旅游部
//! 社会事务科；县殡仪馆配合
//! ```
//!
//! ```none
//! 企业、高校
//! ```

use super::{Passage, Verdict};
use crate::units::Mention;
use crate::units::form::passage::is_office;
use crate::units::naming::is_specific;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let names = passage.names();
    let (first, others) = names.split_first()?;
    if is_specific(passage.vocabulary, first) {
        return None;
    }
    let helped = || passage.statement().mentions.iter().any(Mention::is_said_to_help);
    if Some(first).filter(|first| is_office(passage.vocabulary, first)).is_some_and(|_| helped()) {
        return None;
    }
    let specific = others.iter().filter(|name| is_specific(passage.vocabulary, name)).count();
    // Two of three.
    let among_bodies = specific > 1 && specific * 3 >= names.len() * 2;
    (!among_bodies).then_some(Verdict::NoStatement)
}
