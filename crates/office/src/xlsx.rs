//! Workbooks (Office Open XML, ECMA-376 part 1) over `rust_xlsxwriter`.

use crate::{Error, looks_like_formula, printable};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The most characters that a cell holds.
const LONGEST: usize = 32_767;
/// A4 in the numbering of ECMA-376, part 1, section 18.3.1.63.
const A4: u8 = 9;
/// The member that names the program that made the file.
const MAKER: &str = "docProps/app.xml";

/// A workbook that does not say when it was made.
///
/// # Errors
/// Where the fixed date is refused, which no input brings about.
pub fn workbook() -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    Ok(workbook)
}

/// The bytes of a finished workbook.
///
/// The workbook names no Microsoft program as its maker: LibreOffice takes the heights of rows in a file of
/// theirs for final, and would show one line of a cell with several.
///
/// # Errors
/// [`Error`] where the workbook cannot be written.
pub fn finish(mut workbook: Workbook) -> Result<Vec<u8>, Error> {
    let written = workbook.save_to_buffer()?;
    let mut archive = ZipArchive::new(Cursor::new(written))?;
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        if file.name()? != MAKER {
            package.raw_copy_file(file)?;
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        package.start_file(MAKER, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))?;
        package.write_all(text.replace(">Microsoft Excel<", ">zhengtu<").as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

/// Writes a text, never a formula: a text that looks like one is marked as text, so that it stays one
/// when somebody edits the cell.
///
/// # Errors
/// Where the place lies outside the sheet.
pub fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    let text: String = printable(text).chars().take(LONGEST).collect();
    if text.is_empty() {
        return sheet.write_blank(row, column, format).map(|_| ());
    }
    if looks_like_formula(&text) {
        let quoted = format.clone().set_quote_prefix();
        return sheet.write_string_with_format(row, column, text, &quoted).map(|_| ());
    }
    sheet.write_string_with_format(row, column, text, format).map(|_| ())
}

/// Writes a text over the columns `from` to `to` of a row, merged.
///
/// # Errors
/// Where the place lies outside the sheet or in another merged area.
pub fn banner(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    to: u16,
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from < to {
        sheet.merge_range(row, from, row, to, "", format)?;
    }
    text(sheet, row, from, words, format)
}

/// Sets the sheet up for print: A4 on its side, one page wide, the rows `from` to `to` on every page,
/// page numbers at the foot.
///
/// # Errors
/// Where the rows lie outside the sheet.
pub fn print_wide(sheet: &mut Worksheet, from: u32, to: u32) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C第 &P 页　共 &N 页");
    sheet.set_repeat_rows(from, to).map(|_| ())
}

/// The width of a text in Latin characters, as columns are measured; a Chinese character counts as two.
pub fn width(text: &str) -> f64 {
    text.chars().map(|char| if zhengtu_text::is_cjk(char) { 2.0 } else { 1.0 }).sum()
}
