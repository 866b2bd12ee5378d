//! Tasks: which items are measures, and the passages of their fields.
//!
//! A task is the smallest numbered item that carries a responsibility statement or a deadline field;
//! in a part that names no units per item, the smallest numbered measure. Items of general sections,
//! goals and safeguards are tasks only with a responsibility statement.

mod duty;
mod fields;
mod limits;
mod measures;
mod months;
mod paragraphs;
mod phases;
mod select;
mod table;

pub use measures::StatedMeasure;

use crate::paragraphs::is_in_cell;
use crate::units::Vocabulary;
use fields::{Fields, closing_bracket, closing_statements, heading_bracket, paragraph_fields, prose_statements};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::Role;
use zhengtu_outline::{NodeId, Outline};
use zhengtu_text::Span;

/// A task before its units and deadline are read. Spans are into the repaired text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskDraft {
    /// The node that the task is, or that the table stands in.
    pub node: NodeId,
    /// The numbering path.
    pub path: String,
    /// The heading sentence; empty where the task has no words of its own.
    pub title: Span,
    /// The indices of its paragraphs, in order.
    pub paragraphs: Vec<usize>,
    /// From the first to the last character; of a row of a table its own cells.
    pub span: Span,
    /// Who is responsible.
    pub statement: StatementSource,
    /// The deadline fields, without their labels.
    pub deadlines: Vec<Span>,
    /// The table cell of the title, for a row of a task table.
    pub cell: Option<(usize, usize)>,
}

/// Where it says who is responsible for a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementSource {
    /// Passages of the text: a bracket, labelled lines; several measures with statements of their own.
    Text(Vec<StatedMeasure>),
    /// The unit or units before a duty (市财政局：负责…).
    UnitFirst(Span),
    /// Cells of a task table, each with the role that its column gives.
    Cells(Vec<(Span, Role)>),
}

impl StatementSource {
    /// Whether nobody is named.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(measures) => measures.is_empty(),
            Self::UnitFirst(_) => false,
            Self::Cells(cells) => cells.is_empty(),
        }
    }
}

/// Whether a limit is a cell of its own: no number in it is a target. One in words, behind a label or not, may say what is
/// done by then (进度安排：6月底前开工率达到60%).
pub(crate) fn is_limit_field(outline: &Outline, limit: Span) -> bool {
    is_in_cell(outline, limit.start)
}

/// Whether a number in a limit in words (10月底前完成公路300公里) only counts the time of the limit.
pub(crate) fn counts_time(lexicon: &Lexicon, number: &str) -> bool {
    let bare = number.trim().trim_end_matches(['以', '内', '前', '后']);
    lexicon.forms().limit.time.at_end(bare).is_some()
}

/// The tasks of a document, in document order.
pub fn tasks(vocabulary: &Vocabulary<'_>, outline: &Outline) -> Vec<TaskDraft> {
    let items = select::Items::of(vocabulary, outline);
    let mut tasks = items.stated(outline);
    tasks.extend(duty::entries(vocabulary, outline, &tasks));
    tasks.extend(table::rows(vocabulary, outline));
    tasks.extend(items.plain(vocabulary, outline, &tasks));
    tasks.extend(items.phases(outline, &tasks));
    tasks.sort_by_key(|task| (task.span.start, task.span.end));
    months::date(vocabulary, outline, &mut tasks);
    tasks
}
