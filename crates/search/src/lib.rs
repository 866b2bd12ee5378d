//! The full-text index over clauses.
//!
//! Two views of the text: words of jieba's search mode rank, character bigrams decide what
//! matches, so that any run of two or more characters on the page is found. Both sides are folded
//! ([`fold`]) and every place in the folded text leads back to the text as it stands.
//!
//! This crate writes and reads an index in a directory it is given; which directory is current, and
//! when to write a new one, is the knowledge base's business.

mod aliases;
mod blocks;
mod correct;
mod error;
mod evaluate;
mod exported;
mod facets;
mod files;
mod fold;
mod hits;
mod index;
mod numbers;
mod opened;
mod parts;
mod passage;
mod plan;
mod query;
mod question;
mod schema;
mod search;
mod segment;
mod snippet;
mod sounds;
mod suggest;
mod tokens;
mod traditional;
mod units;
mod words;
mod write;

pub use aliases::{Alias, AliasGroups, Aliases, NoAliases, Thesaurus};
pub use blocks::{Blocks, is_read_in_pieces};
pub use error::{Error, QueryError};
pub use exported::{ExportedClause, exported};
pub use facets::{FacetCount, Facets};
pub use fold::Folded;
pub use hits::{Hit, HitUnit, Most, Neighbour, Order, Page, Results};
pub use index::Index;
pub use parts::Part;
pub use passage::HitKind;
pub use query::{Condition, DueFilter, Filter, FilterName, Filters, Period, Query, Sign, Term};
pub use suggest::Suggestion;
pub use write::{Calls, Written, merge, prepare, write, write_among};
