//! The graph store and its queries: opening, saved queries, result formats.
//!
//! A [`Graph`] answers a [`Query`] within [`Limits`] and gives [`Results`]. What stands behind it, a
//! [`snapshot`] file or another store, is known to [`Backend`] alone. [`saved`] queries carry their
//! own description, parameters and tests.

#[cfg(feature = "endpoint")]
mod endpoint;
mod error;
mod evaluate;
pub mod exchange;
mod graph;
mod limits;
mod mapped;
mod plan;
mod query;
pub mod results;
pub mod saved;
pub mod shapes;
pub mod snapshot;
mod text_index;

#[cfg(feature = "endpoint")]
pub use endpoint::{Credentials, Endpoint};
pub use error::StoreError;
pub use graph::{Backend, Graph};
pub use limits::Limits;
pub use mapped::Mapped;
pub use query::{Query, SyntaxFault};
pub use results::{Body, Format, Results, Style, Table};
pub use saved::{Library, SavedQuery};
pub use text_index::{Hit, TextIndex};
pub use zhengtu_rdf::ontology;
