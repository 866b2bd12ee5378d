use super::Format;
use crate::{StoreError, exchange};
use oxrdf::{GraphName, Quad, Triple};
use std::io::Write;

/// Writes the triples of CONSTRUCT or DESCRIBE; a terminal and formats for rows get Turtle.
pub(super) fn write(triples: &[Triple], format: Format, out: &mut dyn Write) -> Result<(), StoreError> {
    let format = match format {
        Format::Table => Format::Turtle,
        other => other,
    };
    if format.rdf().is_none() {
        let message = format!(
            "{} 格式不能用于 CONSTRUCT 和 DESCRIBE：可用 turtle、ntriples、nquads、trig、jsonld、rdfxml",
            format.name()
        );
        return Err(StoreError::Refused(message));
    }
    let quads: Vec<Quad> = triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect();
    exchange::write(&quads, format, out)
}
