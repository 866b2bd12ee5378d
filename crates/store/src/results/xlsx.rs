use super::label::short;
use super::{Style, Table};
use crate::StoreError;
use oxrdf::Term;
use oxrdf::vocab::xsd;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};
use std::io::Write;
use zhengtu_office::{Error, xlsx};

/// The widest a column is made, in characters.
const WIDEST: f64 = 60.0;

/// Writes an Excel workbook with one sheet: captions in bold and frozen, numbers and dates as such.
/// The workbook says nothing of when it was made, so that the same rows give the same file.
pub(super) fn write(table: &Table, style: &Style, out: &mut dyn Write) -> Result<(), StoreError> {
    let bytes = workbook(table, style).map_err(|error| StoreError::Evaluation(error.to_string()))?;
    out.write_all(&bytes).map_err(StoreError::Write)
}

fn workbook(table: &Table, style: &Style) -> Result<Vec<u8>, Error> {
    let mut workbook = xlsx::workbook()?;
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (at, variable) in (0u16..).zip(&table.variables) {
        let caption = style.caption(variable);
        sheet.write_string_with_format(0, at, caption, &bold)?;
        let cells = table.rows.iter().filter_map(|row| row[usize::from(at)].as_ref());
        let widest = cells.map(|term| xlsx::width(&short(term))).chain([xlsx::width(caption)]).fold(0.0, f64::max);
        sheet.set_column_width(at, (widest + 2.0).min(WIDEST))?;
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (at, row) in (1u32..).zip(&table.rows) {
        for (column, term) in (0u16..).zip(row) {
            if let Some(term) = term {
                write_cell(sheet, at, column, term, &day)?;
            }
        }
    }
    xlsx::finish(workbook)
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, term: &Term, day: &Format) -> Result<(), XlsxError> {
    if let Term::Literal(literal) = term {
        let value = literal.value();
        match literal.datatype() {
            xsd::INTEGER | xsd::DECIMAL | xsd::DOUBLE => {
                if let Ok(number) = value.parse::<f64>() {
                    return sheet.write_number(row, column, number).map(|_| ());
                }
            }
            xsd::DATE => {
                if let Ok(date) = ExcelDateTime::parse_from_str(value) {
                    return sheet.write_datetime_with_format(row, column, date, day).map(|_| ());
                }
            }
            _ => {}
        }
    }
    xlsx::text(sheet, row, column, &short(term), &Format::default())
}
