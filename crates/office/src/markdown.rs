//! Tables in Markdown (GitHub's extension).

use crate::printable;

/// A table: its captions and rows.
pub fn table<C: AsRef<str>, R: AsRef<[String]>>(captions: &[C], rows: impl IntoIterator<Item = R>) -> String {
    let mut text = row(captions);
    text += &format!("|{}\n", " --- |".repeat(captions.len()));
    for cells in rows {
        text += &row(cells.as_ref());
    }
    text
}

fn row<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The text in one line, its signs read neither as Markdown nor as HTML.
///
/// ```
/// assert_eq!(zhengtu_office::markdown::cell("甲|乙\n<b>"), "甲\\|乙<br>&lt;b>");
/// assert_eq!(zhengtu_office::markdown::cell("[甲](javascript:alert(1))"), "\\[甲\\](javascript:alert(1))");
/// ```
pub fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for char in printable(text).chars() {
        match char {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' => cell.extend(['\\', char]),
            '<' => cell.push_str("&lt;"),
            '&' => cell.push_str("&amp;"),
            '\n' => cell.push_str("<br>"),
            char => cell.push(char),
        }
    }
    cell
}
