use super::tree::Tree;
use crate::draft::{Draft, OriginKind};
use crate::signs::is_within;
use crate::{ParagraphKind, Table, TableCell};
use std::collections::BTreeMap;
use zhengtu_text::Span;

/// The longest line before a table that names it, in characters; longer is a sentence.
const LONGEST_CAPTION: usize = 40;

/// The table that is being read.
#[derive(Default)]
pub(super) struct Cells {
    /// The number that the reader gave it.
    table: Option<u32>,
    /// The cells so far, by row and column: their places in the table.
    at: BTreeMap<(u32, u32), usize>,
}

impl Cells {
    /// Adds a paragraph of a cell; other drafts are left alone.
    pub(super) fn add(&mut self, tree: &mut Tree<'_>, draft: &Draft) {
        let OriginKind::Cell { table, row, column, rows, columns } = draft.origin.kind else { return };
        let index = tree.out.paragraphs.len();
        if self.table.replace(table) != Some(table) {
            self.at.clear();
            let caption = caption(tree);
            tree.out.tables.push(Table { node: tree.top(), caption, cells: Vec::new() });
        }
        tree.paragraph(draft, ParagraphKind::Cell);
        let Some(table) = tree.out.tables.last_mut() else { return };
        let place = *self.at.entry((row, column)).or_insert(table.cells.len());
        match table.cells.get_mut(place) {
            Some(cell) => cell.paragraphs.push(index),
            None => table.cells.push(TableCell { row, column, rows, columns, paragraphs: vec![index] }),
        }
    }
}

/// The line before a table that names it.
fn caption(tree: &Tree<'_>) -> Option<Span> {
    let printed = |kind: ParagraphKind| kind != ParagraphKind::Furniture;
    let last = tree.out.paragraphs.iter().rev().find(|paragraph| printed(paragraph.kind))?.span;
    let text = tree.slice(last);
    (is_within(text, LONGEST_CAPTION) && !text.ends_with(['。', '：', ':', '；'])).then_some(last)
}
