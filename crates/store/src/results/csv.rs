use super::label::plain;
use super::{Style, Table};
use std::io::{self, Write};

/// Writes comma-separated values (SPARQL 1.1 Query Results CSV, RFC 4180): plain values, lines end
/// with CR LF. Captions take the place of the variables where there are any.
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

fn field(value: &str) -> String {
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}
