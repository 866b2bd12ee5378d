//! One of the snapshots that are one graph.

use super::Snapshot;
use std::collections::BTreeSet;

/// A snapshot of a set.
pub(super) struct Part {
    pub(super) snapshot: Snapshot,
    /// The numbers of the named graphs that are passed over.
    pub(super) dead: BTreeSet<u32>,
}

impl Part {
    /// Whether a row in a graph of this number counts.
    pub(super) fn is_alive(&self, graph: u32) -> bool {
        self.dead.is_empty() || !self.dead.contains(&graph)
    }
}
