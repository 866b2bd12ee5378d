//! Which things speak of the same matter, as annotations that link one to the other.

use crate::Base;
use crate::iri::aspect;
use crate::vocab::{oa, zt};
use crate::writer::{Writer, node};
use oxrdf::Quad;
use std::collections::HashMap;
use zhengtu_model::Counterpart;

/// The counterparts of one document, as RDF in its named graph: a node each, and a shortcut in both
/// directions.
pub fn alignment_quads(doc: &str, text: &str, counterparts: &[Counterpart], base: &Base) -> Vec<Quad> {
    let mut writer = Writer::new(base, doc, text);
    let mut earlier: HashMap<&str, usize> = HashMap::new();
    for Counterpart { a, b, score, reasons } in counterparts {
        let ordinal = earlier.entry(&a.id).or_default();
        *ordinal += 1;
        let subject = node(&aspect(&a.id, &format!("counterpart-{ordinal}")));
        let (first, second) = (node(&a.id), node(&b.id));
        writer.classes(&subject, &[zt::ALIGNMENT, oa::ANNOTATION]);
        writer.add(&subject, oa::MOTIVATED_BY, oa::LINKING);
        writer.add(&subject, oa::HAS_TARGET, first.clone());
        writer.add(&subject, oa::HAS_BODY, second.clone());
        writer.decimal(&subject, zt::SCORE, *score);
        writer.some_text(&subject, zt::REASON, Some(&reasons.join("；")));
        writer.evidence(&subject, &a.evidence);
        writer.evidence_in(&subject, b.doc.as_deref(), &b.evidence);
        writer.add(&first, zt::COUNTERPART, second.clone());
        writer.add(&second, zt::COUNTERPART, first);
    }
    writer.finish()
}
