use crate::Evidence;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A clause: a heading, or a paragraph of the smallest numbered item it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// The IRI of the clause in the graph.
    pub id: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// What the clause is.
    pub kind: ClauseKind,
    /// The headings above and of the clause, outermost first; clauses under the same headings share them.
    pub trail: Arc<[String]>,
    /// The text, repaired.
    pub text: String,
    /// The IRI of the task that the clause belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The passage.
    pub evidence: Evidence,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseKind {
    /// The title of a document or part, or a heading line of its own.
    Heading,
    /// Running text.
    Text,
    /// A line that gives units or a deadline (责任单位：…, 完成时限：…).
    Field,
    /// A row of a table.
    Row,
    /// Covering letter, signature, page furniture and whatever else belongs to no known structure.
    Other,
}

impl ClauseKind {
    /// The name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Field => "field",
            Self::Row => "row",
            Self::Other => "other",
        }
    }
}
