//! Facts to RDF: the IRIs and the mapping to the ontology.

pub mod iri;

pub use iri::Base;
