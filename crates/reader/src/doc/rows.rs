//! Table rows to cells with their spans, by where the edges of the cells stand.

use super::properties::Row;
use crate::writer::{GridCell, Inline};
use std::collections::BTreeMap;

/// How far apart edges of one column may lie, in twentieths of a point.
const NEAR: i32 = 60;

/// A row as read: the lines of its cells, and how they lie.
#[derive(Debug, Default)]
pub(crate) struct TableRow {
    pub(crate) cells: Vec<Vec<Inline>>,
    pub(crate) row: Row,
}

/// The cells of a table.
pub(crate) fn grid(rows: Vec<TableRow>) -> Vec<GridCell> {
    let edges = edges(&rows);
    let mut grid: Vec<GridCell> = Vec::new();
    let mut last: BTreeMap<u32, usize> = BTreeMap::new();
    for (number, row) in (1..).zip(rows) {
        let known = row.row.edges.len() == row.cells.len() + 1;
        for (index, mut lines) in row.cells.into_iter().enumerate() {
            let flags = row.row.flags.get(index).copied().unwrap_or_default();
            let column = if known { place(&edges, row.row.edges[index]) } else { index as u32 };
            let end = if known { place(&edges, row.row.edges[index + 1]).max(column + 1) } else { column + 1 };
            if flags & 3 == 1
                && let Some(left) = grid.last_mut().filter(|cell| cell.row == number)
            {
                left.columns = (end + 1).saturating_sub(left.column);
                left.lines.append(&mut lines);
                continue;
            }
            if (flags >> 5) & 3 == 1
                && let Some(&above) = last.get(&column)
                && grid[above].row + grid[above].rows == number
            {
                grid[above].rows += 1;
                grid[above].lines.append(&mut lines);
                continue;
            }
            last.insert(column, grid.len());
            grid.push(GridCell { row: number, column: column + 1, rows: 1, columns: end - column, lines, page: None });
        }
    }
    grid
}

/// The edges of all rows, those that lie near each other as one.
fn edges(rows: &[TableRow]) -> Vec<i32> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.row.edges.iter().map(|&edge| i32::from(edge))).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, before| *next - *before <= NEAR);
    edges
}

fn place(edges: &[i32], edge: i16) -> u32 {
    edges.partition_point(|&place| place <= i32::from(edge)).saturating_sub(1) as u32
}
