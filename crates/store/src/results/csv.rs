use super::label::plain;
use super::{Style, Table};
use std::io::{self, Write};
use zhengtu_office::csv::field;

/// Writes comma-separated values (SPARQL 1.1 Query Results CSV, RFC 4180): plain values, lines end
/// with CR LF. Captions take the place of the variables where there are any. As in every CSV file of the program, a value
/// that a spreadsheet would take for a formula has a `'` before it.
pub(super) fn write(table: &Table, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if style.byte_order_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let captions: Vec<String> = table.variables.iter().map(|variable| field(style.caption(variable))).collect();
    write!(out, "{}\r\n", captions.join(","))?;
    for row in &table.rows {
        let fields: Vec<String> =
            row.iter().map(|term| term.as_ref().map(|term| field(&plain(term))).unwrap_or_default()).collect();
        write!(out, "{}\r\n", fields.join(","))?;
    }
    Ok(())
}
