//! Responsibility: statements (`县X局牵头，县Y局配合`), the names in them, and one canonical name
//! for each body of a document.
//!
//! The way to use it: collect the statements of a document, read its [`Conventions`] off them,
//! [`parse_statement`] each, build the [`Registry`] of names, and let it resolve the mentions.

mod aliases;
mod clean;
mod conventions;
mod form;
mod groups;
mod labels;
mod lists;
mod naming;
mod places;
mod prose;
mod registry;
mod restore;
mod rule;
mod scan;
mod statement;
#[cfg(test)]
pub(crate) mod testing;
mod time;
mod vocabulary;

pub use conventions::Conventions;
pub use form::{StatementForm, is_closing_statement, is_office_list, looks_like_statement, statement_form};
pub(crate) use labels::run_on_label;
pub use lists::{is_unit_list, unit_first, units_in_charge};
pub use prose::Sentence;
pub use registry::{NewName, Registry, ResolvedUnit, RestoredNames};
pub use statement::{Mention, Statement, column_role, parse_cell, parse_statement, parse_statements};
pub use vocabulary::Vocabulary;

/// Whether a text begins with the name of a body, judged by its first characters.
pub(crate) fn begins_with_name(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    naming::starts_body(vocabulary, text)
}
