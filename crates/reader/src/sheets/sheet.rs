//! A sheet cell by cell, and where on it the table stands.

use crate::ReadError;
use crate::claims::Claims;
use crate::origins::Place;
use crate::writer::{GridCell, Inline, Writer, is_blank};
use calamine::Dimensions;
use std::collections::BTreeMap;

/// The most cells with content in one file.
pub(super) const MAX_CELLS: usize = if cfg!(test) { 20_000 } else { 2_000_000 };
/// How many cells are looked at to find those that merged areas cover.
const MAX_WORK: usize = 20_000_000;

/// What a sheet holds. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(super) name: String,
    /// Its number among the sheets that are shown, from 0.
    pub(super) number: usize,
    /// The cells with content by row and column, as they show it.
    pub(super) cells: BTreeMap<(u32, u32), String>,
    /// The merged areas by their first cell.
    pub(super) merged: BTreeMap<(u32, u32), Dimensions>,
    /// The cells that hold a formula whose result the file does not hold.
    pub(super) unknown: Vec<(u32, u32)>,
    /// The rows that are not shown.
    pub(super) hidden_rows: Vec<u32>,
    /// The columns that are not shown.
    pub(super) hidden_columns: Vec<u32>,
}

impl Sheet {
    pub(crate) fn new(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Puts text that is not blank into a cell.
    pub(crate) fn set(&mut self, place: (u32, u32), text: String) -> Result<(), ReadError> {
        if text.chars().all(is_blank) {
            return Ok(());
        }
        if self.cells.len() >= MAX_CELLS {
            return Err(ReadError::TooLarge { format: "此", what: "单元格数", limit: MAX_CELLS.to_string() });
        }
        self.cells.insert(place, text);
        Ok(())
    }

    /// Notes the merged areas; only the first cell of each is shown.
    pub(super) fn merge(&mut self, areas: Vec<Dimensions>) {
        self.merged = areas.into_iter().filter(|area| area.start <= area.end).map(|area| (area.start, area)).collect();
        let mut left = MAX_WORK;
        for area in self.merged.values() {
            let within = self.cells.range((area.start.0, 0)..=(area.end.0, u32::MAX)).map(|(&place, _)| place);
            let within: Vec<_> = within.take(left).collect();
            left -= within.len();
            for place in within {
                if area.contains(place.0, place.1) && area.start != place {
                    self.cells.remove(&place);
                }
            }
        }
    }

    /// Writes what stands over the table and under it as paragraphs, and the table.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] where merged areas claim too many cells.
    pub(super) fn write(&self, writer: &mut Writer) -> Result<(), ReadError> {
        let rows = self.rows();
        let Some((first, last)) = self.table_rows() else {
            self.paragraphs(&rows, writer);
            return Ok(());
        };
        let before = rows.partition_point(|&(row, _)| row < first);
        let after = rows.partition_point(|&(row, _)| row <= last);
        self.paragraphs(&rows[..before], writer);
        self.table(first, last, writer)?;
        self.paragraphs(&rows[after..], writer);
        Ok(())
    }

    /// The first and the last row of the table; nothing where no row has several cells.
    pub(crate) fn table_rows(&self) -> Option<(u32, u32)> {
        let rows = self.rows();
        let first = self.header(&rows)?;
        let last = rows.iter().rposition(|&(_, cells)| cells > 1).map_or(first, |last| last.max(first));
        Some((rows[first].0, self.reach(rows[first].0, rows[last].0)))
    }

    /// The last row of the table, for a merged cell may reach below the last row with several cells.
    fn reach(&self, from: u32, to: u32) -> u32 {
        let areas = self.merged.range((from, 0)..=(to, u32::MAX)).map(|(_, area)| area);
        let filled = areas.filter(|area| self.cells.contains_key(&area.start) && area.end.1 < area.start.1 + 4);
        filled.map(|area| area.end.0).max().unwrap_or(to).max(to)
    }

    /// The rows with content, and in how many cells.
    fn rows(&self) -> Vec<(u32, usize)> {
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for &(row, _) in self.cells.keys() {
            match rows.last_mut() {
                Some(last) if last.0 == row => last.1 += 1,
                _ => rows.push((row, 1)),
            }
        }
        rows
    }

    /// The header row: the first row that fills most of the columns that the sheet uses; where none
    /// does, the first with several cells.
    fn header(&self, rows: &[(u32, usize)]) -> Option<usize> {
        let mut columns: Vec<u32> = self.cells.keys().map(|&(_, column)| column).collect();
        columns.sort_unstable();
        columns.dedup();
        let fills = |row: u32| -> usize {
            self.in_row(row).map(|(column, _)| (self.span(row, column).1 as usize).min(columns.len())).sum()
        };
        let full = rows.iter().position(|&(row, cells)| cells > 1 && fills(row) * 10 >= columns.len() * 6);
        full.or_else(|| rows.iter().position(|&(_, cells)| cells > 1))
    }

    fn in_row(&self, row: u32) -> impl Iterator<Item = (u32, &str)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(&(_, column), text)| (column, text.as_str()))
    }

    /// How many rows and columns the cell covers.
    fn span(&self, row: u32, column: u32) -> (u32, u32) {
        self.merged.get(&(row, column)).map_or((1, 1), |area| {
            (area.end.0.saturating_sub(row).saturating_add(1), area.end.1.saturating_sub(column).saturating_add(1))
        })
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::Cell { sheet: self.number, row, column }
    }

    /// A line of a cell.
    fn line(&self, text: &str, row: u32, column: u32) -> Inline {
        let mut inline = Inline::default();
        inline.push_from(text, self.place(row, column));
        inline
    }

    fn paragraphs(&self, rows: &[(u32, usize)], writer: &mut Writer) {
        for &(row, _) in rows {
            let mut inline = Inline::default();
            for (column, text) in self.in_row(row) {
                if !inline.as_str().is_empty() {
                    inline.push_str("  ");
                }
                inline.push_from(&text.replace('\r', ""), self.place(row, column));
            }
            writer.paragraph(&inline, None);
        }
    }

    fn table(&self, from: u32, to: u32, writer: &mut Writer) -> Result<(), ReadError> {
        let mut claims = Claims::default();
        let cell = |(&(row, column), text): (&(u32, u32), &String)| {
            let (rows, columns) = self.span(row, column);
            let (rows, columns) = claims.take(rows.min(to - row + 1), columns.min(16_384));
            GridCell {
                row: row - from + 1,
                column: column + 1,
                rows,
                columns,
                lines: text.replace('\r', "").split('\n').map(|line| self.line(line, row, column)).collect(),
                page: None,
            }
        };
        let cells: Vec<GridCell> = self.cells.range((from, 0)..=(to, u32::MAX)).map(cell).collect();
        claims.check("此")?;
        writer.table(&cells);
        Ok(())
    }
}
