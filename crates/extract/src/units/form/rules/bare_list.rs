//! # 县财政局、县税务局: names of bodies and nothing else
//!
//! The first tells whose body it is, and so do most of the others; or most of several are known as bodies (财政部、商务部).
//! In a bracket that is a statement; a line of its own may as well be a signature or an addressee.
//!
//! ```statement
//! 县财政局、县税务局
//! 财政部、交通运输部、商务部
//! 科技部、国家自然科学基金委员会
//! ```
//!
//! ```none
//! 县财政局、温投集团、滨河集团、金水集团
//! ```

use super::{Passage, Verdict};
use crate::units::StatementForm;
use crate::units::Vocabulary;
use crate::units::form::passage::is_placed;
use crate::units::naming::{Naming, is_specific, naming};

pub(super) fn decide(passage: &Passage<'_>) -> Option<Verdict> {
    let first = passage.names().first()?;
    let names = passage.names();
    let count = names.iter().filter(|name| is_known(passage.vocabulary, name)).count();
    // Two of three.
    let known = names.len() > 1 && count * 3 >= names.len() * 2;
    if !passage.has_only_asides() {
        return None;
    }
    if !known && !tells_whose(passage.vocabulary, first) {
        return None;
    }
    let is_told = |name: &&String| is_specific(passage.vocabulary, name) || is_known(passage.vocabulary, name);
    let specific = names.iter().filter(is_told).count();
    // Two of three.
    (specific * 3 >= names.len() * 2).then_some(Verdict::States(StatementForm::BareList))
}

/// Whether a name is of a body that is known as such, or of the nation by its beginning, and no group.
fn is_known(vocabulary: &Vocabulary<'_>, name: &str) -> bool {
    let national = || vocabulary.forms().name.national.at_start(name).is_some();
    match naming(vocabulary, name) {
        Some(Naming::Known) => is_specific(vocabulary, name),
        Some(Naming::Shaped) => national(),
        _ => false,
    }
}

fn tells_whose(vocabulary: &Vocabulary<'_>, first: &str) -> bool {
    if vocabulary.forms().name.placed.within(first) {
        return true;
    }
    is_placed(vocabulary, first) && naming(vocabulary, first) != Some(Naming::Collective)
}
