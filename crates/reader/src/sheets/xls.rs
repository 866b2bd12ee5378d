//! Workbooks of Excel 97 to 2003, also as written by WPS (.et).

use super::biff::{self, Facts};
use super::{Book, Sheet, damaged, sheet_names, shown};
use crate::{ReadError, Source, guard};
use calamine::{Reader, Xls};
use std::io::Cursor;

const FORMAT: &str = "xls";

/// Reads a workbook.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    book(bytes)?.write(name)
}

pub(super) fn book(bytes: &[u8]) -> Result<Book, ReadError> {
    guard::run(FORMAT, bytes, |bytes| {
        // The library makes room for every cell between the first and the last: what is too wide must be
        // known before.
        let mut facts = biff::facts(&bytes)?;
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::XlsError::Password => ReadError::Encrypted { format: FORMAT },
            error => damaged(FORMAT, &error),
        })?;
        facts.resize_with(book.sheets_metadata().len(), Facts::default);
        let facts: Vec<(String, Facts)> =
            book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).zip(facts).collect();
        let (shown, hidden) = sheet_names(book.sheets_metadata());
        let mut sheets = Vec::new();
        for (name, facts) in facts.into_iter().filter(|(name, _)| shown.contains(name)) {
            sheets.push(sheet(&mut book, name, facts)?);
        }
        Ok(Book { sheets, hidden, notices: Vec::new() })
    })
}

fn sheet(book: &mut Xls<Cursor<Vec<u8>>>, name: String, facts: Facts) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::new(name);
    let areas = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
    let range = book.worksheet_range(&sheet.name).map_err(|error| damaged(FORMAT, &error))?;
    let (row, column) = range.start().unwrap_or_default();
    for (down, across, value) in range.used_cells() {
        let place = (row + down as u32, column + across as u32);
        sheet.set(place, shown(value, facts.format(place)))?;
    }
    sheet.merge(areas);
    sheet.hidden_rows = facts.hidden_rows;
    sheet.hidden_columns = facts.hidden_columns;
    Ok(sheet)
}
