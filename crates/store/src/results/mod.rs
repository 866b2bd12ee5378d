//! What a query yields, and the formats it can be written in.

mod csv;
mod format;
mod json_lines;
mod label;
mod markdown;
mod standard;
mod table;
mod triples;
mod xlsx;

pub use format::{Format, Style};

use crate::StoreError;
use oxrdf::{Term, Triple};
use std::io::Write;

/// What a query yields.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The rows, the answer or the triples.
    pub body: Body,
    /// The row limit, where there was more than it allows.
    pub cut: Option<usize>,
}

/// The three kinds of result.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Of SELECT.
    Table(Table),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE: sorted, each once.
    Triples(Vec<Triple>),
}

/// The solutions of a SELECT query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The variables, in the order of the SELECT list.
    pub variables: Vec<String>,
    /// A value for each variable, or none.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Table {
    /// The values of one variable, row by row; empty strings where it has none.
    pub fn column(&self, variable: &str) -> Vec<String> {
        let Some(at) = self.variables.iter().position(|name| name == variable) else { return Vec::new() };
        self.rows.iter().map(|row| row[at].as_ref().map(label::plain).unwrap_or_default()).collect()
    }
}

impl Results {
    /// The number of rows or triples; 1 for ASK.
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Table(table) => table.rows.len(),
            Body::Boolean(_) => 1,
            Body::Triples(triples) => triples.len(),
        }
    }

    /// Whether there are no rows or triples.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The solutions; `None` for ASK, CONSTRUCT and DESCRIBE.
    pub fn table(&self) -> Option<&Table> {
        match &self.body {
            Body::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Says which limit cut the results, where one did.
    pub fn notice(&self) -> Option<String> {
        self.cut.map(|rows| format!("只给出前 {rows} 行，还有更多：可用 --limit 放宽"))
    }

    /// Writes the results.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the format cannot hold this kind of result,
    /// [`StoreError::Write`] where writing fails.
    pub fn write(&self, format: Format, style: &Style, out: &mut dyn Write) -> Result<(), StoreError> {
        let written = match (&self.body, format) {
            (Body::Triples(triples), format) => return triples::write(triples, format, out),
            (Body::Table(table), Format::Table) => table::write(table, style, out),
            (Body::Table(table), Format::Markdown) => markdown::write(table, style, out),
            (Body::Table(table), Format::Csv) => csv::write(table, style, out),
            (Body::Table(table), Format::Xlsx) => return xlsx::write(table, style, out),
            (Body::Table(table), Format::JsonLines) => json_lines::write(table, out),
            (Body::Table(table), Format::Tsv | Format::Json | Format::Xml) => standard::write(table, format, out),
            (Body::Boolean(answer), Format::Json | Format::Xml) => standard::write_boolean(*answer, format, out),
            (
                Body::Boolean(answer),
                Format::Table | Format::Csv | Format::Tsv | Format::JsonLines | Format::Markdown,
            ) => {
                writeln!(out, "{answer}")
            }
            (_, format) => {
                return Err(StoreError::Refused(format!("{} 格式只能用于 CONSTRUCT 和 DESCRIBE", format.name())));
            }
        };
        written.map_err(StoreError::Write)
    }
}
