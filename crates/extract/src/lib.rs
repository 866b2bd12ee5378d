//! Outline to facts: tasks, units, deadlines, targets, citations, and the account of what was not
//! understood. Extraction does no input or output.

pub mod account;
pub mod citations;
mod corrected;
mod facts;
pub mod issue;
mod paragraphs;
mod places;
pub mod targets;
pub mod tasks;
#[cfg(test)]
mod testing;
pub mod units;
mod unsure;

pub use facts::{Document, facts, irregularity_code, plan_facts};
