//! The phases of a plan: 动员部署阶段（2022年3月—4月）. They say when the measures are carried out, and are
//! measures themselves only where they name who does what, or where the plan has no others.

use crate::units::Vocabulary;
use zhengtu_outline::{NodeId, Outline};

/// Whether a node is a phase of the plan, by its heading or by the one above.
pub(super) fn is_phase(vocabulary: &Vocabulary<'_>, outline: &Outline, node: NodeId) -> bool {
    let words = &vocabulary.forms().frame;
    let below_steps = outline.nodes[node].parent.is_some_and(|parent| words.steps.within(outline.heading(parent)));
    below_steps || words.phase.within(outline.heading(node))
}
