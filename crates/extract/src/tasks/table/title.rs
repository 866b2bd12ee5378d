//! Which cell names the task of a row.

use super::columns::Column;
use super::grid::Grid;
use super::rows::column_of;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_outline::TableCell;
use zhengtu_text::Span;

/// The columns that may name a task, the best first, and whether each only heads groups of rows.
pub(super) struct Titles {
    columns: Vec<(u32, bool)>,
    /// The rows that may be tasks.
    rows: Vec<u32>,
}

impl Titles {
    pub(super) fn of(grid: &Grid<'_>, columns: &[Column], rows: &[u32]) -> Self {
        let place = |index: usize| grid.columns.0 + index as u32;
        let of = |wanted: Column| (0..columns.len()).filter(move |&index| columns[index] == wanted).map(place);
        let mut all: Vec<u32> = of(Column::Duty).chain(of(Column::Task)).chain(of(Column::Measure)).collect();
        if all.is_empty() {
            all.extend(of(Column::Other).find(|&column| is_name(grid, rows, column)));
        }
        // Where no caption tells, the columns with the most words.
        let mut untold: Vec<(usize, u32)> = of(Column::Other)
            .map(|column| (words_of(grid, rows, column), column))
            .filter(|found| found.0 > 0)
            .collect();
        untold.sort_by_key(|&(words, column)| (std::cmp::Reverse(words), column));
        let further: Vec<u32> = untold.into_iter().map(|found| found.1).chain(of(Column::Group)).collect();
        if !all.is_empty() || columns.contains(&Column::Group) {
            all.extend(further);
        }
        let columns = all.into_iter().map(|column| (column, heads_groups(grid, rows, column))).collect();
        Self { columns, rows: rows.to_vec() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The cell that names the task of a row: of the columns that do not head groups the first that has a
    /// cell for this row alone; else the first that covers it.
    pub(super) fn cell<'a>(&self, grid: &Grid<'a>, row: u32) -> Option<&'a TableCell> {
        // 0.8, 1200: a number names nothing.
        let named = |cell: &&TableCell| words_in(&grid.words(cell)) > 0;
        let at = move |column: u32| grid.at(row, column).filter(named);
        let cells = || self.columns.iter().filter_map(move |&(column, heads)| Some((at(column)?, heads)));
        let own = cells().find(|&(cell, heads)| !heads && is_own(grid, &self.rows, cell, row));
        own.or_else(|| cells().find(|(cell, heads)| !heads && cell.row == row))
            .or_else(|| cells().next())
            .map(|found| found.0)
    }
}

/// Whether a cell stands for one row: neither the row above nor the one below says the same, and the one
/// below does not leave it out.
fn is_own(grid: &Grid<'_>, rows: &[u32], cell: &TableCell, row: u32) -> bool {
    let at = rows.partition_point(|&other| other < row);
    let above = at.checked_sub(1).and_then(|at| rows.get(at)).and_then(|&above| grid.at(above, cell.column));
    let below = rows.get(at + 1).map(|&below| grid.at(below, cell.column));
    let same = |other: &TableCell| grid.words(other) == grid.words(cell);
    let shared = above.is_some_and(same) || below.is_some_and(|below| below.is_none_or(same));
    cell.row == row && cell.rows == 1 && !shared
}

/// Whether more than half of the rows share their cell of a column with a row beside them.
fn heads_groups(grid: &Grid<'_>, rows: &[u32], column: u32) -> bool {
    let shared = rows.iter().filter(|&&row| !grid.at(row, column).is_some_and(|cell| is_own(grid, rows, cell, row)));
    shared.count() * 2 > rows.len()
}

fn words_of(grid: &Grid<'_>, rows: &[u32], column: u32) -> usize {
    let own = rows.iter().filter_map(|&row| grid.at(row, column).filter(|cell| cell.row == row));
    own.map(|cell| grid.words(cell).chars().filter(|char| char.is_alphabetic()).count()).sum()
}

/// Whether the cells of a column name something: words, a name for each row.
fn is_name(grid: &Grid<'_>, rows: &[u32], column: u32) -> bool {
    let worded = rows.iter().filter(|&&row| grid.at(row, column).is_some_and(|cell| words_in(&grid.words(cell)) >= 2));
    worded.count() * 2 > rows.len() && !heads_groups(grid, rows, column)
}

fn words_in(text: &str) -> usize {
    text.chars().filter(|char| char.is_alphabetic()).count()
}

/// The words of a title: the first sentence of the cell, without a number before it.
pub(super) fn sentence(grid: &Grid<'_>, cell: &TableCell) -> Span {
    let span = grid.span(cell).unwrap_or_default();
    let text = grid.outline.slice(span);
    let start = text.len() - behind_ordinal(text).len();
    let rest = &text[start..];
    let end = rest.find('。').unwrap_or(rest.len());
    Span::new(span.start + start, span.start + start + end)
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"^(?:[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,3}[.．、]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*";
    Regex::new(pattern).expect("the pattern is fixed: every title tries it")
});

/// The text of a cell behind the number of its measure (1., （1）, ①); 3.5 is a number of the text.
fn behind_ordinal(text: &str) -> &str {
    let end = NUMBER.find(text).map_or(0, |number| number.end());
    let rest = &text[end..];
    if rest.starts_with(|char: char| char.is_ascii_digit()) { text } else { rest }
}

/// The column of duties makes the units of the row its subject.
pub(super) fn is_duty(grid: &Grid<'_>, columns: &[Column], cell: &TableCell) -> bool {
    column_of(grid, columns, cell) == Some(Column::Duty)
}
