//! Numeric targets, dated commitments of running text, and what every other number is.
//!
//! A number is a target where its clause commits somebody to it. What decides is a table of rules, one
//! file each, in `rules`; conditions, present levels, parameters of a policy, counts and names are told
//! apart and kept as readings of their numbers, each with the rule that said so.

mod commitment;
mod decision;
mod indicator;
mod passage;
mod period;
mod phrase;
mod rules;
mod setting;
mod site;
mod spread;
mod subject;
mod table;

use crate::issue;
use passage::{Passage, cell_reading};
pub(crate) use setting::Setting;
use setting::{is_bare_heading, is_goal, is_under, states_measures, states_problem};
use table::CellUse;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;
use zhengtu_model::{Change, Comparator, Date, Reading, Value};
use zhengtu_outline::{NodeId, Outline};
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

/// What a number or date was taken for. The span is into the repaired text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberReading {
    /// The passage.
    pub span: Span,
    /// What it was taken for.
    pub reading: Reading,
    /// The rule that said so, where a rule was asked.
    pub rule: Option<&'static str>,
    /// Whether a word of commitment stands beside a number that was taken for something else.
    pub doubtful: bool,
}

impl NumberReading {
    /// What a number or date was taken for without asking a rule.
    pub(crate) fn plain(span: Span, reading: Reading) -> Self {
        Self { span, reading, rule: None, doubtful: false }
    }
}

/// What was read out of the numbers and dates of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// The targets, in document order.
    pub targets: Vec<TargetDraft>,
    /// The dated commitments, in document order.
    pub commitments: Vec<CommitmentDraft>,
    /// What each number and date was taken for, in document order.
    pub readings: Vec<NumberReading>,
}

/// The targets of a document.
pub fn targets(lexicon: &Lexicon, outline: &Outline, context: &Context) -> Vec<TargetDraft> {
    numbers(lexicon, outline, context).targets
}

/// Reads all numbers and dates of a document.
pub fn numbers(lexicon: &Lexicon, outline: &Outline, context: &Context) -> Numbers {
    let mut found = Numbers::default();
    let guessed = issue::stated(outline).is_none() && issue::year(outline) == context.year;
    let mut periods = period::Periods::new(context.year.filter(|_| !guessed));
    let compared = table::comparisons(lexicon, outline, context, &mut found);
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let cell = compared.get(&index);
        if cell == Some(&CellUse::Done) {
            continue;
        }
        let passage = Passage::new(lexicon, outline, index, context);
        if passage.terms.is_empty() {
            continue;
        }
        if let Some(&CellUse::Plain(reading)) = cell {
            let number = |term: &Term| NumberReading::plain(passage.locate(term.span()), cell_reading(term, reading));
            found.readings.extend(passage.terms.iter().map(number));
            continue;
        }
        if !states_measures(paragraph.kind) || is_bare_heading(outline, index) {
            found.readings.extend(passage.plain_readings());
            continue;
        }
        let goal = is_goal(lexicon, outline, index) || cell.is_some();
        let counts = passage.terms.iter().any(|term| matches!(term, Term::Quantity(_)));
        let setting = Setting {
            goal,
            scope: counts && is_under(lexicon, outline, paragraph.node, Sign::Scope),
            report: counts
                && (is_under(lexicon, outline, paragraph.node, Sign::Report)
                    || states_problem(lexicon, outline, index)),
        };
        periods.enter(outline, index, setting.goal);
        phrase::read(lexicon, &passage, &setting, &mut periods, &mut found);
        periods.leave(&passage);
    }
    found.readings.sort_by_key(|number| (number.span.start, number.span.end));
    found.targets.sort_by_key(|target| (target.quote.start, target.number.start));
    found
}
