//! The responsibility statements of tasks, with the way back to where they are printed.

use crate::tasks::{StatedMeasure, StatementSource, TaskDraft};
use crate::units::{Conventions, RestoredNames, Statement, Vocabulary, parse_cell, parse_statements};
use zhengtu_model::Role;
use zhengtu_outline::Outline;
use zhengtu_text::{Span, strip_white};

/// A responsibility statement as read.
pub(super) struct ReadStatement<'a> {
    /// The passage as printed.
    pub text: &'a str,
    /// What it says; spans are into `text`.
    pub parsed: Statement,
    /// The passage in the repaired text.
    span: Span,
    /// Which measure of the item it is for, from 0.
    pub measure: usize,
    /// The names of the mentions, where all statements of the plan are read.
    pub names: RestoredNames,
}

impl ReadStatement<'_> {
    /// The span of the repaired text for a span of the statement.
    pub fn locate(&self, span: Span) -> Span {
        let start = self.span.start + span.start;
        Span::new(start.min(self.span.end), (start + span.len()).min(self.span.end))
    }
}

/// The statements of one task.
#[derive(Default)]
pub(super) struct TaskStatements<'a> {
    pub read: Vec<ReadStatement<'a>>,
    /// The sentences of each measure that has statements of its own.
    pub measures: Vec<Span>,
    /// Whether the cells of a table are the statements.
    cells: bool,
}

impl TaskStatements<'_> {
    /// All statements as printed, white space removed.
    pub fn raw(&self) -> Option<String> {
        let raw: Vec<String> = self.read.iter().map(|read| strip_white(read.text)).collect();
        let raw = raw.join(if self.cells { "；" } else { "" });
        (!raw.is_empty()).then_some(raw)
    }

    /// From the first to the last statement.
    pub fn span(&self) -> Option<Span> {
        self.read.iter().map(|read| read.span).reduce(Span::join)
    }

    /// Whether a list of units ends with 等.
    pub fn open(&self) -> bool {
        self.read.iter().any(|read| read.parsed.open)
    }
}

/// The statements of each task of each document, read with the conventions of them all.
pub(super) fn read_all<'a>(
    vocabulary: &Vocabulary<'_>,
    documents: &[(&'a Outline, &[TaskDraft])],
) -> Vec<Vec<TaskStatements<'a>>> {
    let texts = documents.iter().flat_map(|(outline, drafts)| {
        drafts.iter().flat_map(|draft| spans(&draft.statement)).map(|span| outline.slice(span))
    });
    let conventions = documents
        .iter()
        .fold(Conventions::of(vocabulary, texts), |known, (outline, _)| known.with_text(vocabulary, outline.text()));
    let document = |&(outline, drafts): &(&'a Outline, &[TaskDraft])| -> Vec<TaskStatements<'a>> {
        drafts.iter().map(|draft| of_task(vocabulary, outline, &draft.statement, &conventions)).collect()
    };
    documents.iter().map(document).collect()
}

fn spans(statement: &StatementSource) -> Vec<Span> {
    match statement {
        StatementSource::Text(measures) => measures.iter().flat_map(|measure| measure.statements.clone()).collect(),
        StatementSource::UnitFirst(span) => vec![*span],
        StatementSource::Cells(cells) => cells.iter().map(|cell| cell.0).collect(),
    }
}

/// The units before a duty: one alone leads, several that share an entry answer for it together.
fn of_duty(vocabulary: &Vocabulary<'_>, text: &str, conventions: &Conventions) -> Statement {
    let alone = parse_cell(vocabulary, text, Role::Lead, conventions);
    if alone.mentions.len() == 1 { alone } else { parse_cell(vocabulary, text, Role::Responsible, conventions) }
}

fn of_task<'a>(
    vocabulary: &Vocabulary<'_>,
    outline: &'a Outline,
    statement: &StatementSource,
    conventions: &Conventions,
) -> TaskStatements<'a> {
    let read = |span: Span, parsed: Statement| ReadStatement {
        text: outline.slice(span),
        parsed,
        span,
        measure: 0,
        names: RestoredNames::default(),
    };
    // The only column of units names who leads, but where the document says that the first one does.
    let sole = matches!(statement, StatementSource::Cells(cells) if cells.len() == 1);
    let role_of = |role| if sole && conventions.first_leads { Role::Responsible } else { role };
    let cell = |&(span, role): &(Span, Role)| {
        read(span, parse_cell(vocabulary, outline.slice(span), role_of(role), conventions))
    };
    let measures = match statement {
        StatementSource::Text(measures) => measures.as_slice(),
        StatementSource::UnitFirst(_) | StatementSource::Cells(_) => &[],
    };
    let statements = match statement {
        StatementSource::Text(_) => of_measures(vocabulary, outline, measures, conventions),
        StatementSource::UnitFirst(span) => vec![read(*span, of_duty(vocabulary, outline.slice(*span), conventions))],
        StatementSource::Cells(cells) => cells.iter().map(cell).collect(),
    };
    TaskStatements {
        read: statements,
        measures: measures.iter().map(|measure| measure.text).collect(),
        cells: matches!(statement, StatementSource::Cells(_)),
    }
}

/// The statements of an item, the roles judged within each measure: a unit that is named alone leads its
/// measure.
fn of_measures<'a>(
    vocabulary: &Vocabulary<'_>,
    outline: &'a Outline,
    measures: &[StatedMeasure],
    conventions: &Conventions,
) -> Vec<ReadStatement<'a>> {
    let mut read = Vec::new();
    for (number, measure) in measures.iter().enumerate() {
        let texts: Vec<&str> = measure.statements.iter().map(|&span| outline.slice(span)).collect();
        let parsed = parse_statements(vocabulary, &texts, conventions);
        let statements = texts.into_iter().zip(parsed).zip(&measure.statements);
        read.extend(statements.map(|((text, parsed), &span)| ReadStatement {
            text,
            parsed,
            span,
            measure: number,
            names: RestoredNames::default(),
        }));
    }
    read
}
