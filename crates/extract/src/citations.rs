//! Documents cited: 《title》（文号）.

use zhengtu_model::CitationUse;
use zhengtu_outline::{NodeId, Outline};
use zhengtu_text::Span;

/// A citation before it gets its IRI and evidence. Spans are into the repaired text of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationDraft {
    /// The node that cites.
    pub node: NodeId,
    /// The whole citation, title and number.
    pub span: Span,
    /// The title between 《 and 》, white space removed.
    pub title: Option<String>,
    /// The document number with its year in 〔〕.
    pub number: Option<String>,
    /// The number as printed, white space removed.
    pub number_raw: Option<String>,
    /// What the document is cited for.
    pub usage: CitationUse,
}

/// The documents that an outline cites, in document order.
pub fn citations(outline: &Outline) -> Vec<CitationDraft> {
    let _ = outline;
    Vec::new()
}
