//! What the records say, in words: parts, roles, deadlines, figures, places and documents, in Chinese and English.
//!
//! Whatever speaks to a person, a command, a page, a ledger, a finding or an answer, takes these words from here,
//! so that one thing has one name. Sentences are made where they are spoken.

mod deadline;
mod figure;
mod lang;
mod level;
mod place;
mod recurrence;
mod role;
mod severity;
mod titles;

pub use deadline::{deadline, deadline_kind};
pub use figure::{change, comparator, figure, value};
pub use lang::Lang;
pub use level::{level, level_named};
pub use place::{cell, line, main_text, numbering, page, paragraph, part, part_named, sheet_cell};
pub use recurrence::recurrence;
pub use role::{ground, role};
pub use severity::severity;
pub use titles::Titles;
