//! Facts to RDF: the IRIs and the mapping to the ontology.
//!
//! [`quads`] is a function of the facts alone; it reads and writes no file and knows no store. The
//! terms are described in `ontology/zhengtu.ttl`, and what the graph must look like in
//! `ontology/shapes.ttl`.

mod alignment;
mod body;
mod citation;
mod clause;
mod correction;
mod document;
mod finding;
mod identify;
mod identity;
pub mod iri;
mod level;
mod measure;
pub mod ontology;
mod organization;
mod place;
mod quads;
mod report;
mod target;
mod task;
mod things;
pub mod vocab;
mod writer;

pub use alignment::alignment_quads;
pub use finding::finding_quads;
pub use identify::identify;
pub use iri::Base;
pub use level::level_quads;
pub use quads::quads;
pub use report::{Filed, report_quads};
pub use things::Things;

/// The run of the program that read a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run<'a> {
    /// The version of the program.
    pub program: &'a str,
    /// The version, or the hash, of the word lists it read by.
    pub lexicon: &'a str,
    /// The document's text as read, into which evidence counts. Short passages are quoted from it;
    /// without it (`""`) none is.
    pub text: &'a str,
}
