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
/// The folder of the sheets in the package.
const SHEETS: &str = "xl/worksheets/sheet";
/// The width of a digit of the usual font (Calibri, 11 points), in which columns are measured, in pixels.
const DIGIT: f64 = 7.0;
/// The width of a Chinese character of ten points, in pixels.
const CHARACTER: f64 = 13.4;
/// The height of a line of ten points, in points; the fonts differ, and this is enough for most.
const LINE_HEIGHT: f64 = 14.0;
const LEAST_HEIGHT: f64 = 18.0;
/// Excel knows no higher row.
const MOST_HEIGHT: f64 = 409.0;

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
/// The heights of rows are where they start and nothing more: without the mark that a person chose them, a row
/// grows with what is written into it.
///
/// # Errors
/// [`Error`] where the workbook cannot be written.
pub fn finish(mut workbook: Workbook) -> Result<Vec<u8>, Error> {
    let written = workbook.save_to_buffer()?;
    let mut archive = ZipArchive::new(Cursor::new(written))?;
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let name = file.name()?.into_owned();
        if !name.starts_with(SHEETS) {
            package.raw_copy_file(file)?;
            continue;
        }
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        package.start_file(name, options)?;
        package.write_all(with_free_rows(&text).as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}

/// The sheet without `customHeight` in its rows (ECMA-376, part 1, section 18.3.1.73).
fn with_free_rows(sheet: &str) -> String {
    let mut pieces = sheet.split("<row ");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, rest) = piece.split_at(piece.find('>').unwrap_or(0));
        text += "<row ";
        text += &tag.replace(" customHeight=\"1\"", "");
        text += rest;
    }
    text
}

/// Makes a row high enough for its texts, each in a column of the given width; Office does so itself only when a
/// cell is edited.
///
/// # Errors
/// Where the row lies outside the sheet.
pub fn fit_row<'a>(
    sheet: &mut Worksheet,
    row: u32,
    cells: impl IntoIterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    let lines = cells.into_iter().map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    let height = (lines as f64 * LINE_HEIGHT + 4.0).clamp(LEAST_HEIGHT, MOST_HEIGHT);
    sheet.set_row_height(row, height).map(|_| ())
}

/// How many lines a text takes in a column of the given width.
fn lines(text: &str, column: f64) -> usize {
    // A Chinese character of ten points has the width of two digits of the usual font; a line may end one earlier
    // where a sign must not begin the next.
    let room = (column * DIGIT / CHARACTER).floor().max(1.0) * 2.0;
    let of_paragraph = |line: &str| (width(line) / room).ceil().max(1.0) as usize;
    text.split('\n').map(of_paragraph).sum()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_longest_text_and_may_grow() {
        assert_eq!([lines("税", 20.0), lines(&"税".repeat(10), 20.0), lines(&"税".repeat(11), 20.0)], [1, 1, 2]);
        assert_eq!([lines("甲\n乙", 20.0), lines("", 20.0), lines("abcdefgh", 1.0)], [2, 1, 4]);
        let sheet = "<sheetFormatPr customHeight=\"1\"/><row r=\"1\" ht=\"30\" customHeight=\"1\"><c/></row>";
        assert_eq!(with_free_rows(sheet), "<sheetFormatPr customHeight=\"1\"/><row r=\"1\" ht=\"30\"><c/></row>");
    }

    #[test]
    fn a_finished_workbook_is_one() {
        let mut book = workbook().unwrap();
        let sheet = book.add_worksheet();
        text(sheet, 0, 0, "=1+1", &Format::new()).unwrap();
        fit_row(sheet, 0, [("=1+1", 10.0)]).unwrap();
        let bytes = finish(book).unwrap();
        let grids = zhengtu_reader::sheets("a.xlsx", &bytes).unwrap();
        assert_eq!(grids[0].cell(0, 0), "=1+1");
    }
}
