//! The responsibility statements of tasks, with the way back to where they are printed.

use crate::tasks::{StatementSource, TaskDraft};
use crate::units::{Conventions, Statement, parse_cell, parse_statements};
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
pub(super) fn read_all<'a>(documents: &[(&'a Outline, &[TaskDraft])]) -> Vec<Vec<TaskStatements<'a>>> {
    let texts = documents.iter().flat_map(|(outline, drafts)| {
        drafts.iter().flat_map(|draft| spans(&draft.statement)).map(|span| outline.slice(span))
    });
    let conventions =
        documents.iter().fold(Conventions::of(texts), |known, (outline, _)| known.with_text(outline.text()));
    let document = |&(outline, drafts): &(&'a Outline, &[TaskDraft])| -> Vec<TaskStatements<'a>> {
        drafts.iter().map(|draft| of_task(outline, &draft.statement, &conventions)).collect()
    };
    documents.iter().map(document).collect()
}

fn spans(statement: &StatementSource) -> Vec<Span> {
    match statement {
        StatementSource::Text(spans) => spans.clone(),
        StatementSource::UnitFirst(span) => vec![*span],
        StatementSource::Cells(cells) => cells.iter().map(|cell| cell.0).collect(),
    }
}

/// The units before a duty: one alone leads, several that share an entry answer for it together.
fn of_duty(text: &str, conventions: &Conventions) -> Statement {
    let alone = parse_cell(text, Role::Lead, conventions);
    if alone.mentions.len() == 1 { alone } else { parse_cell(text, Role::Responsible, conventions) }
}

fn of_task<'a>(outline: &'a Outline, statement: &StatementSource, conventions: &Conventions) -> TaskStatements<'a> {
    let spans = spans(statement);
    let texts: Vec<&str> = spans.iter().map(|&span| outline.slice(span)).collect();
    let parsed = match statement {
        StatementSource::Text(_) => parse_statements(&texts, conventions),
        StatementSource::UnitFirst(_) => texts.iter().map(|text| of_duty(text, conventions)).collect(),
        StatementSource::Cells(cells) => {
            texts.iter().zip(cells).map(|(text, cell)| parse_cell(text, cell.1, conventions)).collect()
        }
    };
    let read = texts.into_iter().zip(parsed).zip(spans);
    TaskStatements {
        read: read.map(|((text, parsed), span)| ReadStatement { text, parsed, span }).collect(),
        cells: matches!(statement, StatementSource::Cells(_)),
    }
}
