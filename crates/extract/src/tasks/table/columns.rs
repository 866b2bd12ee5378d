//! What the columns of a task table hold: by their captions, else by their cells.

use super::grid::Grid;
use crate::units::{Vocabulary, column_role, is_unit_list};
use zhengtu_lexicon::tables::TableWord;
use zhengtu_model::{Deadline, Role};
use zhengtu_outline::{NAME_GAP, TableCell};
use zhengtu_terms::dates::Context;
use zhengtu_terms::deadline;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Ordinal,
    /// The task or a measure.
    Task,
    /// What is done, and the task where nothing else names it.
    Measure,
    Units(Role),
    Deadline,
    /// What the unit of the row has to do, in a table that gives each unit its duty.
    Duty,
    /// A class of tasks.
    Group,
    /// Bodies, where the cells are.
    Body,
    /// A time that is no deadline, a person, a sum.
    Aside,
    /// No word tells.
    Other,
}

/// The longest caption, in characters.
const LONGEST: usize = 24;
/// How many rows are looked at to tell a column by its cells.
const SAMPLE: usize = 200;

/// The columns under these captions, as far as the captions tell.
pub(super) fn by_caption(vocabulary: &Vocabulary<'_>, captions: &[String]) -> Vec<Column> {
    captions.iter().map(|caption| named(vocabulary, caption)).collect()
}

fn named(vocabulary: &Vocabulary<'_>, caption: &str) -> Column {
    // 责任单位（列第一位的牵头，其余配合） is a caption.
    let bare = caption.split(['（', '(']).next().unwrap_or_default();
    if bare.chars().count() > LONGEST || bare.contains(['。', '，', '；']) {
        return Column::Other;
    }
    let word = vocabulary.tables().caption_word(caption);
    if word == Some(TableWord::Body) {
        return Column::Body;
    }
    if let Some(role) = column_role(vocabulary, caption, false) {
        return Column::Units(role);
    }
    if word != Some(TableWord::NoDate) && vocabulary.deadline_label_before(caption).is_some() {
        return Column::Deadline;
    }
    match word {
        Some(TableWord::Ordinal) => Column::Ordinal,
        Some(TableWord::Date) => Column::Deadline,
        Some(TableWord::Group) => Column::Group,
        Some(TableWord::Duty) => Column::Duty,
        Some(TableWord::Task) => Column::Task,
        Some(TableWord::Measure) => Column::Measure,
        Some(TableWord::Aside | TableWord::NoDate) => Column::Aside,
        _ => Column::Other,
    }
}

/// The columns with what the cells of the rows tell where the captions do not.
pub(super) fn by_content(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, rows: &[u32], columns: &mut [Column]) {
    confirm_bodies(vocabulary, grid, rows, columns);
    let has = |columns: &[Column], wanted: fn(&Column) -> bool| columns.iter().any(wanted);
    let is_open = |column: &Column| matches!(column, Column::Other | Column::Task | Column::Measure | Column::Group);
    if !has(columns, |column| matches!(column, Column::Units(_))) {
        // A second column of bodies may say who proposes or builds: only the first is believed.
        let found = at(columns, is_open)
            .into_iter()
            .find(|&index| mostly(grid, rows, index, |text| is_bodies(vocabulary, text)));
        if let Some(index) = found {
            columns[index] = Column::Units(Role::Responsible);
        }
    }
    if !has(columns, |column| *column == Column::Deadline) {
        let open = at(columns, |column| matches!(column, Column::Other | Column::Measure));
        let found = open.into_iter().find(|&index| mostly(grid, rows, index, |text| is_deadline(vocabulary, text)));
        if let Some(index) = found {
            columns[index] = Column::Deadline;
        }
    }
    sole_role_leads(columns);
}

/// A column 单位 holds bodies or units of measure.
fn confirm_bodies(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, rows: &[u32], columns: &mut [Column]) {
    for index in at(columns, |column| *column == Column::Body) {
        let bodies = share(grid, rows, index, |text| is_bodies(vocabulary, text));
        let mostly = bodies.0 > 0 && bodies.0 * 2 >= bodies.1;
        columns[index] = if mostly { Column::Units(Role::Responsible) } else { Column::Aside };
    }
}

/// The only role column names who leads.
fn sole_role_leads(columns: &mut [Column]) {
    let mut roles = columns.iter_mut().filter(|column| matches!(column, Column::Units(_)));
    if let (Some(Column::Units(role @ Role::Responsible)), None) = (roles.next(), roles.next()) {
        *role = Role::Lead;
    }
}

/// Whether a cell is what its column holds.
pub(super) fn fits(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, cell: &TableCell, column: Column) -> bool {
    let text = grid.span(cell).map(|span| grid.outline.slice(span)).unwrap_or_default();
    match column {
        Column::Units(_) => is_bodies(vocabulary, text),
        Column::Deadline => is_deadline(vocabulary, text) || is_year(text),
        _ => true,
    }
}

fn at(columns: &[Column], wanted: impl Fn(&Column) -> bool) -> Vec<usize> {
    (0..columns.len()).filter(|&index| wanted(&columns[index])).collect()
}

/// Whether nearly all cells of a column are so, and at least two.
fn mostly(grid: &Grid<'_>, rows: &[u32], index: usize, is: impl Fn(&str) -> bool) -> bool {
    let (so, all) = share(grid, rows, index, is);
    so >= 2 && so * 5 >= all * 4
}

/// How many cells of a column are so, and how many there are.
fn share(grid: &Grid<'_>, rows: &[u32], index: usize, is: impl Fn(&str) -> bool) -> (usize, usize) {
    let column = grid.columns.0 + index as u32;
    let cells = rows.iter().take(SAMPLE).filter_map(|&row| grid.at(row, column).filter(|cell| cell.row == row));
    let texts: Vec<&str> = cells.filter_map(|cell| grid.span(cell)).map(|span| grid.outline.slice(span)).collect();
    (texts.iter().filter(|text| is(text)).count(), texts.len())
}

fn is_bodies(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    is_unit_list(vocabulary, &text.trim().replace(['\n', NAME_GAP], "、"))
}

fn is_deadline(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let text = text.trim();
    // 2021年 alone is the year of a row as well as a deadline.
    if text.chars().count() > LONGEST_DEADLINE {
        return false;
    }
    if is_year(text) {
        return false;
    }
    !matches!(deadline::parse(vocabulary, text, &Context::SOME_YEAR), Deadline::None)
}

/// The longest cell of a column of deadlines, in characters.
const LONGEST_DEADLINE: usize = 24;

fn is_year(text: &str) -> bool {
    text.trim_end_matches(['年', '度']).chars().all(|char| char.is_ascii_digit())
}
