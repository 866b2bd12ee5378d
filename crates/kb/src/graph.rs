//! Where the graph of a knowledge base is written and opened: the one place that knows which store
//! holds it.

use crate::Error;
use std::path::Path;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::{Base, Run};
use zhengtu_store::snapshot;

pub use zhengtu_store::Graph;

/// Writes the graph of the documents, each given with its text as read.
pub(crate) fn write(path: &Path, documents: &[(&DocumentFacts, &str)], base: &Base) -> Result<(), Error> {
    let quads = documents.iter().flat_map(|(facts, text)| {
        let run = Run { program: env!("CARGO_PKG_VERSION"), lexicon: crate::manifest::ENGINE, text };
        zhengtu_rdf::quads(facts, base, &run)
    });
    snapshot::write(path, quads).map_err(|error| Error::Graph(error.to_string()))
}

pub(crate) fn open(path: &Path) -> Result<Graph, Error> {
    Graph::open(path).map_err(|error| Error::Graph(error.to_string()))
}
