//! Reports of progress: what their words mean, which task it speaks of, and the lights.
//!
//! All of it is a function of the tasks, the reports and a day; nothing here reads a file or a clock.

mod board;
mod due;
mod error;
mod lights;
mod links;
pub mod recurrence;
mod report;
mod words;

pub use board::{Board, Entry, Scope, done};
pub use due::{Due, due};
pub use error::Error;
pub use lights::{Light, Lights, Look};
pub use links::{Index, Link};
pub use report::{Filing, fingerprint};
pub use words::Meaning;
