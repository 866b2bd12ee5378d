//! A view as a table for other programs: CSV, a workbook, JSON.

use crate::reply::{JSON, Refusal, file};
use axum::response::Response;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use serde_json::{Map, Value};
use zhengtu_model::Date;
use zhengtu_office::csv::{BYTE_ORDER_MARK, line};

/// The widest a column is made, in characters.
const WIDEST: f64 = 60.0;

/// The form of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Download {
    /// Comma-separated values, with a byte order mark, by which Excel knows UTF-8.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// JSON.
    Json,
}

impl Download {
    /// The form of this name.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl<T: ToString> From<Option<T>> for Cell {
    fn from(text: Option<T>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.to_string()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Value::from(*number as i64),
            Self::Number(number) => Value::from(*number),
            other => Value::from(other.text()),
        }
    }
}

/// A table with a name.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The name, which the file gets too.
    pub name: String,
    /// The columns: the name in JSON, and the caption.
    pub columns: Vec<(String, String)>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A table in the making, a column at a time, over the things that its rows are of.
pub struct Columns<'i, T> {
    items: &'i [T],
    sheet: Sheet,
}

impl<'i, T> Columns<'i, T> {
    /// Adds a column: its name in JSON, its caption, and its cell in the row of each thing.
    pub fn column<C: Into<Cell>>(mut self, name: &str, caption: &str, cell: impl Fn(&'i T) -> C) -> Self {
        self.sheet.columns.push((name.to_owned(), caption.to_owned()));
        for (row, item) in self.sheet.rows.iter_mut().zip(self.items) {
            row.push(cell(item).into());
        }
        self
    }

    /// The table.
    pub fn finish(self) -> Sheet {
        self.sheet
    }
}

impl Sheet {
    /// A table with a row for each of the things, and no column yet.
    pub fn of<'i, T>(name: &str, items: &'i [T]) -> Columns<'i, T> {
        let rows = items.iter().map(|_| Vec::new()).collect();
        Columns { items, sheet: Self { name: name.to_owned(), columns: Vec::new(), rows } }
    }

    /// The table as a file.
    pub fn reply(&self, form: Download) -> Result<Response, Refusal> {
        let name = |ending: &str| format!("{}.{ending}", self.name);
        Ok(match form {
            Download::Csv => file("text/csv; charset=utf-8", &name("csv"), self.csv().into_bytes()),
            Download::Xlsx => {
                let media = zhengtu_store::Format::Xlsx.media_type();
                file(media, &name("xlsx"), self.xlsx().map_err(Refusal::fault)?)
            }
            Download::Json => file(JSON, &name("json"), serde_json::to_vec_pretty(&self.json())?),
        })
    }

    fn csv(&self) -> String {
        let mut text = BYTE_ORDER_MARK.to_owned();
        text += &line(self.columns.iter().map(|(_, caption)| caption));
        for row in &self.rows {
            text += &line(row.iter().map(Cell::text));
        }
        text
    }

    fn json(&self) -> Vec<Map<String, Value>> {
        let object = |row: &Vec<Cell>| {
            let pairs = self.columns.iter().zip(row).map(|((key, _), cell)| (key.clone(), cell.json()));
            pairs.collect::<Map<_, _>>()
        };
        self.rows.iter().map(object).collect()
    }

    /// The workbook says nothing of when it was made, so that the same rows give the same file.
    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
        let head = Format::new().set_bold().set_background_color("#E8EEF4");
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let day = Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top);
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&self.name))?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        for (at, (_, caption)) in (0u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, at, caption, &head)?;
            let cells = self.rows.iter().filter_map(|row| row.get(usize::from(at))).map(|cell| width(&cell.text()));
            sheet.set_column_width(at, (cells.fold(width(caption), f64::max) + 2.0).min(WIDEST))?;
        }
        for (line, row) in (1u32..).zip(&self.rows) {
            for (at, cell) in (0u16..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    Cell::Number(number) => drop(sheet.write_number_with_format(line, at, *number, &wrap)?),
                    Cell::Day(date) => {
                        let value = ExcelDateTime::from_ymd(date.year(), date.month(), date.day())?;
                        sheet.write_datetime_with_format(line, at, value, &day)?;
                    }
                    Cell::Text(text) => {
                        // A cell holds no more than 32,767 characters.
                        let text: String = text.chars().take(32_767).collect();
                        sheet.write_string_with_format(line, at, text, &wrap)?;
                    }
                }
            }
        }
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0);
        sheet.autofilter(0, 0, u32::try_from(self.rows.len()).unwrap_or(0), last)?;
        workbook.save_to_buffer()
    }
}

/// A name that a worksheet may have: 31 characters, without signs of references.
fn sheet_name(name: &str) -> String {
    let name: String = name.chars().filter(|char| !"[]:*?/\\'".contains(*char)).take(31).collect();
    if name.is_empty() { "zhengtu".to_owned() } else { name }
}

/// The width of the longest line in Latin characters; a Chinese character counts as two.
fn width(text: &str) -> f64 {
    let of = |line: &str| line.chars().map(|char| if zhengtu_text::is_cjk(char) { 2.0 } else { 1.0 }).sum::<f64>();
    text.lines().map(of).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet::of("任务", &[("a,\"b\"", 2usize)])
            .column("title", "任务", |(title, _)| *title)
            .column("count", "数", |(_, count)| *count)
            .column("due", "时限", |_| Cell::Day("2021-06-30".parse().unwrap()))
            .finish()
    }

    #[test]
    fn a_table_is_written_as_csv_and_json() {
        assert_eq!(sheet().csv(), "\u{feff}任务,数,时限\r\n\"a,\"\"b\"\"\",2,2021-06-30\r\n");
        let json = serde_json::to_string(&sheet().json()).unwrap();
        assert_eq!(json, r#"[{"title":"a,\"b\"","count":2,"due":"2021-06-30"}]"#);
    }

    #[test]
    fn no_field_of_csv_is_a_formula() {
        let sheet = Sheet::of("任务", &["=HYPERLINK(1)"]).column("title", "任务", |title| *title).finish();
        assert_eq!(sheet.csv(), "\u{feff}任务\r\n'=HYPERLINK(1)\r\n");
    }

    #[test]
    fn the_same_table_gives_the_same_workbook() {
        let bytes = sheet().xlsx().unwrap();
        assert_eq!(bytes, sheet().xlsx().unwrap());
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn a_worksheet_gets_a_name_that_it_may_have() {
        assert_eq!(sheet_name("a/b:[c]"), "abc");
        assert_eq!(sheet_name("???"), "zhengtu");
        assert_eq!(sheet_name(&"长".repeat(40)).chars().count(), 31);
    }
}
