use super::Sources;
use super::table::{COLUMNS, rows};
use crate::Finding;
use rust_xlsxwriter::{Format, FormatAlign};
use zhengtu_office::{Error, xlsx};

/// The findings as a workbook (Office Open XML) of one sheet, a finding a row, with a filter.
///
/// # Errors
/// Where the workbook cannot be written.
pub fn xlsx(findings: &[Finding], sources: &Sources<'_>) -> Result<Vec<u8>, Error> {
    let mut workbook = xlsx::workbook()?;
    let head = Format::new().set_bold().set_align(FormatAlign::Center);
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet().set_name("一致性检查")?;
    for (number, column) in (0u16..).zip(&COLUMNS) {
        sheet.write_string_with_format(0, number, column.name, &head)?;
        sheet.set_column_width(number, column.width)?;
    }
    let rows = rows(findings, sources);
    for (line, row) in (1u32..).zip(&rows) {
        for (column, text) in (0u16..).zip(row) {
            xlsx::text(sheet, line, column, text, &wrap)?;
        }
        xlsx::fit_row(sheet, line, row.iter().map(String::as_str).zip(COLUMNS.map(|column| column.width)))?;
    }
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(0);
    sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or(0), last)?;
    sheet.set_freeze_panes(1, 0)?;
    xlsx::finish(workbook)
}
