//! Alignment: which passages of a document speak of the same matter.
//!
//! Two phrases are alike as far as they share pairs of characters, weighted by how rare the pairs are
//! in the document. Candidates come from an inverted index over rare pairs, so that the work grows with
//! the number of phrases and not with its square. Tasks are aligned by their most alike phrases, and
//! each link says which these are.

mod counterparts;
mod index;
mod links;

pub use index::{Similar, Similarity};
pub use links::{GoalLink, Link, PhrasePair, TargetPair};

pub(crate) use counterparts::counterparts;

use crate::running::Phrase;
use zhengtu_model::{DocumentFacts, Target};

/// What of a document speaks of the same matter.
#[derive(Debug, Default)]
pub struct Alignment {
    /// Phrases alike, in document order.
    pub phrases: Vec<PhrasePair>,
    /// Tasks of different parts that speak of the same matter, in document order.
    pub tasks: Vec<Link>,
    /// Passages outside all tasks, and the tasks that speak of the same matter.
    pub goals: Vec<GoalLink>,
    /// Targets that may be of the same indicator, in document order.
    pub targets: Vec<TargetPair>,
}

impl Alignment {
    pub(crate) fn of(facts: &DocumentFacts, phrases: &[Phrase]) -> Self {
        let similar = Similarity::of(phrases.iter().map(|phrase| phrase.text.as_str()));
        let pairs = links::phrase_pairs(phrases, &similar);
        let tasks = links::task_links(&facts.tasks, phrases, &pairs);
        let goals = links::goal_links(phrases, &pairs);
        let targets = links::target_pairs(&facts.targets);
        Self { phrases: pairs, tasks, goals, targets }
    }
}

/// The pairs of the targets of a document that may be of the same indicator.
pub fn target_links(targets: &[Target]) -> Vec<TargetPair> {
    links::target_pairs(targets)
}
