//! Where the graph of a knowledge base is written and opened: the one place that knows which store
//! holds it.

use crate::Error;
use oxrdf::{GraphName, NamedNode, Quad};
use std::collections::BTreeSet;
use std::path::Path;
use zhengtu_check::Examination;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::{Base, Run, Things};
use zhengtu_store::{Hit, TextIndex, ontology, snapshot};

pub use zhengtu_store::Graph;

/// A document as the graph takes it.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) facts: &'a DocumentFacts,
    /// The text as read.
    pub(crate) text: &'a str,
    pub(crate) examined: &'a Examination,
}

/// What the graph holds besides the documents.
pub(crate) struct Beside {
    pub(crate) imports: Vec<Quad>,
    pub(crate) reports: Vec<Quad>,
    /// The links between plans of several levels.
    pub(crate) levels: Vec<Quad>,
}

/// How the graph is made.
pub(crate) struct Made<'a> {
    pub(crate) base: &'a Base,
    /// A hash of the user's words; empty where there are none.
    pub(crate) words: &'a str,
}

/// Writes the graph of the documents and of what was reported and imported, and the ontology, whose labels the saved
/// queries print. In the graphs of the documents and of the ontology imported statements have no place.
pub(crate) fn write(path: &Path, documents: &[Document<'_>], beside: Beside, made: &Made<'_>) -> Result<(), Error> {
    let base = made.base;
    let names = documents.iter().map(|document| document.facts.info.name.as_str());
    let own = own_graphs(names, base);
    let imports = beside.imports.into_iter().filter(|quad| !own.contains(&quad.graph_name.to_string()));
    let things = Things::new(documents.iter().map(|document| document.facts), base);
    let quads = documents.iter().flat_map(|document| quads(document, &things, made));
    let all = quads.chain(zhengtu_rdf::ontology::quads()).chain(beside.reports).chain(beside.levels).chain(imports);
    snapshot::write(path, all).map_err(|error| Error::Graph(error.to_string()))
}

/// The graphs that the knowledge base writes itself.
pub(crate) fn own_graphs<'a>(documents: impl Iterator<Item = &'a str>, base: &Base) -> BTreeSet<String> {
    let graph = |iri: String| GraphName::from(NamedNode::new_unchecked(iri)).to_string();
    let of_document = |name: &str| [base.graph(name), base.reports_graph(name), base.levels_graph(name)].map(graph);
    documents.flat_map(of_document).chain([graph(ontology::graph().into_string())]).collect()
}

fn quads(document: &Document<'_>, things: &Things<'_>, made: &Made<'_>) -> Vec<Quad> {
    let base = made.base;
    let own = if made.words.is_empty() { String::new() } else { format!("+{}", made.words) };
    let lexicon = format!("{}{own}", crate::manifest::ENGINE);
    let Document { facts, text, examined } = document;
    let name = &facts.info.name;
    let run = Run { program: env!("CARGO_PKG_VERSION"), lexicon: &lexicon, text };
    let mut quads = zhengtu_rdf::quads(facts, base, &run);
    quads.extend(zhengtu_rdf::finding_quads(name, text, &examined.findings, things, base));
    quads.extend(zhengtu_rdf::alignment_quads(name, text, &examined.counterparts, base));
    quads
}

pub(crate) fn open(path: &Path) -> Result<Graph, Error> {
    Graph::open(path).map_err(|error| Error::Graph(error.to_string()))
}

/// The full-text index, as the graph's queries see it.
pub struct Text {
    pub(crate) index: zhengtu_search::Index,
    pub(crate) aliases: zhengtu_search::Thesaurus,
}

impl TextIndex for Text {
    fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, String> {
        let query = zhengtu_search::Query::parse(query).map_err(|error| error.to_string())?;
        let page = zhengtu_search::Page { limit: Some(limit), ..zhengtu_search::Page::default() };
        let results = self.index.search(&query, &page, &self.aliases).map_err(|error| error.to_string())?;
        let hit = |hit: zhengtu_search::Hit| Hit { clause: hit.id, score: f64::from(hit.score), snippet: hit.snippet };
        Ok(results.hits.into_iter().map(hit).collect())
    }
}
