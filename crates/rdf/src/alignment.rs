//! Which things speak of the same matter, as annotations that link one to the other.

use crate::Base;
use crate::iri::aspect;
use crate::vocab::{oa, zt};
use crate::writer::{Writer, node};
use oxrdf::Quad;
use std::collections::HashMap;
use zhengtu_model::Evidence;

/// Two things that speak of the same matter.
#[derive(Clone, Debug)]
pub struct Alignment<'a> {
    /// The IRI and the passage of the one that stands first: a task, target or clause.
    pub first: (&'a str, &'a Evidence),
    /// Those of the other.
    pub second: (&'a str, &'a Evidence),
    /// The document of the other, where it is not that of the first.
    pub second_doc: Option<&'a str>,
    /// How far they speak of the same, 0 to 1.
    pub score: f64,
    /// Why, in words; the surest first.
    pub reasons: &'a [String],
}

/// The alignments of one document, as RDF in its named graph: a node each, and a shortcut in both
/// directions.
pub fn alignment_quads(doc: &str, text: &str, alignments: &[Alignment<'_>], base: &Base) -> Vec<Quad> {
    let mut writer = Writer::new(base, doc, text);
    let mut earlier: HashMap<&str, usize> = HashMap::new();
    for alignment in alignments {
        let ordinal = earlier.entry(alignment.first.0).or_default();
        *ordinal += 1;
        let subject = node(&aspect(alignment.first.0, &format!("counterpart-{ordinal}")));
        let (first, second) = (node(alignment.first.0), node(alignment.second.0));
        writer.classes(&subject, &[zt::ALIGNMENT, oa::ANNOTATION]);
        writer.add(&subject, oa::MOTIVATED_BY, oa::LINKING);
        writer.add(&subject, oa::HAS_TARGET, first.clone());
        writer.add(&subject, oa::HAS_BODY, second.clone());
        writer.decimal(&subject, zt::SCORE, alignment.score);
        writer.some_text(&subject, zt::REASON, Some(&alignment.reasons.join("；")));
        writer.evidence(&subject, alignment.first.1);
        writer.evidence_in(&subject, alignment.second_doc, alignment.second.1);
        writer.add(&first, zt::COUNTERPART, second.clone());
        writer.add(&second, zt::COUNTERPART, first);
    }
    writer.finish()
}
