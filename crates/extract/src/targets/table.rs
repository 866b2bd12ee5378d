//! Comparison tables: columns of present levels and of targets.

use super::Numbers;
use std::collections::BTreeSet;
use zhengtu_outline::Outline;
use zhengtu_terms::dates::Context;

/// Reads the comparison tables of a document; returns the paragraphs that they hold.
pub(super) fn comparisons(_outline: &Outline, _context: &Context, _found: &mut Numbers) -> BTreeSet<usize> {
    BTreeSet::new()
}
