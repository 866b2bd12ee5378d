//! Task tables: a row a task. What a column holds is told by its caption and by its cells.

mod columns;
mod grid;
mod rows;
mod title;

use super::{StatementSource, TaskDraft};
use crate::units::Vocabulary;
use columns::Column;
use grid::Grid;
use rows::Row;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use title::Titles;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_lexicon::tables::TableWord;
use zhengtu_model::Role;
use zhengtu_outline::{Outline, Table, TableCell};
use zhengtu_text::Span;

/// The rows in which a header may stand.
const HEADERS: usize = 3;

/// A table of tasks: its grid, its columns, and the rows under its header.
struct Sheet<'a> {
    grid: Grid<'a>,
    captions: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<u32>,
    titles: Titles,
    /// For rows whose cell of a class of tasks is empty the cell above, whose class goes on.
    groups: BTreeMap<u32, Vec<&'a TableCell>>,
}

impl<'a> Sheet<'a> {
    fn new(grid: Grid<'a>, captions: Vec<String>, columns: Vec<Column>, rows: Vec<u32>, titles: Titles) -> Self {
        let groups = groups_above(&grid, &columns, &rows);
        Self { grid, captions, columns, rows, titles, groups }
    }

    /// The cells that speak of a row, those of its class above it first.
    fn cells(&self, row: u32) -> impl Iterator<Item = &'a TableCell> + '_ {
        self.groups.get(&row).into_iter().flatten().chain(self.grid.row(row)).copied()
    }
}

fn groups_above<'a>(grid: &Grid<'a>, columns: &[Column], rows: &[u32]) -> BTreeMap<u32, Vec<&'a TableCell>> {
    let mut groups = BTreeMap::<u32, Vec<&TableCell>>::new();
    let places = (grid.columns.0..).zip(columns).filter(|(_, column)| **column == Column::Group);
    for place in places.map(|(place, _)| place) {
        let mut last = None;
        for &row in rows {
            match grid.at(row, place) {
                Some(cell) => last = Some(cell),
                None => groups.entry(row).or_default().extend(last),
            }
        }
    }
    groups
}

/// Tables of one part that go on in one another.
struct Series<'a> {
    part: u32,
    sheets: Vec<Sheet<'a>>,
}

/// The tasks in the tables of a document.
pub(super) fn rows(vocabulary: &Vocabulary<'_>, outline: &Outline) -> Vec<TaskDraft> {
    let mut all: Vec<Series<'_>> = Vec::new();
    for table in &outline.tables {
        let part = outline.nodes[table.node].part;
        let before = all.last().filter(|series| series.part == part).and_then(|series| series.sheets.last());
        let found = sheets(vocabulary, outline, table);
        let going_on = match (before, found.first()) {
            (Some(before), None) => continued(vocabulary, outline, table, before),
            (Some(before), Some(first)) if goes_on(before, first) => Some(Vec::new()),
            _ => None,
        };
        match (going_on, all.last_mut()) {
            (Some(more), Some(series)) => series.sheets.extend(more.into_iter().chain(found)),
            _ if !found.is_empty() => all.push(Series { part, sheets: found }),
            _ => {}
        }
    }
    let mut of_part = BTreeMap::<u32, usize>::new();
    let names: Vec<usize> = all.iter().map(|series| count(&mut of_part, series.part)).collect();
    let tasks = |(series, number): (&Series<'_>, usize)| {
        let several = of_part.get(&series.part).is_some_and(|&all| all > 1);
        let name = if several { format!("table{number}") } else { "table".to_owned() };
        series_tasks(vocabulary, series, &name)
    };
    all.iter().zip(names).flat_map(tasks).collect()
}

fn count(of_part: &mut BTreeMap<u32, usize>, part: u32) -> usize {
    let number = of_part.entry(part).or_default();
    *number += 1;
    *number
}

/// The task tables in a table: several where they stand side by side.
fn sheets<'a>(vocabulary: &Vocabulary<'_>, outline: &'a Outline, table: &'a Table) -> Vec<Sheet<'a>> {
    let Some(whole) = Grid::whole(vocabulary, outline, table) else { return Vec::new() };
    let Some(header) = header(vocabulary, &whole) else { return Vec::new() };
    let captions = whole.captions(&header);
    let parts = grid::side_by_side(&captions, whole.columns.0);
    let sheet = |columns: (u32, u32)| sheet(vocabulary, Grid::part(vocabulary, outline, table, columns), &header);
    parts.into_iter().filter_map(sheet).collect()
}

/// The rows of the header: the one of the first rows whose captions tell most, a later one where the first tells
/// nothing, and with it the second row of a header.
fn header(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>) -> Option<RangeInclusive<u32>> {
    let rows: Vec<u32> = grid.row_numbers().take(HEADERS).filter(|&row| grid.row(row).len() > 1).collect();
    let first = *rows.first()?;
    let tells = |row: u32| told(vocabulary, grid, row);
    let alone = tells(first) == 0;
    let second = |row: u32| row != first && is_second_header(vocabulary, grid, row);
    let eligible = rows.iter().copied().filter(|&row| row == first || alone || second(row));
    // Of rows that tell as much the first.
    let best = eligible.rev().max_by_key(|&row| tells(row)).filter(|&row| tells(row) > 0)?;
    let from = match alone {
        false if second(best) => first,
        _ => best,
    };
    let below = rows.into_iter().find(|&row| row > best).filter(|&row| second(row));
    let is_header = |row: &u32| {
        let told = told_of(vocabulary, grid, grid.own(*row));
        grid.own(*row).count() == told || told > 0 && closes_header(grid, *row)
    };
    Some(from..=below.filter(is_header).unwrap_or(best))
}

/// How many cells of a row are captions that tell what their column holds.
fn told(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, row: u32) -> usize {
    told_of(vocabulary, grid, grid.row(row).iter().copied())
}

fn told_of<'a>(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, cells: impl Iterator<Item = &'a TableCell>) -> usize {
    let captions: Vec<String> = cells.map(|cell| grid.words(cell)).collect();
    columns::by_caption(vocabulary, &captions).iter().filter(|column| **column != Column::Other).count()
}

/// Whether a row stands under captions that reach into it, or holds nothing but captions under some of
/// the columns (责任分工 over 牵头单位 and 配合单位).
fn is_second_header(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, row: u32) -> bool {
    let cells = grid.row(row);
    let reached = cells.iter().any(|cell| cell.row < row);
    reached || (cells.len() < grid.width() as usize && told(vocabulary, grid, row) == cells.len())
}

/// Whether all cells that reach into a row from above end in it, and those over its own cells hold several columns: the row
/// divides the captions above it.
fn closes_header(grid: &Grid<'_>, row: u32) -> bool {
    let (reaching, own): (Vec<&TableCell>, Vec<&TableCell>) =
        grid.row(row).iter().copied().partition(|cell| cell.row < row);
    let divided = |cell: &TableCell| grid.at(row.saturating_sub(1), cell.column).is_some_and(|above| above.columns > 1);
    !reaching.is_empty()
        && reaching.iter().all(|cell| cell.row + cell.rows == row + 1)
        && own.iter().all(|cell| divided(cell))
}

fn sheet<'a>(vocabulary: &Vocabulary<'_>, grid: Grid<'a>, header: &RangeInclusive<u32>) -> Option<Sheet<'a>> {
    let captions = grid.captions(header);
    let mut columns = columns::by_caption(vocabulary, &captions);
    let rows: Vec<u32> = grid.row_numbers().filter(|row| row > header.end()).collect();
    let telling: Vec<u32> = rows.iter().copied().filter(|&row| rows::holds_task(vocabulary, &grid, row)).collect();
    columns::by_content(vocabulary, &grid, &telling, &mut columns);
    drop_duties(&mut columns);
    let fields = columns.iter().any(|column| matches!(column, Column::Units(_) | Column::Deadline));
    let titles = Titles::of(&grid, &columns, &telling);
    (fields && !titles.is_empty()).then(|| Sheet::new(grid, captions, columns, rows, titles))
}

/// A column of duties is one only beside a column of units and none of tasks.
fn drop_duties(columns: &mut [Column]) {
    let tasks = columns.contains(&Column::Task);
    let leads = columns.contains(&Column::Units(Role::Lead));
    for column in columns.iter_mut().filter(|column| **column == Column::Duty) {
        *column = if tasks || !leads { Column::Task } else { Column::Duty };
    }
}

/// Whether a table with a header of its own goes on with the one before it: the same captions, and the
/// next number.
fn goes_on(before: &Sheet<'_>, next: &Sheet<'_>) -> bool {
    let last = before.rows.iter().rev().find_map(|&row| ordinal(before, row));
    let first = next.rows.iter().find_map(|&row| ordinal(next, row));
    before.captions == next.captions && matches!((last, first), (Some(last), Some(first)) if first == last + 1)
}

fn ordinal(sheet: &Sheet<'_>, row: u32) -> Option<u32> {
    let index = sheet.columns.iter().position(|column| *column == Column::Ordinal)?;
    let cell = sheet.grid.at(row, sheet.grid.columns.0 + index as u32)?;
    sheet.grid.words(cell).parse().ok()
}

/// A table without a header that goes on with the one before it: as wide, and its first rows hold units
/// and deadlines in the same columns.
fn continued<'a>(
    vocabulary: &Vocabulary<'_>,
    outline: &'a Outline,
    table: &'a Table,
    before: &Sheet<'_>,
) -> Option<Vec<Sheet<'a>>> {
    let grid = Grid::whole(vocabulary, outline, table)?;
    if grid.columns != before.grid.columns {
        return None;
    }
    let rows: Vec<u32> = grid.row_numbers().collect();
    let fields = |column: &Column| matches!(column, Column::Units(_) | Column::Deadline);
    let first = *rows.iter().find(|&&row| rows::holds_task(vocabulary, &grid, row))?;
    let fits = before.columns.iter().enumerate().filter(|(_, column)| fields(column)).all(|(index, column)| {
        let cell = grid.at(first, grid.columns.0 + index as u32);
        cell.is_none_or(|cell| columns::fits(vocabulary, &grid, cell, *column))
    });
    let titles = Titles::of(&grid, &before.columns, &rows);
    let (captions, columns) = (before.captions.clone(), before.columns.clone());
    fits.then(|| vec![Sheet::new(grid, captions, columns, rows, titles)])
}

fn series_tasks(vocabulary: &Vocabulary<'_>, series: &Series<'_>, name: &str) -> Vec<TaskDraft> {
    let mut tasks: Vec<TaskDraft> = Vec::new();
    let mut numbers = Numbers::default();
    for sheet in &series.sheets {
        for &row in &sheet.rows {
            let label = match rows::kind(vocabulary, &sheet.grid, &sheet.columns, row) {
                Row::None => continue,
                Row::Task(number) => numbers.next(number),
                Row::Further => numbers.further(),
                Row::Rest => {
                    if let Some(task) = tasks.last_mut() {
                        add_fields(vocabulary, sheet, row, task);
                    }
                    continue;
                }
            };
            let Some(title) = sheet.titles.cell(&sheet.grid, row) else { continue };
            tasks.push(task(vocabulary, sheet, row, title, format!("{name}/{label}")));
        }
    }
    tasks
}

/// The numbers of tasks: as printed, else counted; a further one of the same number has `#2`.
#[derive(Default)]
struct Numbers {
    count: usize,
    last: String,
    times: BTreeMap<String, usize>,
}

impl Numbers {
    fn next(&mut self, printed: Option<String>) -> String {
        self.count += 1;
        self.last = printed.unwrap_or_else(|| self.count.to_string());
        self.further()
    }

    fn further(&mut self) -> String {
        if self.last.is_empty() {
            return self.next(None);
        }
        let times = self.times.entry(self.last.clone()).or_default();
        *times += 1;
        if *times == 1 { self.last.clone() } else { format!("{}#{times}", self.last) }
    }
}

fn task(vocabulary: &Vocabulary<'_>, sheet: &Sheet<'_>, row: u32, title: &TableCell, path: String) -> TaskDraft {
    let grid = &sheet.grid;
    // What a cell of several rows says stands beside its first row, among other tasks.
    let span = grid.own(row).filter_map(|cell| grid.span(cell)).reduce(Span::join).unwrap_or_default();
    let paragraphs: BTreeSet<usize> = grid.row(row).iter().flat_map(|cell| cell.paragraphs.iter().copied()).collect();
    let fields = |wanted: fn(Column) -> bool| {
        let cells =
            grid.row(row).iter().filter(move |cell| rows::column_of(grid, &sheet.columns, cell).is_some_and(wanted));
        cells.filter_map(|cell| grid.span(cell)).collect::<Vec<Span>>()
    };
    let duty = title::is_duty(grid, &sheet.columns, title);
    let units = units(vocabulary, sheet, row);
    let statement = match units.as_slice() {
        [(span, _)] if duty => StatementSource::UnitFirst(*span),
        _ => StatementSource::Cells(units),
    };
    TaskDraft {
        node: grid.table.node,
        path,
        title: title::sentence(grid, title),
        paragraphs: paragraphs.into_iter().collect(),
        span,
        statement,
        deadlines: fields(|column| column == Column::Deadline),
        cell: Some((row as usize, title.column as usize)),
    }
}

/// Adds the fields of a row that goes on with the task above it.
fn add_fields(vocabulary: &Vocabulary<'_>, sheet: &Sheet<'_>, row: u32, task: &mut TaskDraft) {
    let grid = &sheet.grid;
    for cell in grid.own(row) {
        let Some(span) = grid.span(cell) else { continue };
        match (rows::column_of(grid, &sheet.columns, cell), &mut task.statement) {
            (Some(Column::Units(role)), StatementSource::Cells(cells)) if !names_nobody(vocabulary, grid, cell) => {
                cells.push((span, role));
            }
            (Some(Column::Deadline), _) => task.deadlines.push(span),
            _ => {}
        }
        task.span = task.span.join(span);
        let new = cell.paragraphs.iter().filter(|paragraph| !task.paragraphs.contains(paragraph));
        let new: Vec<usize> = new.copied().collect();
        task.paragraphs.extend(new);
    }
}

/// The units of a row: what a bracket in a cell of another column states (医疗健康（牵头单位：X）), and the
/// cells of the columns of units. Beside a unit that leads by its label the others answer for their share.
fn units(vocabulary: &Vocabulary<'_>, sheet: &Sheet<'_>, row: u32) -> Vec<(Span, Role)> {
    let grid = &sheet.grid;
    let mut labelled = Vec::new();
    let mut listed = Vec::new();
    for cell in sheet.cells(row) {
        match rows::column_of(grid, &sheet.columns, cell) {
            Some(Column::Units(role)) if !names_nobody(vocabulary, grid, cell) => {
                listed.extend(grid.span(cell).map(|span| (span, role)));
            }
            Some(Column::Group | Column::Task | Column::Measure | Column::Other) => {
                labelled.extend(grid.span(cell).and_then(|span| bracket(vocabulary, grid.outline, span)));
            }
            _ => {}
        }
    }
    if labelled.iter().any(|&(_, role)| role == Role::Lead) && listed.len() == 1 {
        listed.iter_mut().for_each(|(_, role)| *role = Role::Responsible);
    }
    labelled.into_iter().chain(listed).collect()
}

fn names_nobody(vocabulary: &Vocabulary<'_>, grid: &Grid<'_>, cell: &TableCell) -> bool {
    vocabulary.tables().cell_word(&grid.words(cell)) == Some(TableWord::Nobody)
}

/// The units in a bracket that ends a cell and begins with a label of units, and their role.
fn bracket(vocabulary: &Vocabulary<'_>, outline: &Outline, span: Span) -> Option<(Span, Role)> {
    let text = outline.slice(span);
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let inner = &inner[open..];
    let inner = inner.trim_start_matches(['（', '(']);
    let start = text.find(inner)?;
    let label = vocabulary.roles().label_at(inner)?;
    let LabelSense::Units(role) = label.sense else { return None };
    let from = span.start + start + label.span.end;
    (label.span.end < inner.len()).then(|| (Span::new(from, span.start + start + inner.len()), role))
}
