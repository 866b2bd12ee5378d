//! The thesaurus of the functional bodies of Chinese government (`ontology/bodies.ttl`): which body a
//! name is of, apart from whose it is, so that the 税务局 of one plan and of another can be compared.

mod places;
mod thesaurus;

pub use places::{Level, Prefix, is_known_place, is_place, is_short_place};
pub use thesaurus::{Recognised, Thesaurus, ThesaurusError};

use std::sync::OnceLock;
use zhengtu_text::Span;

static THESAURUS: OnceLock<Thesaurus> = OnceLock::new();

/// The thesaurus in use: the built-in one, and what [`extend`] added.
pub fn thesaurus() -> &'static Thesaurus {
    THESAURUS.get_or_init(Thesaurus::built_in)
}

/// Adds a user's concepts and labels (Turtle, in the form of `ontology/bodies.ttl`). Must come before
/// the first use of the thesaurus.
///
/// # Errors
/// Where the Turtle cannot be read, or the thesaurus is in use already.
pub fn extend(turtle: &str) -> Result<(), ThesaurusError> {
    let thesaurus = Thesaurus::built_in().with(turtle)?;
    THESAURUS.set(thesaurus).map_err(|_| ThesaurusError::InUse)
}

/// Splits a name into level, place and function, if the thesaurus knows the function.
pub fn recognise(name: &str) -> Option<Recognised> {
    thesaurus().recognise(name)
}

/// What stands before the functional part of a name: a word of level, or a place. A known name that
/// only looks as if it began with a place (住房城乡建设厅) has no prefix.
pub fn prefix_of(name: &str) -> Option<Prefix> {
    if thesaurus().is_bare(name) {
        return None;
    }
    places::prefix_of(name)
}

/// The names of known bodies in running text, with the key of the function, in order. A word of level
/// and a known place before the name belong to it.
pub fn find_mentions(text: &str) -> Vec<(Span, &'static str)> {
    thesaurus().find_mentions(text)
}
