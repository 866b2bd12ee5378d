//! Comma-separated values (RFC 4180): lines end with CR LF.

use crate::{looks_like_formula, printable};

/// The mark at the start of a file by which Excel knows UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A line of fields. A field that a spreadsheet would take for a formula gets a `'` before it.
///
/// ```
/// assert_eq!(zhengtu_office::csv::line(["a,b", "=1+1", "说\"是\""]), "\"a,b\",'=1+1,\"说\"\"是\"\"\"\r\n");
/// ```
pub fn line<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> String {
    let fields: Vec<String> = fields.into_iter().map(|text| field(text.as_ref())).collect();
    fields.join(",") + "\r\n"
}

/// One field, as in [`line()`].
pub fn field(text: &str) -> String {
    let mark = if looks_like_formula(text) { "'" } else { "" };
    let text = printable(text);
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{mark}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{mark}{text}")
    }
}
