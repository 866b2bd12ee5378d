//! The header of a ledger in a sheet.

use crate::Column;
use std::collections::BTreeMap;
use zhengtu_reader::Grid;

/// How many rows with content may stand above the table and in its header.
const REACH: usize = 40;

/// Where the columns of a ledger stand in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The last row of the header, from 0.
    pub(super) last: u32,
    /// The column of the sheet for each column of the ledger.
    pub(super) columns: BTreeMap<Column, u32>,
}

impl Header {
    /// The header of the sheet, if it has that of a ledger: one row of captions, or two where some captions
    /// stand under a common one.
    pub(super) fn find(grid: &Grid) -> Option<Self> {
        let mut rows: Vec<u32> = grid.cells.keys().map(|&(row, _)| row).collect();
        rows.dedup();
        rows.truncate(REACH);
        let best = rows.iter().copied().rev().max_by_key(|&row| captions(grid, row).len())?;
        let mut captions_by_place = captions(grid, best);
        let mut last = best;
        // A second row of captions may stand below the better one or above it.
        for (other, lower) in [(best.checked_add(1), true), (best.checked_sub(1), false)] {
            let Some(other) = other.filter(|&row| is_header(grid, row)) else { continue };
            for (place, column) in captions(grid, other) {
                if lower || !captions_by_place.contains_key(&place) {
                    captions_by_place.insert(place, column);
                }
            }
            last = last.max(other);
        }
        let mut columns = BTreeMap::new();
        for (place, column) in captions_by_place {
            columns.entry(column).or_insert(place);
        }
        Some(Self { last, columns }).filter(Self::is_of_a_ledger)
    }

    fn is_of_a_ledger(&self) -> bool {
        let has = |column: &Column| self.columns.contains_key(column);
        (has(&Column::Id) || has(&Column::Task)) && Column::FILLED.iter().any(has)
    }

    /// What the row holds in a column of the ledger.
    pub(super) fn cell<'a>(&self, grid: &'a Grid, row: u32, column: Column) -> &'a str {
        self.columns.get(&column).map_or("", |&place| grid.cell(row, place).trim())
    }
}

fn captions(grid: &Grid, row: u32) -> BTreeMap<u32, Column> {
    let cells = grid.cells.range((row, 0)..=(row, u32::MAX));
    cells.filter_map(|(&(_, place), text)| Some((place, Column::named(text)?))).collect()
}

/// Whether most of the row's cells are captions.
fn is_header(grid: &Grid, row: u32) -> bool {
    let cells = grid.cells.range((row, 0)..=(row, u32::MAX)).count();
    let known = captions(grid, row).len();
    known > 0 && known * 2 >= cells
}
