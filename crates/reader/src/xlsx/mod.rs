//! Spreadsheets: task ledgers, a row a task (ECMA-376, part 1, section 18; MS-XLS).

mod grid;
mod numbers;

pub use grid::Grid;
pub(crate) use grid::{grids, grids_old};

use crate::package::Package;
use crate::writer::{GridCell, Inline, Writer, is_blank};
use crate::{Format, ReadError, Source, guard};
use calamine::{Data, DataRef, Dimensions, Reader, SheetVisible, Xls, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

const FORMAT: &str = "xlsx";
const OLD_FORMAT: &str = "xls";
/// The most cells with content in one file.
const MAX_CELLS: usize = 2_000_000;

/// How many cells are looked at to find those that merged areas cover.
const MAX_WORK: usize = 20_000_000;

/// What a sheet holds.
#[derive(Default)]
struct Sheet {
    name: String,
    /// The cells with content by row and column, from 0.
    cells: BTreeMap<(u32, u32), String>,
    /// The merged areas by their first cell.
    merged: BTreeMap<(u32, u32), Dimensions>,
}

/// Reads a workbook of Excel 2007 or later.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    Package::open(bytes, FORMAT)?.measure()?;
    let (sheets, hidden) = guard::run(FORMAT, bytes, |bytes| {
        let mut book = open(bytes)?;
        let (shown, hidden) = sheet_names(book.sheets_metadata());
        let sheets: Result<Vec<Sheet>, ReadError> = shown.into_iter().map(|name| new_sheet(&mut book, name)).collect();
        Ok((sheets?, hidden))
    })?;
    write(name, &sheets, hidden)
}

/// Reads a workbook of Excel 97 to 2003.
pub(crate) fn read_old(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let (sheets, hidden) = guard::run(OLD_FORMAT, bytes, |bytes| {
        let mut book = open_old(bytes)?;
        let (shown, hidden) = sheet_names(book.sheets_metadata());
        let sheets: Result<Vec<Sheet>, ReadError> = shown.into_iter().map(|name| old_sheet(&mut book, name)).collect();
        Ok((sheets?, hidden))
    })?;
    write(name, &sheets, hidden)
}

fn open(bytes: Vec<u8>) -> Result<Xlsx<Cursor<Vec<u8>>>, ReadError> {
    Xlsx::new(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| damaged(FORMAT, &error))
}

fn open_old(bytes: Vec<u8>) -> Result<Xls<Cursor<Vec<u8>>>, ReadError> {
    Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => ReadError::Encrypted { format: OLD_FORMAT },
        error => damaged(OLD_FORMAT, &error),
    })
}

fn damaged(format: &'static str, error: &dyn std::fmt::Display) -> ReadError {
    ReadError::damaged(format, error.to_string().chars().take(160).collect::<String>())
}

/// The names of the sheets that are shown, and how many are hidden.
fn sheet_names(sheets: &[calamine::Sheet]) -> (Vec<String>, usize) {
    let shown: Vec<String> =
        sheets.iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let hidden = sheets.len() - shown.len();
    (shown, hidden)
}

fn new_sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: String) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet { name, ..Sheet::default() };
    sheet.merged = areas(book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default());
    // Chart sheets have no cells.
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { return Ok(sheet) };
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| damaged(FORMAT, &error))? {
        let number_format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let code = number_format.map_or("General", |format| format.format_code.as_str());
        let id = number_format.and_then(|format| format.format_id);
        let text = match cell.get_value() {
            DataRef::Float(value) => numbers::show(*value, code),
            DataRef::Int(value) => numbers::show(*value as f64, code),
            DataRef::DateTime(date) => numbers::show_date(date, id, code),
            other => shown(&Data::from(other.clone())),
        };
        sheet.set(cell.get_position(), text)?;
    }
    sheet.drop_covered();
    Ok(sheet)
}

fn old_sheet(book: &mut Xls<Cursor<Vec<u8>>>, name: String) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet { name, ..Sheet::default() };
    sheet.merged = areas(book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default());
    let range = book.worksheet_range(&sheet.name).map_err(|error| damaged(OLD_FORMAT, &error))?;
    let (row, column) = range.start().unwrap_or_default();
    for (down, across, value) in range.used_cells() {
        sheet.set((row + down as u32, column + across as u32), shown(value))?;
    }
    sheet.drop_covered();
    Ok(sheet)
}

fn areas(areas: Vec<Dimensions>) -> BTreeMap<(u32, u32), Dimensions> {
    areas.into_iter().filter(|area| area.start <= area.end).map(|area| (area.start, area)).collect()
}

fn shown(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) => numbers::show(*value, "General"),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => numbers::show_date(date, None, "yyyy-mm-dd"),
    }
}

fn write(name: &str, sheets: &[Sheet], hidden: usize) -> Result<Source, ReadError> {
    let mut writer = Writer::default();
    let filled = sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count();
    for sheet in sheets.iter().filter(|sheet| !sheet.cells.is_empty()) {
        if filled > 1 {
            writer.aside(sheet.name.as_str().into(), None);
        }
        sheet.write(&mut writer);
    }
    if hidden > 0 {
        writer.notice(format!("有 {hidden} 张隐藏的工作表，未读入"));
    }
    writer.finish(name, Format::Xlsx)
}

impl Sheet {
    fn set(&mut self, place: (u32, u32), text: String) -> Result<(), ReadError> {
        if text.chars().all(is_blank) {
            return Ok(());
        }
        if self.cells.len() >= MAX_CELLS {
            return Err(ReadError::TooLarge { format: FORMAT, what: "单元格数", limit: MAX_CELLS.to_string() });
        }
        self.cells.insert(place, text);
        Ok(())
    }

    /// Only the first cell of a merged area is shown.
    fn drop_covered(&mut self) {
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
    fn write(&self, writer: &mut Writer) {
        let rows = self.rows();
        let Some(first) = self.header(&rows) else { return self.paragraphs(&rows, writer) };
        let last = rows.iter().rposition(|(_, cells)| *cells > 1).map_or(first, |last| last.max(first));
        let end = self.reach(rows[first].0, rows[last].0);
        let last = rows.iter().rposition(|(row, _)| *row <= end).unwrap_or(last);
        self.paragraphs(&rows[..first], writer);
        self.table(rows[first].0, end, writer);
        self.paragraphs(&rows[last + 1..], writer);
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

    fn paragraphs(&self, rows: &[(u32, usize)], writer: &mut Writer) {
        for &(row, _) in rows {
            let texts: Vec<&str> = self.in_row(row).map(|(_, text)| text).collect();
            writer.paragraph(&texts.join("  ").replace('\r', "").as_str().into(), None);
        }
    }

    fn table(&self, from: u32, to: u32, writer: &mut Writer) {
        let cell = |(&(row, column), text): (&(u32, u32), &String)| {
            let (rows, columns) = self.span(row, column);
            GridCell {
                row: row - from + 1,
                column: column + 1,
                rows: rows.min(to - row + 1),
                columns: columns.min(16_384),
                lines: text.replace('\r', "").split('\n').map(Inline::from).collect(),
                page: None,
            }
        };
        let cells: Vec<GridCell> = self.cells.range((from, 0)..=(to, u32::MAX)).map(cell).collect();
        writer.table(&cells);
    }
}

#[cfg(test)]
mod tests;
