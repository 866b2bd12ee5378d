//! The phrases of the running text of a document, the smallest passages that are compared.

use crate::passage::Passage;
use crate::phrases::split;
use crate::stated::Stated;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{ClauseKind, DocumentFacts};

/// A phrase of the running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The index of the clause.
    pub passage: usize,
    /// The index of the task it stands in.
    pub task: Option<usize>,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The phrase, white space removed.
    pub text: String,
}

/// Phrases of fewer characters say too little to be compared.
const SHORTEST: usize = 6;

/// The characters of dates: 力争2021年底前 says nothing by itself.
const DATED: &str = "0123456789年月日底末前力争到截至";

/// The phrases of all running text, without responsibility statements and deadline fields.
pub(crate) fn phrases(facts: &DocumentFacts, lexicon: &Lexicon, passages: &[Passage<'_>]) -> Vec<Phrase> {
    let general = &lexicon.checks().general_section;
    let mut found = Vec::new();
    // The passages of a task stand together.
    let mut stated: (Option<usize>, Vec<Stated<'_>>) = (None, Vec::new());
    for (number, passage) in passages.iter().enumerate() {
        if !matches!(passage.clause.kind, ClauseKind::Text | ClauseKind::Heading | ClauseKind::Row) {
            continue;
        }
        if passage.clause.trail.iter().any(|heading| general.within(heading)) {
            continue;
        }
        if stated.0 != passage.task {
            let task = passage.task.map(|task| &facts.tasks[task]);
            let fields = task.into_iter().flat_map(|task| [task.units_raw.as_deref(), task.deadline_raw.as_deref()]);
            stated = (passage.task, fields.flatten().map(Stated::new).collect());
        }
        let is_field = |text: &str| stated.1.iter().any(|field| field.holds(text));
        for text in split(&passage.text) {
            if text.chars().filter(|char| !DATED.contains(*char)).count() >= SHORTEST
                && !is_field(text.trim_matches(['(', ')', '（', '）']))
            {
                let phrase =
                    Phrase { passage: number, task: passage.task, part: passage.clause.part, text: text.to_owned() };
                found.push(phrase);
            }
        }
    }
    found
}
