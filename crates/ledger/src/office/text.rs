//! The ledger as CSV and as Markdown.

use super::printed;
use crate::{Column, Ledger, Sheet, Value};
use zhengtu_office::csv::line;
use zhengtu_office::markdown::{cell, table};

/// The caption of the column that CSV has before the others: the title of the group.
const GROUP: &str = "分组";

/// The rows of the ledger as CSV (RFC 4180), all columns, the group before them. Cells that a spreadsheet
/// would take for formulas have a `'` before them.
pub fn csv(ledger: &Ledger) -> String {
    let mut text = line(std::iter::once(GROUP).chain(ledger.columns.iter().map(|column| column.caption())));
    for group in &ledger.groups {
        for row in &group.rows {
            let cells = ledger.columns.iter().map(|column| row.cell(*column));
            text += &line(std::iter::once(group.title.as_str()).chain(cells));
        }
    }
    text
}

/// The ledger as Markdown: a table a group, then targets, deadlines and the summary.
pub fn markdown(ledger: &Ledger) -> String {
    let columns: Vec<Column> = printed(ledger).chain(Column::FILLED).collect();
    let captions: Vec<&str> = columns.iter().map(|column| column.caption()).collect();
    let mut text = format!("# {}\n", cell(&ledger.title));
    for group in &ledger.groups {
        let rows: Vec<Vec<String>> =
            group.rows.iter().map(|row| columns.iter().map(|&column| row.cell(column).to_owned()).collect()).collect();
        text += &format!("\n## {}\n\n{}", cell(&group.title), table(&captions, rows));
    }
    for sheet in [&ledger.targets, &ledger.deadlines, &ledger.summary[0], &ledger.summary[1]] {
        text += &format!("\n## {}\n\n{}", cell(&sheet.name), sheet_table(sheet));
    }
    text
}

fn sheet_table(sheet: &Sheet) -> String {
    let captions: Vec<&str> = sheet.columns.iter().map(|(caption, _)| *caption).collect();
    table(&captions, sheet.rows.iter().map(|row| row.iter().map(Value::text).collect::<Vec<_>>()))
}
