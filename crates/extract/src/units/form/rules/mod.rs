//! What makes a passage a responsibility statement, or not. Each rule is one file: its `//!` comment is its
//! manual, with examples that are its tests. Of a rule that finds statements, ```` ```statement ```` shows
//! those that it decides and ```` ```none ```` passages that it leaves to others; of a rule that tells that a
//! passage is no statement, ```` ```none ```` shows what it decides and ```` ```statement ```` near-misses that
//! are statements.

mod aside;
mod bare_list;
mod closed_list;
mod first_leads;
mod groups_at_work;
mod label;
mod length;
mod loose_name;
mod nobody;
mod nobody_in_particular;
mod nothing_stated;
mod opening;
mod other_label;
mod role_word;
mod roles_stated;
mod sentence;
mod words_before;

use super::StatementForm;
use super::passage::Passage;
use crate::units::rule::{Rule, rule};

/// What a rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    States(StatementForm),
    NoStatement,
}

/// What a passage was taken for, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    /// Nothing where the passage is no statement.
    pub(crate) form: Option<StatementForm>,
    pub(crate) rule: &'static str,
}

type Decide = fn(&Passage<'_>) -> Option<Verdict>;

/// The rules; the first that decides has decided. First what the characters tell before any name is read,
/// then labels, then what speaks against a statement without one, then the forms, the surest first.
const RULES: &[Rule<Decide>] = &[
    rule!("length", length),
    rule!("aside", aside),
    rule!("opening", opening),
    rule!("nobody", nobody),
    rule!("label", label),
    rule!("other-label", other_label),
    rule!("words-before", words_before),
    rule!("sentence", sentence),
    rule!("groups-at-work", groups_at_work),
    rule!("closed-list", closed_list),
    rule!("loose-name", loose_name),
    rule!("roles-stated", roles_stated),
    rule!("nobody-in-particular", nobody_in_particular),
    rule!("role-word", role_word),
    rule!("first-leads", first_leads),
    rule!("bare-list", bare_list),
    rule!("nothing-stated", nothing_stated),
];

/// What the passage is taken for.
pub(super) fn decide(passage: &Passage<'_>) -> Ruling {
    let decided = RULES.iter().find_map(|rule| Some((rule.name, (rule.decide)(passage)?)));
    match decided {
        Some((rule, Verdict::States(form))) => Ruling { form: Some(form), rule },
        Some((rule, Verdict::NoStatement)) => Ruling { form: None, rule },
        None => Ruling { form: None, rule: "nothing-stated" },
    }
}

#[cfg(test)]
mod tests;
