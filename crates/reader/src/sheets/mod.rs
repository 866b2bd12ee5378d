//! Workbooks: task ledgers, a row a task (ECMA-376, part 1, section 18; MS-XLS; OpenDocument 1.2, part 1).

mod biff;
mod dates;
mod grid;
mod notices;
mod numbers;
mod ods;
mod sheet;
mod unseen;
mod xls;
mod xlsx;

pub use grid::Grid;
pub(crate) use ods::read as read_ods;
pub(crate) use sheet::Sheet;
pub(crate) use xls::read as read_old;
pub(crate) use xlsx::{read, read_traced};

use crate::writer::Writer;
use crate::{Format, Origins, ReadError, Source};
use calamine::{Data, SheetVisible};

/// A workbook as read.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// The sheets that are shown.
    sheets: Vec<Sheet>,
    /// The names of those that are not.
    hidden: Vec<String>,
    /// What else was not read.
    notices: Vec<String>,
}

/// The sheets of a workbook of Excel 2007 or later, cell by cell.
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    Ok(xlsx::book(bytes)?.sheets.into_iter().map(Grid::from).collect())
}

/// The sheets of a workbook of Excel 97 to 2003, cell by cell.
pub(crate) fn grids_old(bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    Ok(xls::book(bytes)?.sheets.into_iter().map(Grid::from).collect())
}

/// The sheets of an OpenDocument spreadsheet, cell by cell.
pub(crate) fn grids_ods(bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    Ok(ods::book(bytes)?.sheets.into_iter().map(Grid::from).collect())
}

impl Book {
    /// The text of the workbook.
    fn write(self, name: &str) -> Result<Source, ReadError> {
        self.write_traced(name).map(|(source, _)| source)
    }

    /// The text of the workbook, and the way back to its cells.
    fn write_traced(mut self, name: &str) -> Result<(Source, Origins), ReadError> {
        let mut writer = Writer::default();
        for (number, sheet) in self.sheets.iter_mut().enumerate() {
            sheet.number = number;
        }
        writer.origins().name_sheets(self.sheets.iter().map(|sheet| sheet.name.clone()).collect());
        let filled = || self.sheets.iter().filter(|sheet| !sheet.cells.is_empty());
        let several = filled().count() > 1;
        for sheet in filled() {
            if several {
                writer.aside(sheet.name.as_str().into(), None);
            }
            sheet.write(&mut writer)?;
        }
        notices::hidden_sheets(&self.hidden, &mut writer);
        self.sheets.iter().for_each(|sheet| notices::sheet(sheet, &mut writer));
        self.notices.into_iter().for_each(|notice| writer.notice(notice));
        writer.finish_traced(name, Format::Xlsx)
    }
}

fn damaged(format: &'static str, error: &dyn std::fmt::Display) -> ReadError {
    ReadError::damaged(format, error.to_string().chars().take(160).collect::<String>())
}

/// The names of the sheets that are shown, and of those that are hidden.
fn sheet_names(sheets: &[calamine::Sheet]) -> (Vec<String>, Vec<String>) {
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets.iter().partition(|sheet| sheet.visible == SheetVisible::Visible);
    let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
    (names(shown), names(hidden))
}

/// A value in the format `code`.
fn shown(value: &Data, code: &str) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(value) => numbers::show(*value as f64, code),
        Data::Float(value) => numbers::show(*value, code),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => dates::show(date, code),
    }
}

#[cfg(test)]
mod tests;
