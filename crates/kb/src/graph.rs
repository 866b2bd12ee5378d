//! Where the graph of a knowledge base is written and opened: the one place that knows which store
//! holds it.

use crate::Error;
use oxrdf::{GraphName, NamedNode, Quad};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhengtu_check::Examination;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::{Base, Run, Things};
use zhengtu_store::snapshot::{self, Set};
use zhengtu_store::{Hit, TextIndex, ontology};

pub use zhengtu_store::Graph;

/// A document as the graph takes it.
#[derive(Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) facts: &'a DocumentFacts,
    /// The text as read.
    pub(crate) text: &'a str,
    pub(crate) examined: &'a Examination,
}

/// How the graph is made.
pub(crate) struct Made<'a> {
    pub(crate) base: &'a Base,
    /// A hash of the user's words; empty where there are none.
    pub(crate) words: &'a str,
}

/// So many documents are laid out at once: a graph of more is written in pieces and merged, which bounds the memory.
const PIECE: usize = 256;

/// Writes the graph of some documents, which hold all documents of each plan, and the links of plans with higher ones.
pub(crate) fn write(path: &Path, documents: &[Document<'_>], levels: Vec<Quad>, made: &Made<'_>) -> Result<(), Error> {
    let things = Things::new(documents.iter().map(|document| document.facts), made.base);
    // Those of one document after the other are laid out, and none is kept.
    let of = |document: &Document<'_>| quads(document, &things, made);
    if documents.len() <= PIECE {
        return write_quads(path, documents.iter().flat_map(of).chain(levels));
    }
    let piece = |number: usize| path.with_extension(format!("piece-{number}"));
    let count = documents.len().div_ceil(PIECE);
    write_quads(&piece(count), levels)?;
    documents
        .par_chunks(PIECE)
        .enumerate()
        .try_for_each(|(number, documents)| write_quads(&piece(number), documents.iter().flat_map(of)))?;
    let pieces: Vec<_> = (0..=count).map(|number| (piece(number), Vec::new())).collect();
    let merged = Set::open(&pieces).and_then(|set| snapshot::merge(path, &set));
    for (piece, _) in pieces {
        std::fs::remove_file(&piece).map_err(Error::io("删除", &piece))?;
    }
    merged.map_err(|error| Error::Graph(error.to_string()))
}

/// Writes statements as a graph.
pub(crate) fn write_quads(path: &Path, quads: impl IntoIterator<Item = Quad>) -> Result<(), Error> {
    snapshot::write(path, quads).map_err(|error| Error::Graph(error.to_string()))
}

/// The graphs that the knowledge base writes itself.
pub(crate) fn own_graphs<'a>(documents: impl Iterator<Item = &'a str>, base: &Base) -> BTreeSet<String> {
    let graph = |iri: String| GraphName::from(NamedNode::new_unchecked(iri)).to_string();
    let of_document = |name: &str| [base.graph(name), base.reports_graph(name), base.levels_graph(name)].map(graph);
    documents.flat_map(of_document).chain([graph(ontology::graph().into_string())]).collect()
}

/// The named graph of a document.
pub(crate) fn quads(document: &Document<'_>, things: &Things<'_>, made: &Made<'_>) -> Vec<Quad> {
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

/// Opens graphs as one, each without the named graphs beside it.
pub(crate) fn open(files: &[(PathBuf, Vec<NamedNode>)]) -> Result<Graph, Error> {
    Graph::open_all(files).map_err(|error| Error::Graph(error.to_string()))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents that are no more than a name.
    fn documents(count: usize) -> Vec<DocumentFacts> {
        let named = |number: usize| {
            let mut facts = DocumentFacts::default();
            facts.info.name = format!("plan-{number:05}.txt");
            facts
        };
        (0..count).map(named).collect()
    }

    #[test]
    fn a_graph_written_in_pieces_at_the_same_time_is_the_one_that_is_written_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (base, examined) = (Base::default(), Examination::default());
        let made = Made { base: &base, words: "" };
        let facts = documents(12 * PIECE + 1);
        let all: Vec<Document<'_>> =
            facts.iter().map(|facts| Document { facts, text: "", examined: &examined }).collect();
        let [pieces, once] = ["pieces", "once"].map(|name| folder.path().join(name));
        write(&pieces, &all, Vec::new(), &made).unwrap();
        let things = Things::new(&facts, &base);
        write_quads(&once, all.iter().flat_map(|document| quads(document, &things, &made))).unwrap();
        assert!(std::fs::read(&pieces).unwrap() == std::fs::read(&once).unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no piece is left");
    }
}
