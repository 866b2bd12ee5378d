use crate::Evidence;
use serde::{Deserialize, Serialize};

/// Two things of a document that speak of the same matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterpart {
    /// The one that stands first.
    pub a: Member,
    /// The other.
    pub b: Member,
    /// How far they speak of the same, 0 to 1.
    pub score: f64,
    /// Why, in Chinese; the surest first.
    pub reasons: Vec<String>,
}

/// A task, target or clause of a [`Counterpart`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its IRI.
    pub id: String,
    /// Its passage.
    pub evidence: Evidence,
    /// Its document, where that is another than that of the first member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
}
