//! `zhengtu export graph`.

use crate::failure::Failure;
use crate::output;
use std::io::Write;
use zhengtu_kb::KnowledgeBase;
use zhengtu_store::{Format, exchange, ontology};

/// Prints the graph, sorted, with the ontology, whose labels the saved queries print.
pub fn export(kb: &KnowledgeBase, format: &str) -> Result<(), Failure> {
    let format: Format = format.parse().map_err(Failure::usage)?;
    let mut wanted = kb.graph_names();
    wanted.push(ontology::graph());
    let mut quads = kb.graph()?.quads()?;
    quads.retain(|quad| wanted.iter().any(|name| quad.graph_name == name.clone().into()));
    let mut out = output::stdout();
    exchange::write(&quads, format, &mut out)?;
    Ok(out.flush()?)
}
