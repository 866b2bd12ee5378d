//! What makes a passage the name of a body, or not. Each rule is one file: its `//!` comment is its manual,
//! with examples that are its tests. Of a rule that finds names, ```` ```name ```` shows those that it decides
//! and ```` ```none ```` passages that it leaves to others; of a rule that tells that a passage is no name,
//! ```` ```none ```` shows what it decides and ```` ```name ```` near-misses that are names.

mod collective;
mod ending;
mod known;
mod led;
mod length;
mod loose;
mod no_name;
mod number;
mod place;
mod remark;
mod time;
mod without_ending;

use super::{Naming, Ruling};
use crate::units::rule::{Rule, rule};
use std::cell::OnceCell;
use zhengtu_lexicon::Lexicon;

/// A passage that may be a name, without white space.
pub(super) struct Candidate<'a> {
    words: &'a Lexicon,
    name: &'a str,
    /// The name without the bracket at its end.
    base: &'a str,
    /// Its length in characters.
    chars: usize,
    known: OnceCell<bool>,
}

impl<'a> Candidate<'a> {
    pub(super) fn new(words: &'a Lexicon, name: &'a str) -> Self {
        let base = super::without_bracket(name);
        Self { words, name, base, chars: name.chars().count(), known: OnceCell::new() }
    }

    /// Whether the thesaurus knows the body; asked by several rules.
    fn is_known(&self) -> bool {
        *self.known.get_or_init(|| super::is_known(self.words, self.name))
    }

    /// Whether words of a sentence stand in it.
    fn is_sentence(&self) -> bool {
        let words = &self.words.forms().name;
        if !words.harmless.within(self.base) {
            return words.sentence.within(self.base);
        }
        let bare = words.harmless.iter().fold(self.base.to_owned(), |name, word| name.replace(word, " "));
        words.sentence.within(&bare)
    }
}

/// What a rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Name(Naming),
    NoName,
}

type Decide = fn(&Candidate<'_>) -> Option<Verdict>;

/// The rules; the first that decides has decided. First what speaks against a name whatever else it is,
/// then groups and known bodies, then shapes, the surest first.
const RULES: &[Rule<Decide>] = &[
    rule!("length", length),
    rule!("number", number),
    rule!("remark", remark),
    rule!("led", led),
    rule!("collective", collective),
    rule!("known", known),
    rule!("time", time),
    rule!("ending", ending),
    rule!("place", place),
    rule!("without-ending", without_ending),
    rule!("loose", loose),
    rule!("no-name", no_name),
];

/// What the passage is taken for.
pub(super) fn decide(candidate: &Candidate<'_>) -> Ruling {
    let decided = RULES.iter().find_map(|rule| Some((rule.name, (rule.decide)(candidate)?)));
    match decided {
        Some((rule, Verdict::Name(naming))) => Ruling { naming: Some(naming), rule },
        Some((rule, Verdict::NoName)) => Ruling { naming: None, rule },
        None => Ruling::NONE,
    }
}

#[cfg(test)]
mod tests;
