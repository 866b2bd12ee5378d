use super::sheet::Sheet;
use std::collections::BTreeMap;

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

impl From<Sheet> for Grid {
    fn from(sheet: Sheet) -> Self {
        let merged = sheet.merged.values().map(|area| (area.start, area.end)).collect();
        Self { name: sheet.name, cells: sheet.cells, merged, unknown: sheet.unknown }
    }
}
