//! The thesaurus of the functional bodies of Chinese government (`ontology/bodies.ttl`): which body a
//! name is of, apart from whose it is, so that the 税务局 of one plan and of another can be compared.

mod load;
mod places;
mod table;
mod thesaurus;

pub use load::ThesaurusError;
pub use places::{Level, Prefix, is_known_place, is_place, is_short_place};
pub use thesaurus::{Recognised, Thesaurus};

use std::sync::OnceLock;
use zhengtu_text::Span;

static THESAURUS: OnceLock<Thesaurus> = OnceLock::new();

/// The thesaurus in use: the built-in one, and what [`extend`] added.
pub fn thesaurus() -> &'static Thesaurus {
    THESAURUS.get_or_init(Thesaurus::built_in)
}

/// What [`extend`] added.
static ADDED: OnceLock<String> = OnceLock::new();

/// Adds a user's concepts and labels (Turtle, in the form of `ontology/bodies.ttl`). Must come before
/// the first use of the thesaurus; adding the same once more does nothing.
///
/// # Errors
/// Where the Turtle cannot be read, or the thesaurus is in use already without it.
pub fn extend(turtle: &str) -> Result<(), ThesaurusError> {
    let turtle = turtle.trim();
    if ADDED.get().map_or("", String::as_str) == turtle {
        return Ok(());
    }
    let thesaurus = Thesaurus::built_in().with(turtle)?;
    THESAURUS.set(thesaurus).map_err(|_| ThesaurusError::InUse)?;
    ADDED.set(turtle.to_owned()).map_err(|_| ThesaurusError::InUse)
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
    let prefix = places::prefix_of(name)?;
    let word_of_its_own = !prefix.named && places::is_no_level(name) && !thesaurus().is_bare(&name[prefix.len..]);
    (!word_of_its_own).then_some(prefix)
}

/// The names of known bodies in running text, with the key of the function, in order. A word of level
/// and a known place before the name belong to it.
pub fn find_mentions(text: &str) -> Vec<(Span, &'static str)> {
    thesaurus().find_mentions(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_level_is_told_from_a_word_that_begins_like_one() {
        for name in ["市民政局", "市政务服务中心", "市市场监管局", "县财政局", "温县供电公司"]
        {
            assert!(prefix_of(name).is_some(), "{name}");
        }
        for name in ["市场处", "住房城乡建设厅", "区块链专班", "市民代表", "储备中心"] {
            assert_eq!(prefix_of(name), None, "{name}");
        }
    }
}
