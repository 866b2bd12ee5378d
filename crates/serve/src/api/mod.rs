//! What programs ask for: records, search, questions, checks, SPARQL.

mod graphs;
pub mod protocol;
mod records;
mod things;

pub use graphs::graph;
pub use protocol::{sparql, sparql_page};
pub use records::{
    ask, audit, calendar, check, citations, clauses, documents, health, openapi, progress, queries, query, run, saved,
    search, targets, tasks, units,
};
pub use things::{ontology, schema, thing};
