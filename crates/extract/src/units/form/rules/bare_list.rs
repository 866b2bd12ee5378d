//! # 县财政局、县税务局: names of bodies and nothing else
//!
//! The first tells whose body it is, and so do most of the others. In a bracket that is a statement; a line of its
//! own may as well be a signature or an addressee.
//!
//! ```statement
//! 县财政局、县税务局
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
    if !passage.has_only_asides() || !tells_whose(passage.vocabulary, first) {
        return None;
    }
    let names = passage.names();
    let specific = names.iter().filter(|name| is_specific(passage.vocabulary, name)).count();
    // Two of three.
    (specific * 3 >= names.len() * 2).then_some(Verdict::States(StatementForm::BareList))
}

fn tells_whose(vocabulary: &Vocabulary<'_>, first: &str) -> bool {
    if vocabulary.forms().name.placed.within(first) {
        return true;
    }
    is_placed(vocabulary, first) && naming(vocabulary, first) != Some(Naming::Collective)
}
