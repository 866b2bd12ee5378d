use super::{FORMAT, MAX_CELLS, OLD_FORMAT, Sheet, damaged, new_sheet, old_sheet, open, open_old, sheet_names};
use crate::package::Package;
use crate::{ReadError, guard};
use calamine::{Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

/// A sheet of a workbook, cell by cell. Rows and columns count from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The name of the sheet.
    pub name: String,
    /// The cells that show something, by row and column, as they show it; of a merged area only the first.
    pub cells: BTreeMap<(u32, u32), String>,
    /// The first and the last cell of each merged area.
    pub merged: Vec<((u32, u32), (u32, u32))>,
    /// The cells that hold a formula whose result the file does not hold.
    pub unknown: Vec<(u32, u32)>,
}

impl Grid {
    /// What the cell shows; empty where it shows nothing.
    pub fn cell(&self, row: u32, column: u32) -> &str {
        self.cells.get(&(row, column)).map_or("", String::as_str)
    }
}

/// The shown sheets of a workbook of Excel 2007 or later.
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    Package::open(bytes, FORMAT)?.measure()?;
    guard::run(FORMAT, bytes, |bytes| {
        let mut book = open(bytes)?;
        let (shown, _) = sheet_names(book.sheets_metadata());
        let grid = |name: String| {
            let sheet = new_sheet(&mut book, name)?;
            let unknown = formulas_without_result(&mut book, &sheet)?;
            Ok(Grid { unknown, ..sheet.into() })
        };
        shown.into_iter().map(grid).collect()
    })
}

/// The shown sheets of a workbook of Excel 97 to 2003.
pub(crate) fn grids_old(bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    guard::run(OLD_FORMAT, bytes, |bytes| {
        let mut book = open_old(bytes)?;
        let (shown, _) = sheet_names(book.sheets_metadata());
        shown.into_iter().map(|name| old_sheet(&mut book, name).map(Grid::from)).collect()
    })
}

fn formulas_without_result(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &Sheet) -> Result<Vec<(u32, u32)>, ReadError> {
    let mut found = Vec::new();
    // Chart sheets have no cells.
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { return Ok(found) };
    while let Some(cell) = reader.next_formula().map_err(|error| damaged(FORMAT, &error))? {
        let place = cell.get_position();
        if !cell.get_value().is_empty() && !sheet.cells.contains_key(&place) && found.len() < MAX_CELLS {
            found.push(place);
        }
    }
    Ok(found)
}

impl From<Sheet> for Grid {
    fn from(sheet: Sheet) -> Self {
        let merged = sheet.merged.values().map(|area| (area.start, area.end)).collect();
        Self { name: sheet.name, cells: sheet.cells, merged, unknown: Vec::new() }
    }
}
