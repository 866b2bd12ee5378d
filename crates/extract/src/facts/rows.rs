//! The rows of task tables, by their paragraphs.

use crate::paragraphs;
use crate::tasks::TaskDraft;
use std::collections::BTreeMap;
use zhengtu_outline::Outline;
use zhengtu_text::Span;

/// The paths of the rows; a cell of several rows belongs to the first of them.
pub(super) struct Rows<'a>(BTreeMap<usize, &'a str>);

impl<'a> Rows<'a> {
    pub(super) fn of(tasks: &'a [TaskDraft]) -> Self {
        let mut rows = BTreeMap::new();
        for task in tasks.iter().filter(|task| task.cell.is_some()) {
            for &paragraph in &task.paragraphs {
                rows.entry(paragraph).or_insert(task.path.as_str());
            }
        }
        Self(rows)
    }

    /// The path of the row that a passage begins in.
    pub(super) fn path(&self, outline: &Outline, passage: Span) -> Option<&'a str> {
        self.0.get(&paragraphs::number_at(outline, passage.start)).copied()
    }
}
