//! Numeric targets, dated commitments of running text, and what every other number is.
//!
//! A number is a target where its clause commits somebody to it: by a comparator or a word of
//! change, by a verb that commits to a quantity, by a service limit, or by standing in a goal
//! paragraph. Conditions, present levels, parameters of a policy, counts and names are told apart
//! and kept as readings of their numbers.

mod indicator;
mod judge;
mod passage;
mod period;
mod phrase;
mod spread;
mod table;

use passage::{Passage, cell_reading};
use table::CellUse;
use zhengtu_lexicon::targets::{Sign, at_end, within};
use zhengtu_model::{Change, Comparator, Date, Reading, Value};
use zhengtu_outline::{NodeId, Outline, ParagraphKind, SectionKind};
use zhengtu_terms::Term;
use zhengtu_terms::dates::Context;
use zhengtu_text::Span;

/// A target before it becomes a record. Spans are into the repaired text.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetDraft {
    /// The node whose clause states it.
    pub node: NodeId,
    /// The shortest clause that states it.
    pub quote: Span,
    /// The number or range itself.
    pub number: Span,
    /// What is measured.
    pub indicator: String,
    /// How the result compares with the value.
    pub comparator: Comparator,
    /// A level, a rise or a fall.
    pub change: Change,
    /// The value, in `unit`.
    pub value: Value,
    /// As printed.
    pub unit: String,
    /// The starting value.
    pub from: Option<f64>,
    /// The last day of the period stated.
    pub deadline: Option<Date>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A date to which running text commits somebody. Spans are into the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentDraft {
    /// The node whose text states it.
    pub node: NodeId,
    /// The last day named.
    pub end: Date,
    /// The date as printed.
    pub date: Span,
    /// The clause that the date belongs to.
    pub quote: Span,
}

/// What was read out of the numbers and dates of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// The targets, in document order.
    pub targets: Vec<TargetDraft>,
    /// The dated commitments, in document order.
    pub commitments: Vec<CommitmentDraft>,
    /// What each number and date was taken for, in document order.
    pub readings: Vec<(Span, Reading)>,
}

/// The targets of a document.
pub fn targets(outline: &Outline, context: &Context) -> Vec<TargetDraft> {
    numbers(outline, context).targets
}

/// Reads all numbers and dates of a document.
pub fn numbers(outline: &Outline, context: &Context) -> Numbers {
    let mut found = Numbers::default();
    let mut periods = period::Periods::new(*context);
    let compared = table::comparisons(outline, context, &mut found);
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let cell = compared.get(&index);
        if cell == Some(&CellUse::Done) {
            continue;
        }
        let passage = Passage::new(outline, index, context);
        if passage.terms.is_empty() {
            continue;
        }
        if let Some(&CellUse::Plain(reading)) = cell {
            found
                .readings
                .extend(passage.terms.iter().map(|term| (passage.locate(term.span()), cell_reading(term, reading))));
            continue;
        }
        if !states_measures(paragraph.kind) || is_bare_heading(outline, index) {
            found.readings.extend(passage.plain_readings());
            continue;
        }
        let goal = is_goal(outline, index) || cell.is_some();
        let counts = passage.terms.iter().any(|term| matches!(term, Term::Quantity(_)));
        let setting = Setting {
            goal,
            scope: counts && is_under(outline, paragraph.node, Sign::Scope),
            report: counts && is_under(outline, paragraph.node, Sign::Report),
        };
        periods.enter(outline, index, setting.goal);
        phrase::read(&passage, &setting, &mut periods, &mut found);
        periods.leave(&passage);
    }
    found.readings.sort_by_key(|(span, _)| (span.start, span.end));
    found.targets.sort_by_key(|target| (target.quote.start, target.number.start));
    found
}

/// Where a paragraph stands, as far as it matters for its numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// In a goal section or paragraph: its period carries over, and plain quantities are targets.
    pub goal: bool,
    /// Under a heading that states a scope or conditions.
    pub scope: bool,
    /// Under a heading that reports what is.
    pub report: bool,
}

fn states_measures(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Text | ParagraphKind::Cell | ParagraphKind::Heading | ParagraphKind::Field)
}

/// A heading of a few words over text that says the same at length.
fn is_bare_heading(outline: &Outline, paragraph: usize) -> bool {
    let here = &outline.paragraphs[paragraph];
    let node = &outline.nodes[here.node];
    let text = outline.slice(here.span);
    here.kind == ParagraphKind::Heading
        && outline.paragraphs[paragraph + 1..node.all.1.max(paragraph + 1)]
            .iter()
            .any(|next| next.kind != ParagraphKind::Field)
        && !text.trim_end_matches('。').contains(['：', ':', '。', '，'])
}

fn is_goal(outline: &Outline, paragraph: usize) -> bool {
    let here = &outline.paragraphs[paragraph];
    let text = outline.slice(here.span);
    let opening: String = text.chars().take(14).collect();
    let labelled = opening.find([':', '：']).is_some_and(|at| within(Sign::Goal, &opening[..at]).is_some());
    labelled || outline.nodes[here.node].section == SectionKind::Goals && here.kind != ParagraphKind::Heading
}

/// Whether a heading at or above the node ends with a word of the group.
fn is_under(outline: &Outline, node: NodeId, sign: Sign) -> bool {
    std::iter::once(node).chain(outline.ancestors(node)).any(|above| {
        let heading = outline.heading(above);
        let named = heading.split(['：', ':', '。']).next().unwrap_or(heading);
        at_end(sign, named).is_some() && named.chars().count() <= 16
    })
}
