//! Tables that go on on the next page as one table, and the lines of their cells as paragraphs.

use super::Line;
use super::grid::{self, Table};
use super::joins::{INDENT, ends_sentence, needs_space};
use super::margins::first_word;
use crate::writer::{GridCell, Inline, is_blank};

/// A header has no more rows than this.
const MOST_HEADERS: usize = 3;
/// How far the columns of two pages may lie apart and be the same.
const SAME: f32 = 6.0;
/// The distance between the edge of a cell and its text is at most this, in points.
const MOST_PADDING: f32 = 8.0;

/// How much of a font height may be missing for a word that has no room.
const SLACK: f32 = 0.9;

/// A table that may go on on the next page.
pub(super) struct OpenTable {
    pub(super) cells: Vec<GridCell>,
    xs: Vec<f32>,
    rows: usize,
}

impl OpenTable {
    pub(super) fn new(table: &Table) -> Self {
        Self { cells: Vec::new(), xs: table.xs.clone(), rows: 0 }
    }

    /// Whether a table has the same columns.
    pub(super) fn goes_on_in(&self, table: &Table) -> bool {
        self.xs.len() == table.xs.len() && self.xs.iter().zip(&table.xs).all(|(a, b)| (a - b).abs() <= SAME)
    }

    /// Takes the rows that repeat the header out of a table that goes on; gives the text of their cells.
    pub(super) fn without_header(&self, table: &mut Table) -> Vec<String> {
        let repeated = if self.rows > 0 { self.repeated_header(table) } else { 0 };
        drop_rows(table, repeated)
    }

    /// How many rows at the top of a page repeat the header.
    fn repeated_header(&self, table: &Table) -> usize {
        let solid = |text: &str| text.chars().filter(|&char| !is_blank(char)).collect::<String>();
        let before = |row: usize| -> Vec<(u32, String)> {
            let of_row = self.cells.iter().filter(|cell| cell.row as usize == row + 1);
            of_row.map(|cell| (cell.column, cell.lines.iter().map(|line| solid(line.as_str())).collect())).collect()
        };
        let here = |row: usize| -> Vec<(u32, String)> {
            let of_row = table.cells.iter().filter(|cell| cell.row == row);
            let text = |cell: &grid::Cell| cell.lines.iter().map(|line| solid(&line.text)).collect();
            of_row.map(|cell| (cell.column as u32 + 1, text(cell))).collect()
        };
        let same = |row: &usize| {
            let mut texts = here(*row);
            let mut header = before(*row);
            texts.sort();
            header.sort();
            texts == header && texts.iter().filter(|(_, text)| !text.is_empty()).count() > 1
        };
        let repeated = (0..MOST_HEADERS.min(table.rows())).take_while(same).count();
        if repeated < table.rows() { repeated } else { 0 }
    }

    /// Adds the rows of a page. A first row that goes on from the page before joins the row above, and so do the
    /// empty cells of its first row that belong to cells merged over the page break.
    pub(super) fn add(&mut self, table: Table, number: u32) {
        let cut = self.rows > 0 && self.is_cut(&table);
        let shift = self.rows - usize::from(cut);
        self.rows = shift + table.rows();
        for cell in table.cells {
            let lines = paragraphs(&cell, number);
            let row = (shift + cell.row + 1) as u32;
            let (rows, columns) = (cell.rows as u32, cell.columns as u32);
            let column = (cell.column + 1) as u32;
            let above = if cell.row == 0 { self.above(column, columns, shift, cut) } else { None };
            match above.filter(|above| cut || (lines.is_empty() && above.rows > 1)) {
                Some(above) => {
                    join(&mut above.lines, lines);
                    above.rows = (row + rows).saturating_sub(above.row).max(above.rows);
                }
                None => self.cells.push(GridCell { row, column, rows, columns, lines, page: Some(number) }),
            }
        }
    }

    /// The cell in the last row of the page before, above a cell of the first row.
    fn above(&mut self, column: u32, columns: u32, shift: usize, cut: bool) -> Option<&mut GridCell> {
        let last = if cut { shift + 1 } else { shift } as u32;
        let ends = |cell: &&mut GridCell| cell.row <= last && last < cell.row + cell.rows;
        self.cells.iter_mut().rev().filter(ends).find(|cell| cell.column == column && cell.columns == columns)
    }

    /// Whether the first row of a page is the rest of the last row of the page before: the cell that numbers the
    /// rows is empty in it, and was in no row before.
    fn is_cut(&self, table: &Table) -> bool {
        let last = self.rows as u32;
        let Some(key) = (1..).take(self.xs.len()).find(|&column| {
            let above = self.cells.iter().rev().find(|cell| cell.column == column);
            above.is_some_and(|cell| cell.row == last && cell.rows == 1)
        }) else {
            return false;
        };
        let mut of_column = self.cells.iter().filter(|cell| cell.column == key);
        let filled = of_column.all(|cell| cell.lines.iter().any(|line| !line.is_blank()));
        let first = table.cells.iter().find(|cell| cell.row == 0 && cell.column + 1 == key as usize);
        filled && first.is_some_and(|cell| cell.lines.is_empty())
    }
}

/// Takes the first rows out of a table; gives the text of each of their cells.
fn drop_rows(table: &mut Table, count: usize) -> Vec<String> {
    let text = |cell: &grid::Cell| cell.lines.iter().map(|line| line.text.as_str()).collect::<String>();
    let dropped = table.cells.iter().filter(|cell| cell.row < count).map(text).filter(|text| !text.is_empty());
    let texts = dropped.collect();
    table.cells.retain(|cell| cell.row >= count);
    for cell in &mut table.cells {
        cell.row -= count;
    }
    table.drop_rows(count);
    texts
}

/// Joins the rest of a cell to its beginning: the same paragraph unless that ends like one.
fn join(lines: &mut Vec<Inline>, rest: Vec<Inline>) {
    let mut rest = rest.into_iter();
    let goes_on = lines.last().is_some_and(|last| !ends_sentence(last.as_str()));
    if let Some(last) = lines.last_mut().filter(|_| goes_on) {
        rest.next().iter().for_each(|first| last.append(first));
    }
    lines.extend(rest);
}

/// The paragraphs of a cell: a line in which the next word has room ends one.
fn paragraphs(cell: &grid::Cell, page: u32) -> Vec<Inline> {
    let padding = cell.lines.iter().map(|line| line.x0 - cell.left).fold(MOST_PADDING, f32::min).max(0.0);
    let mut paragraphs: Vec<Inline> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &cell.lines {
        let goes_on = before.is_some_and(|before| {
            let indented = ends_sentence(&before.text) && line.x0 > before.x0 + INDENT * line.size;
            room(cell, before, padding) < (first_word(&line.text) + SLACK) * line.size && !indented
        });
        match paragraphs.last_mut().filter(|_| goes_on) {
            Some(paragraph) => {
                if needs_space(paragraph.as_str(), &line.text) {
                    paragraph.push(' ');
                }
                paragraph.append(&line.inline(page));
            }
            None => paragraphs.push(line.inline(page)),
        }
        before = Some(line);
    }
    paragraphs
}

/// How much room is left in a line of a cell: on both sides where it is centred.
fn room(cell: &grid::Cell, line: &Line, padding: f32) -> f32 {
    let (left, right) = (line.x0 - cell.left - padding, cell.right - padding - line.x1);
    let centred = left > 0.5 * line.size && (left - right).abs() < line.size;
    if centred { left + right } else { right }
}
