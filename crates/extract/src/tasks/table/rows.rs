//! Which rows of a task table are tasks.

use super::columns::{Column, fits};
use super::grid::Grid;
use crate::units::Vocabulary;
use zhengtu_lexicon::tables::TableWord;
use zhengtu_outline::TableCell;

/// What a row is to the task above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A task of its own, with the number printed beside it.
    Task(Option<String>),
    /// A further measure of the task above.
    Further,
    /// More units or days of the task above, and nothing else.
    Rest,
    /// The head of a group, a sum, a note, the rest of a cell.
    None,
}

/// What a row is.
pub(super) fn kind(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, columns: &[Column], row: u32) -> Row {
    if goes_on(vocabulary, grid, columns, row) {
        return Row::Rest;
    }
    if !holds_task(vocabulary, grid, row) {
        return Row::None;
    }
    let Some(place) = columns.iter().position(|column| *column == Column::Ordinal) else { return Row::Task(None) };
    let place = grid.columns.0 + place as u32;
    match grid.at(row, place) {
        Some(cell) if heads_group(grid, columns, cell, row) => Row::None,
        Some(cell) if cell.row == row => Row::Task(number(&grid.words(cell))),
        Some(_) => Row::Further,
        None if states(grid, columns, row) => Row::Further,
        None => Row::None,
    }
}

/// Whether all that a row says for itself are units of the task above, and days: the cell of a row that a page or a
/// program broke in two.
fn goes_on(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, columns: &[Column], row: u32) -> bool {
    let holds = |cell: &TableCell| column_of(grid, columns, cell).filter(|_| cell.columns == 1);
    let own: Vec<(&TableCell, Option<Column>)> = grid.own(row).map(|cell| (cell, holds(cell))).collect();
    let names = own.iter().any(|(_, column)| matches!(column, Some(Column::Units(_))));
    let fits = |&(cell, column): &(&TableCell, Option<Column>)| match column {
        Some(column @ (Column::Units(_) | Column::Deadline)) => fits(vocabulary, grid, cell, column),
        _ => false,
    };
    names && own.iter().all(fits)
}

/// 一 | 落实属地管理责任 | |: whether the ordinal of a row with nothing but words is a Chinese numeral where
/// tasks have digits.
fn heads_group(grid: &Grid<'_>, columns: &[Column], ordinal: &TableCell, row: u32) -> bool {
    let counts = |cell: &TableCell| grid.words(cell).starts_with(|char: char| char.is_ascii_digit());
    if counts(ordinal) {
        return false;
    }
    if grid.row(row).len() > 2 {
        return false;
    }
    if states(grid, columns, row) {
        return false;
    }
    grid.row_numbers().filter_map(|row| grid.at(row, ordinal.column)).any(counts)
}

/// Whether a row may be a task: it is no sum, and neither the head of a group nor a note, each of which
/// is the only cell of its row.
pub(super) fn holds_task(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, row: u32) -> bool {
    let own: Vec<&TableCell> = grid.own(row).collect();
    let total = |cell: &&TableCell| vocabulary.tables().cell_word(&grid.words(cell)) == Some(TableWord::Total);
    if own.is_empty() {
        return false;
    }
    if is_one_cell(grid, row, &own) {
        return false;
    }
    !own.iter().take(SUMS_WITHIN).any(total)
}

/// The cells of a row of which one says that it is a sum.
const SUMS_WITHIN: usize = 3;

/// Whether a cell is the only one of its row, or goes through it.
fn is_one_cell(grid: &Grid<'_>, row: u32, own: &[&TableCell]) -> bool {
    grid.row(row).len() < 2 || own.iter().any(|cell| cell.columns >= grid.width().max(2))
}

/// Whether a row has a unit or a deadline of its own, and words beside them.
fn states(grid: &Grid<'_>, columns: &[Column], row: u32) -> bool {
    let own: Vec<Column> = grid.own(row).filter_map(|cell| column_of(grid, columns, cell)).collect();
    let field = |column: &Column| matches!(column, Column::Units(_) | Column::Deadline);
    own.iter().any(field) && own.iter().any(|column| !field(column) && *column != Column::Aside)
}

/// What the first column of a cell holds.
pub(super) fn column_of(grid: &Grid<'_>, columns: &[Column], cell: &TableCell) -> Option<Column> {
    columns.get(cell.column.checked_sub(grid.columns.0)? as usize).copied()
}

/// The number of a task as printed.
fn number(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['.', '、', '．']);
    let is_numeral = |char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char);
    (!text.is_empty() && text.chars().all(is_numeral)).then(|| text.to_owned())
}
