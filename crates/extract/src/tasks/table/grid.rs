//! A table, or one of several that stand side by side, as a grid.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::tables::TableWord;
use zhengtu_outline::{Outline, Table, TableCell};
use zhengtu_text::{Span, strip_white};

/// The columns of a table that belong together. Rows and columns count from 1.
pub(super) struct Grid<'a> {
    pub(super) outline: &'a Outline,
    pub(super) table: &'a Table,
    /// The first column, and the last.
    pub(super) columns: (u32, u32),
    /// For each row the cells that cover it, by their columns.
    rows: BTreeMap<u32, Vec<&'a TableCell>>,
}

impl<'a> Grid<'a> {
    /// All columns of a table; none where it is wider than tables that people read.
    pub(super) fn whole(lexicon: &Lexicon, outline: &'a Outline, table: &'a Table) -> Option<Self> {
        Some(Self::part(lexicon, outline, table, (1, table.width()?)))
    }

    pub(super) fn part(lexicon: &Lexicon, outline: &'a Outline, table: &'a Table, columns: (u32, u32)) -> Self {
        let last = table.cells.iter().map(|cell| cell.row).max().unwrap_or(0);
        let mut rows: BTreeMap<u32, Vec<&TableCell>> = BTreeMap::new();
        for cell in &table.cells {
            let within = cell.column <= columns.1 && columns.0 < cell.column + cell.columns;
            if !within || is_blank(outline, cell) {
                continue;
            }
            for row in cell.row..(cell.row + cell.rows).min(last + 1) {
                rows.entry(row).or_default().push(cell);
            }
        }
        rows.values_mut().for_each(|cells| cells.sort_by_key(|cell| cell.column));
        let mut grid = Self { outline, table, columns, rows };
        grid.repeat(lexicon);
        grid
    }

    /// Puts the cell above in the place of one that only says to be like it (同上).
    fn repeat(&mut self, lexicon: &Lexicon) {
        let ditto = |cell: &TableCell| lexicon.tables().cell_word(&self.words(cell)) == Some(TableWord::Ditto);
        let repeated: Vec<(u32, u32)> =
            self.rows.values().flatten().filter(|cell| ditto(cell)).map(|cell| (cell.row, cell.column)).collect();
        for (row, column) in repeated {
            // A row that goes on with the one above it may leave the column out, and the head of a group goes through it.
            let near = self.rows.range(..row).rev().take(NEAR);
            let own = |above: u32| self.at(above, column).filter(|cell| cell.columns < self.width().max(2));
            let above = near.map(|(&above, _)| above).find_map(own);
            let here = self.rows.get_mut(&row).and_then(|cells| cells.iter_mut().find(|cell| cell.column == column));
            if let (Some(above), Some(here)) = (above, here) {
                *here = above;
            }
        }
    }

    pub(super) fn width(&self) -> u32 {
        (self.columns.1 + 1).saturating_sub(self.columns.0)
    }

    pub(super) fn row_numbers(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The cells with text that cover a row.
    pub(super) fn row(&self, row: u32) -> &[&'a TableCell] {
        self.rows.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The cells that begin in a row.
    pub(super) fn own(&self, row: u32) -> impl Iterator<Item = &'a TableCell> {
        self.row(row).iter().copied().filter(move |cell| cell.row == row)
    }

    /// The cell that covers a place.
    pub(super) fn at(&self, row: u32, column: u32) -> Option<&'a TableCell> {
        self.row(row).iter().copied().find(|cell| cell.covers_column(column))
    }

    /// The words of a cell without white space.
    pub(super) fn words(&self, cell: &TableCell) -> String {
        self.span(cell).map(|span| strip_white(self.outline.slice(span))).unwrap_or_default()
    }

    /// The passage of a cell.
    pub(super) fn span(&self, cell: &TableCell) -> Option<Span> {
        span(self.outline, cell)
    }

    /// The words over each column in the rows of a header, in the lowest of them that has any.
    pub(super) fn captions(&self, header: &RangeInclusive<u32>) -> Vec<String> {
        let rows: Vec<u32> = self.rows.range(header.clone()).rev().map(|(&row, _)| row).collect();
        let caption = |column| rows.iter().find_map(|&row| self.at(row, column)).map(|cell| self.words(cell));
        (self.columns.0..=self.columns.1).map(|column| caption(column).unwrap_or_default()).collect()
    }
}

/// How many rows above a cell that says to be like the one above are looked at.
const NEAR: usize = 8;

fn span(outline: &Outline, cell: &TableCell) -> Option<Span> {
    let first = outline.paragraphs[*cell.paragraphs.first()?].span;
    let last = outline.paragraphs[*cell.paragraphs.last()?].span;
    Some(first.join(last))
}

fn is_blank(outline: &Outline, cell: &TableCell) -> bool {
    span(outline, cell).is_none_or(|span| outline.slice(span).trim().is_empty())
}

/// The columns of the tables that stand side by side under captions that repeat.
pub(super) fn side_by_side(captions: &[String], first: u32) -> Vec<(u32, u32)> {
    let width = captions.len();
    let periods = (2..=width / 2).filter(|&period| width.is_multiple_of(period));
    let period = periods.into_iter().find(|&period| repeats(captions, period)).unwrap_or(width).max(1);
    (0..width / period)
        .map(|index| (first + (index * period) as u32, first + ((index + 1) * period) as u32 - 1))
        .collect()
}

/// Whether all captions are the first ones again and again, and none of those is empty.
fn repeats(captions: &[String], period: usize) -> bool {
    let (first, rest) = captions.split_at(period);
    if first.iter().any(String::is_empty) {
        return false;
    }
    rest.iter().zip(captions).all(|(next, before)| next == before)
}
