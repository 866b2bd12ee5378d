use serde::{Deserialize, Serialize};

/// Where a fact was read: `text[start..end]` in code points is the passage as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// The first character of the passage, counted from 0 in the document's text as read.
    pub start: usize,
    /// The character after the passage.
    pub end: usize,
    /// The 1-based line of the text on which the passage starts.
    pub line: usize,
    /// The 1-based page, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The table cell, where the passage stands in a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Where a program recognised the passage in a picture: the least confidence of its characters, from 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<u8>,
    /// Whether a correction changed how the passage was read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// A cell of a table; all three numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// The table within the document.
    pub table: u32,
    /// The row within the table.
    pub row: u32,
    /// The column within the row.
    pub column: u32,
}
