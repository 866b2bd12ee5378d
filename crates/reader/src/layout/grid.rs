//! Tables by their rules: cells, and which of them are merged.

use super::rules::{NEAR, Stroke, strokes};
use super::{Glyph, Line, Page, lines};

/// More strokes than this on one page are a drawing.
const MAX_STROKES: usize = 2000;
/// More cells than this on one page are a drawing.
const MAX_CELLS: usize = 20_000;

/// A table on one page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Where the columns begin and end.
    pub(crate) xs: Vec<f32>,
    ys: Vec<f32>,
    pub(crate) cells: Vec<Cell>,
}

/// A cell; rows and columns from 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) lines: Vec<Line>,
    pub(crate) left: f32,
    pub(crate) right: f32,
}

impl Table {
    pub(crate) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or_default()
    }

    /// Whether the table stands above or below something that goes from one place to another.
    pub(crate) fn reaches(&self, from: f32, to: f32) -> bool {
        self.xs.first().is_some_and(|left| *left < to) && self.xs.last().is_some_and(|right| from < *right)
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Takes the first rows off.
    pub(crate) fn drop_rows(&mut self, count: usize) {
        self.ys.drain(..count.min(self.rows()));
    }

    /// Whether a character stands in the table.
    pub(crate) fn holds(&self, glyph: &Glyph) -> bool {
        let (x, y) = glyph.centre();
        let within = |places: &[f32], at: f32| {
            places.first().is_some_and(|first| first - 1.0 <= at) && places.last().is_some_and(|last| at <= last + 1.0)
        };
        within(&self.xs, x) && within(&self.ys, y)
    }
}

/// The tables of a page, from top to bottom.
pub(crate) fn find(page: &Page) -> Vec<Table> {
    let (level, upright) = strokes(&page.rules);
    if level.len() + upright.len() > MAX_STROKES {
        return Vec::new();
    }
    let mut tables: Vec<Table> = Vec::new();
    for (level, upright) in groups(&level, &upright) {
        tables.extend(table(&level, &upright, &page.glyphs));
    }
    tables.sort_by(|a, b| a.top().total_cmp(&b.top()));
    tables
}

/// The strokes that hang together.
fn groups(level: &[Stroke], upright: &[Stroke]) -> Vec<(Vec<Stroke>, Vec<Stroke>)> {
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (i, across) in level.iter().enumerate() {
        for (j, down) in upright.iter().enumerate() {
            if across.meets(down) {
                unite(&mut group, i, level.len() + j);
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Stroke>, Vec<Stroke>)> = Vec::new();
    for index in 0..group.len() {
        let root = find_root(&mut group, index);
        let at = groups.iter().position(|(of, ..)| *of == root).unwrap_or_else(|| {
            groups.push((root, Vec::new(), Vec::new()));
            groups.len() - 1
        });
        match index.checked_sub(level.len()) {
            None => groups[at].1.push(level[index]),
            Some(index) => groups[at].2.push(upright[index]),
        }
    }
    groups
        .into_iter()
        .filter(|(_, level, upright)| level.len() > 1 && !upright.is_empty())
        .map(|(_, l, u)| (l, u))
        .collect()
}

fn find_root(group: &mut [usize], mut index: usize) -> usize {
    while group[index] != index {
        group[index] = group[group[index]];
        index = group[index];
    }
    index
}

fn unite(group: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find_root(group, a), find_root(group, b));
    group[a.max(b)] = a.min(b);
}

/// The table that strokes make; nothing where they make a frame or a drawing.
fn table(level: &[Stroke], upright: &[Stroke], glyphs: &[Glyph]) -> Option<Table> {
    // Many tables are open at the sides: the level rules end where a rule would stand.
    let left = level.iter().map(|stroke| stroke.from).min_by(f32::total_cmp)?;
    let right = level.iter().map(|stroke| stroke.to).max_by(f32::total_cmp)?;
    let xs = places(upright.iter().map(|stroke| stroke.at).chain([left, right]));
    let mut ys = places(level.iter().map(|stroke| stroke.at));
    extend(&mut ys, &xs, upright, glyphs);
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if columns * rows < 2 || columns * rows > MAX_CELLS {
        return None;
    }
    let mut table = Table { xs, ys, cells: Vec::new() };
    let mut group: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        let middle = (table.ys[row] + table.ys[row + 1]) / 2.0;
        for column in 0..columns {
            let centre = (table.xs[column] + table.xs[column + 1]) / 2.0;
            let at = row * columns + column;
            if column + 1 < columns && !upright.iter().any(|stroke| stroke.passes(table.xs[column + 1], middle)) {
                unite(&mut group, at, at + 1);
            }
            if row + 1 < rows && !level.iter().any(|stroke| stroke.passes(table.ys[row + 1], centre)) {
                unite(&mut group, at, at + columns);
            }
        }
    }
    table.cells = cells(&table, &mut group, glyphs);
    (table.cells.len() > 1).then_some(table)
}

/// A row that goes on on another page has no level rule there: it reaches as far as the upright ones.
fn extend(ys: &mut Vec<f32>, xs: &[f32], upright: &[Stroke], glyphs: &[Glyph]) {
    let (Some(&first), Some(&last), [left, .., right]) = (ys.first(), ys.last(), xs) else { return };
    let holds = |top: f32, bottom: f32| {
        glyphs.iter().any(|glyph| {
            let (x, y) = glyph.centre();
            *left <= x && x <= *right && top < y && y < bottom
        })
    };
    // One upright rule alone may belong to something else.
    let mut ends: Vec<f32> = upright.iter().map(|stroke| stroke.to).collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    if let Some(&end) = ends.get(1)
        && end > last + 2.0 * NEAR
        && holds(last, end)
    {
        ys.push(end);
    }
    let mut starts: Vec<f32> = upright.iter().map(|stroke| stroke.from).collect();
    starts.sort_by(f32::total_cmp);
    if let Some(&start) = starts.get(1)
        && start < first - 2.0 * NEAR
        && holds(start, first)
    {
        ys.insert(0, start);
    }
}

fn cells(table: &Table, group: &mut [usize], glyphs: &[Glyph]) -> Vec<Cell> {
    let columns = table.xs.len() - 1;
    let mut cells: Vec<(usize, Cell)> = Vec::new();
    let mut index = vec![usize::MAX; group.len()];
    for at in 0..group.len() {
        let root = find_root(group, at);
        let (row, column) = (at / columns, at % columns);
        if index[root] == usize::MAX {
            index[root] = cells.len();
            cells.push((root, Cell { row, column, rows: 1, columns: 1, ..Cell::default() }));
        }
        let cell = &mut cells[index[root]].1;
        let end = (cell.column + cell.columns).max(column + 1);
        cell.column = cell.column.min(column);
        cell.columns = end - cell.column;
        cell.rows = cell.rows.max(row + 1 - cell.row);
    }
    let mut held: Vec<Vec<Glyph>> = vec![Vec::new(); cells.len()];
    for glyph in glyphs.iter().filter(|glyph| table.holds(glyph)) {
        let (x, y) = glyph.centre();
        let (column, row) = (slot(&table.xs, x), slot(&table.ys, y));
        held[index[find_root(group, row * columns + column)]].push(*glyph);
    }
    let fill = |((_, mut cell), glyphs): ((usize, Cell), Vec<Glyph>)| {
        (cell.left, cell.right) = (table.xs[cell.column], table.xs[cell.column + cell.columns]);
        cell.lines = lines::gather(&glyphs);
        cell
    };
    cells.into_iter().zip(held).map(fill).collect()
}

/// The gap between two places that `at` falls in.
fn slot(places: &[f32], at: f32) -> usize {
    places.partition_point(|&place| place <= at).saturating_sub(1).min(places.len().saturating_sub(2))
}

/// Places in order, those that lie near each other as one.
fn places(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, before| *next - *before <= NEAR);
    values
}
