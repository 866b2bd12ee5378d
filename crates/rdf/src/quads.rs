use crate::place::Places;
use crate::writer::Writer;
use crate::{Base, Run, body, citation, clause, correction, document, finding, target, task};
use oxrdf::Quad;
use zhengtu_model::DocumentFacts;

/// All that was read out of a document, as RDF in the document's named graph: sorted, each quad once,
/// without blank nodes. The same facts give the same quads.
///
/// The records' `id` fields are taken for the things' IRIs; see [`crate::identify`] where they are
/// still empty.
pub fn quads(facts: &DocumentFacts, base: &Base, run: &Run<'_>) -> Vec<Quad> {
    let mut writer = Writer::new(base, &facts.info.name, run.text);
    document::write(&mut writer, facts, run);
    for unit in &facts.units {
        body::write(&mut writer, unit, &facts.info.places);
    }
    for clause in &facts.clauses {
        clause::write(&mut writer, clause);
    }
    for task in &facts.tasks {
        task::write(&mut writer, facts, task);
    }
    let places = Places::of(facts);
    for target in &facts.targets {
        target::write(&mut writer, &places, target);
    }
    for citation in &facts.citations {
        citation::write(&mut writer, facts, &places, citation);
    }
    correction::write(&mut writer, facts);
    finding::write_notices(&mut writer, facts, &places);
    writer.finish()
}
