use super::label::short;
use super::{Style, Table};
use std::io::{self, Write};

/// Writes a Markdown table.
pub(super) fn write(table: &Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let captions: Vec<String> = table.variables.iter().map(|variable| cell(style.caption(variable))).collect();
    writeln!(out, "| {} |", captions.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(captions.len()))?;
    for row in &table.rows {
        let cells: Vec<String> =
            row.iter().map(|term| term.as_ref().map(|term| cell(&short(term))).unwrap_or_default()).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// The text in one line, its signs not read as Markdown or HTML.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => cell.extend(['\\', char]),
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            _ if char.is_control() => cell.push(' '),
            _ => cell.push(char),
        }
    }
    cell
}
