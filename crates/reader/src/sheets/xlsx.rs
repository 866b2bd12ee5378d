//! Workbooks of Excel 2007 or later.

use super::{Book, Sheet, damaged, dates, sheet_names, shown, unseen};
use crate::package::Package;
use crate::{Origins, ReadError, Source, guard};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

const FORMAT: &str = "xlsx";

/// Reads a workbook.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    book(bytes)?.write(name)
}

/// Reads a workbook, with the way back to its cells.
pub(crate) fn read_traced(name: &str, bytes: &[u8]) -> Result<(Source, Origins), ReadError> {
    book(bytes)?.write_traced(name)
}

pub(super) fn book(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    package.measure()?;
    let unseen = unseen::of(bytes)?;
    let mut book = guard::run(FORMAT, bytes, |bytes| {
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| damaged(FORMAT, &error))?;
        let (shown, hidden) = sheet_names(book.sheets_metadata());
        let sheets: Result<Vec<Sheet>, ReadError> = shown.into_iter().map(|name| sheet(&mut book, name)).collect();
        Ok(Book { sheets: sheets?, hidden, notices: Vec::new() })
    })?;
    unseen.note(&mut book);
    Ok(book)
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: String) -> Result<Sheet, ReadError> {
    let mut sheet = Sheet::new(name);
    let areas = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
    // Chart sheets have no cells.
    let Ok(mut reader) = book.worksheet_cells_reader(&sheet.name) else { return Ok(sheet) };
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|error| damaged(FORMAT, &error))? {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let built_in = format.and_then(|format| dates::built_in(format.format_id?));
        let code = built_in.or_else(|| Some(format?.format_code.as_str())).unwrap_or("General");
        let text = shown(&Data::from(cell.get_value().clone()), code);
        sheet.set(cell.get_position(), text)?;
    }
    sheet.merge(areas);
    Ok(sheet)
}
