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

use crate::document::Context;
use crate::phrases::Phrase;

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
    pub(crate) fn of(context: &Context<'_>) -> Self {
        let phrases: &[Phrase] = context.phrases();
        let similar = Similarity::of(phrases.iter().map(|phrase| phrase.text.as_str()));
        let pairs = links::phrase_pairs(phrases, &similar);
        let tasks = links::task_links(context, phrases, &pairs);
        let goals = links::goal_links(phrases, &pairs);
        let targets = links::target_pairs(context);
        Self { phrases: pairs, tasks, goals, targets }
    }
}

/// The pairs of targets of a document that may be of the same indicator.
pub fn target_links(document: &crate::Document<'_>) -> Vec<TargetPair> {
    links::target_pairs(&Context::new(document))
}
