//! The ledger as a Word document.

use super::printed;
use crate::{Column, Ledger, Row, Sheet, Value};
use zhengtu_office::Error;
use zhengtu_office::docx::{Document, Page, Row as Line, Run, Table};

/// The caption of the last column, which holds what was reported, or room for it.
const REPORTED: &str = "进展情况";
/// The share of the width for that column.
const REPORTED_WIDTH: u32 = 16;

/// The ledger as a Word document on A4 on its side: the ledger, then targets, deadlines and the summary.
///
/// # Errors
/// Where the package cannot be written.
pub fn docx(ledger: &Ledger) -> Result<Vec<u8>, Error> {
    let mut document = Document::new(Page::Wide);
    document.title(&ledger.title);
    let count = ledger.rows().count();
    document.paragraph(&[Run::new(&format!(
        "共 {count} 项任务。填报单位：{}　　填报日期：",
        ledger.unit.as_deref().unwrap_or("　　　　　　")
    ))]);
    document.table(&main_table(ledger));
    for sheet in [&ledger.targets, &ledger.deadlines, &ledger.summary[0], &ledger.summary[1]] {
        document.heading(1, &sheet.name);
        document.table(&table(sheet));
    }
    document.to_bytes()
}

fn main_table(ledger: &Ledger) -> Table {
    let mut columns: Vec<(String, u32)> =
        printed(ledger).map(|column| (column.caption().to_owned(), column.width() as u32)).collect();
    columns.push((REPORTED.to_owned(), REPORTED_WIDTH));
    let mut rows = Vec::new();
    for group in &ledger.groups {
        rows.push(Line::Banner(group.title.clone()));
        rows.extend(group.rows.iter().map(|row| line(ledger, row)));
    }
    Table { columns, rows }
}

fn line(ledger: &Ledger, row: &Row) -> Line {
    let mut cells: Vec<String> = printed(ledger).map(|column| row.cell(column).to_owned()).collect();
    let reported = [Column::Status, Column::Completion, Column::Progress, Column::Note].map(|column| row.cell(column));
    cells.push(reported.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"));
    Line::Cells(cells)
}

fn table(sheet: &Sheet) -> Table {
    let columns = sheet.columns.iter().map(|&(caption, width)| (caption.to_owned(), width as u32)).collect();
    let rows = sheet.rows.iter().map(|row| Line::Cells(row.iter().map(Value::text).collect())).collect();
    Table { columns, rows }
}
