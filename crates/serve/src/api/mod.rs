//! What programs ask for: records, search, questions, checks, SPARQL.

mod graphs;
pub mod protocol;
mod records;

pub use graphs::graph;
pub use protocol::{sparql, sparql_page};
pub use records::{
    ask, audit, check, citations, clauses, documents, openapi, queries, query, run, saved, search, targets, tasks,
    units,
};
