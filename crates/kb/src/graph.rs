//! Where the graph of a knowledge base is written and opened: the one place that knows which store
//! holds it.

use crate::Error;
use std::path::Path;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::{Base, Run};
use zhengtu_store::{Hit, TextIndex, snapshot};

pub use zhengtu_store::Graph;

/// Writes the graph of the documents, each given with its text as read, and the ontology, whose labels
/// the saved queries print.
pub(crate) fn write(path: &Path, documents: &[(&DocumentFacts, &str)], base: &Base) -> Result<(), Error> {
    let quads = documents.iter().flat_map(|(facts, text)| {
        let run = Run { program: env!("CARGO_PKG_VERSION"), lexicon: crate::manifest::ENGINE, text };
        zhengtu_rdf::quads(facts, base, &run)
    });
    snapshot::write(path, quads.chain(zhengtu_rdf::ontology::quads())).map_err(|error| Error::Graph(error.to_string()))
}

pub(crate) fn open(path: &Path) -> Result<Graph, Error> {
    Graph::open(path).map_err(|error| Error::Graph(error.to_string()))
}

/// The full-text index, as the graph's queries see it.
pub struct Text(pub(crate) zhengtu_search::Index);

impl TextIndex for Text {
    fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, String> {
        let query = zhengtu_search::Query::parse(query).map_err(|error| error.to_string())?;
        let page = zhengtu_search::Page { limit: Some(limit), ..zhengtu_search::Page::default() };
        let results = self.0.search(&query, &page, &crate::aliases()).map_err(|error| error.to_string())?;
        let hit = |hit: zhengtu_search::Hit| Hit { clause: hit.id, score: f64::from(hit.score), snippet: hit.snippet };
        Ok(results.hits.into_iter().map(hit).collect())
    }
}
