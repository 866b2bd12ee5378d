//! The words the extraction knows, as data files that a policy person can read and extend; every
//! entry has an example, and the examples are tests.

pub mod bodies;
pub mod checks;
pub mod citations;
pub mod deadlines;
pub mod divisions;
pub mod documents;
mod entries;
mod error;
mod files;
mod folder;
pub mod forms;
mod gapped;
pub mod general;
mod lexicon;
pub mod measures;
mod overlay;
mod patterns;
pub mod policy;
pub mod reforms;
pub mod roles;
pub mod sections;
mod skos;
pub mod slips;
mod table;
pub mod tables;
pub mod targets;
pub mod terms;
pub mod testing;
mod words;

pub use error::{Fault, LexiconError};
pub use files::WordFiles;
pub use gapped::Gapped;
pub use lexicon::Lexicon;
pub use words::{Groups, Words, deserialize_groups};
