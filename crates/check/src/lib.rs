//! Consistency of plans: the overall plan against its annexes, a text against itself, a draft against
//! the version in force.
//!
//! [`check`] is a function of the records and the text alone: it reads and writes no file and knows no
//! graph. Each rule is one file in `rules/`, whose comment is its manual and whose examples are its
//! tests; [`align`] tells which passages speak of the same matter; [`render`] turns findings into text.

mod against;
pub mod align;
mod comparison;
mod copies;
mod dictionary;
pub mod diff;
mod document;
mod exchanged;
mod finding;
#[cfg(test)]
mod hostile;
mod identity;
mod indicator;
mod levels;
mod lookalike;
mod manual;
mod numbers;
mod options;
mod passage;
mod phrasediff;
mod phrases;
mod places;
pub mod render;
mod rules;
mod running;
mod settings;
mod simple;
mod stated;
mod suppress;
#[cfg(test)]
mod testing;
mod user;
mod whole;

pub use against::{LACKS, against};
pub use comparison::{Comparison, Verdict, comparisons};
pub use copies::{Likeness, alike};
pub use document::Document;
pub use finding::in_order;
pub use levels::{Uppers, is_above, links, links_of, may_link};
pub use manual::explain;
pub use options::{Options, OptionsError};
pub use rules::{Rule, rules};
pub use settings::{SETTINGS_FILE, Settings, SettingsError};
pub use simple::{SimpleCheck, SimpleCheckError, simple_findings};
pub use suppress::{Stale, Suppressions, SuppressionsError};
pub use user::{Row, RowSource, UserCheck, UserCheckError, user_findings};
pub use whole::plans;

use document::Context;
use zhengtu_model::{Counterpart, Finding, Severity, Side};
use zhengtu_text::halt;

/// What the built-in rules find in the documents, in document order, then by place, then by code.
///
/// The documents of one plan are checked together, each other document by itself; two plans of two levels are
/// compared by [`diff`].
///
/// ```
/// let lexicon = zhengtu_lexicon::Lexicon::built_in();
/// let facts = zhengtu_model::DocumentFacts::default();
/// let found = zhengtu_check::check(
///     &[zhengtu_check::Document { facts: &facts, text: "", lexicon: &lexicon }],
///     &zhengtu_check::Options::default(),
/// );
/// assert!(found.is_empty());
/// ```
pub fn check(documents: &[Document<'_>], options: &Options) -> Vec<Finding> {
    let findings = |plan: Vec<usize>| -> Vec<Finding> {
        let members: Vec<Document<'_>> = plan.iter().map(|&at| documents[at]).collect();
        let found =
            on_plan(&members, |context| Examination { findings: found_in(context, options), counterparts: Vec::new() });
        found.into_iter().flat_map(|found| found.findings).collect()
    };
    whole::plans(documents).into_iter().flat_map(findings).collect()
}

/// All that is known of a document once it is checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examination {
    /// What the built-in rules find, as [`check`] gives it.
    pub findings: Vec<Finding>,
    /// Which of its tasks, goals and targets speak of the same matter.
    pub counterparts: Vec<Counterpart>,
}

/// Checks the documents of a plan, the main text first, by all rules and gives the alignment too: for each
/// document what starts in it.
pub fn examine_plan(documents: &[Document<'_>]) -> Vec<Examination> {
    on_plan(documents, |context| Examination {
        findings: found_in(context, &Options::default()),
        counterparts: align::counterparts(context.facts, context.alignment()),
    })
}

/// Does `work` on the documents of a plan as one.
fn on_plan(documents: &[Document<'_>], work: impl Fn(&Context<'_>) -> Examination) -> Vec<Examination> {
    match documents {
        [] => Vec::new(),
        [document] => vec![work(&Context::new(document))],
        [first, ..] => {
            let whole = whole::Whole::of(first, documents);
            let found = work(&Context::new(&whole.document()));
            whole.part(found)
        }
    }
}

fn found_in(context: &Context<'_>, options: &Options) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in rules().iter().filter(|rule| options.wants(rule.code)) {
        halt::step();
        (rule.run)(context, &mut found);
    }
    for finding in &mut found {
        finding.doc.clone_from(&context.facts.info.name);
    }
    finding::settle(&mut found);
    context.head(&mut found);
    identity::name(&mut found);
    found
}
