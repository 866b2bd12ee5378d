//! The words the extraction knows, as data files that a policy person can read and extend; every
//! entry has an example, and the examples are tests.

pub mod bodies;
pub mod citations;
pub mod deadlines;
mod lexicon;
pub mod measures;
pub mod roles;
pub mod sections;
pub mod tables;
pub mod targets;
pub mod terms;
pub mod testing;
mod words;

pub use words::Words;

pub use lexicon::{Lexicon, Roles};
