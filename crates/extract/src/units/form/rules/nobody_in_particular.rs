//! # 企业、高校: the first name is anybody's
//!
//! But where most names are of bodies in particular the first is of one too (某某集团有限公司、商务部、文化和旅游部).
//!
//! ```statement
//! 县财政局、县税务局
//! 滨河集团有限公司、商务部、文化和旅游部
//! ```
//!
//! ```none
//! 企业、高校
//! ```

use super::{Passage, Verdict};
use crate::units::naming::is_specific;

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let names = passage.names();
    let (first, others) = names.split_first()?;
    if is_specific(passage.vocabulary, first) {
        return None;
    }
    let specific = others.iter().filter(|name| is_specific(passage.vocabulary, name)).count();
    // Two of three.
    let among_bodies = specific > 1 && specific * 3 >= names.len() * 2;
    (!among_bodies).then_some(Verdict::NoStatement)
}
