//! OpenDocument spreadsheets (OpenDocument 1.2, part 1, section 9): cells as they show their values.

use super::{Book, Sheet, dates};
use crate::package::Package;
use crate::xml::{Element, Node, Stream};
use crate::{ReadError, Source};
use calamine::Dimensions;

const FORMAT: &str = "ods";
const CONTENT: &str = "content.xml";

/// Reads a spreadsheet.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    book(bytes)?.write(name)
}

pub(super) fn book(bytes: &[u8]) -> Result<Book, ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    if package.xml("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(ReadError::Encrypted { format: FORMAT });
    }
    let text = package.required_xml(CONTENT)?;
    let hidden_styles = hidden_styles(&text)?;
    let mut stream = Stream::new(&text, FORMAT, is_skipped);
    if !stream.enter("spreadsheet")? {
        return Err(ReadError::damaged(FORMAT, "缺少正文"));
    }
    let mut book = Book::default();
    let mut beside = Beside::default();
    while let Some(element) = stream.next()? {
        let (Some(name), "table") = (element.attribute("name"), &*element.name) else { continue };
        if element.attribute("style-name").is_some_and(|style| hidden_styles.iter().any(|hidden| hidden == style)) {
            book.hidden.push(name.to_owned());
        } else {
            book.sheets.push(Table::read(name, &element, &mut beside)?);
        }
    }
    book.notices = beside.notices();
    Ok(book)
}

fn is_skipped(name: &str) -> bool {
    matches!(name, "forms" | "calculation-settings" | "content-validations" | "conditional-formats")
}

/// The styles of sheets that are not shown.
fn hidden_styles(text: &str) -> Result<Vec<String>, ReadError> {
    let mut stream = Stream::new(text, FORMAT, |_| false);
    let mut hidden = Vec::new();
    if !stream.enter("automatic-styles")? {
        return Ok(hidden);
    }
    while let Some(style) = stream.next()? {
        let properties = style.child("table-properties");
        if properties.and_then(|properties| properties.attribute("display")) == Some("false") {
            hidden.extend(style.attribute("name").map(str::to_owned));
        }
    }
    Ok(hidden)
}

/// What stands in or on the cells and is not read.
#[derive(Debug, Default)]
struct Beside {
    drawings: usize,
    comments: usize,
}

impl Beside {
    fn notices(&self) -> Vec<String> {
        let notice = |number: usize, what: &str| (number > 0).then(|| format!("有 {number} {what}，未读入"));
        let found = [notice(self.drawings, "个图片或图形，其中如有文字"), notice(self.comments, "处批注")];
        found.into_iter().flatten().collect()
    }
}

/// A sheet while it is read.
struct Table<'a> {
    sheet: Sheet,
    merged: Vec<Dimensions>,
    row: u32,
    beside: &'a mut Beside,
}

impl<'a> Table<'a> {
    fn read(name: &str, table: &Element, beside: &'a mut Beside) -> Result<Sheet, ReadError> {
        let mut found = Table { sheet: Sheet::new(name.to_owned()), merged: Vec::new(), row: 0, beside };
        found.sheet.hidden_columns = hidden_columns(table);
        found.rows(table)?;
        let Table { mut sheet, merged, .. } = found;
        sheet.merge(merged);
        Ok(sheet)
    }

    /// The rows, which may lie in groups.
    fn rows(&mut self, element: &Element) -> Result<(), ReadError> {
        for child in element.elements() {
            match &*child.name {
                "table-row" => self.row(child)?,
                "table-header-rows" | "table-row-group" | "table-rows" => self.rows(child)?,
                "shapes" => self.beside.drawings += child.elements().count(),
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, element: &Element) -> Result<(), ReadError> {
        let repeated = number(element, "number-rows-repeated");
        let cells: Vec<&Element> =
            element.elements().filter(|cell| matches!(&*cell.name, "table-cell" | "covered-table-cell")).collect();
        let filled = cells.iter().any(|cell| !cell.children.is_empty() || cell.attribute("formula").is_some());
        if filled {
            for row in self.row..self.row.saturating_add(repeated) {
                self.cells(row, &cells)?;
                if is_hidden(element) {
                    self.sheet.hidden_rows.push(row);
                }
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }

    fn cells(&mut self, row: u32, cells: &[&Element]) -> Result<(), ReadError> {
        let mut column: u32 = 0;
        for cell in cells {
            let repeated = number(cell, "number-columns-repeated");
            if &*cell.name == "table-cell" && !cell.children.is_empty() | cell.attribute("formula").is_some() {
                for column in column..column.saturating_add(repeated) {
                    self.cell((row, column), cell)?;
                }
            }
            column = column.saturating_add(repeated);
        }
        Ok(())
    }

    fn cell(&mut self, place: (u32, u32), cell: &Element) -> Result<(), ReadError> {
        let text = shown(cell);
        self.beside.comments += cell.named("annotation").count();
        self.beside.drawings += cell.elements().filter(|child| is_drawing(child)).count();
        if text.is_empty() && cell.attribute("formula").is_some() && cell.attribute("value-type").is_none() {
            self.sheet.unknown.push(place);
        }
        let (rows, columns) = (number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned"));
        if rows > 1 || columns > 1 {
            let end = (place.0.saturating_add(rows - 1), place.1.saturating_add(columns - 1));
            self.merged.push(Dimensions { start: place, end });
        }
        self.sheet.set(place, text)
    }
}

fn is_drawing(element: &Element) -> bool {
    matches!(&*element.name, "frame" | "custom-shape" | "g" | "rect" | "text-box")
}

fn is_hidden(element: &Element) -> bool {
    matches!(element.attribute("visibility"), Some("collapse" | "filter"))
}

/// The columns that are not shown. Those to the edge of the sheet hold nothing.
fn hidden_columns(table: &Element) -> Vec<u32> {
    let mut hidden = Vec::new();
    let mut at: u32 = 0;
    for column in table.named("table-column") {
        let end = at.saturating_add(number(column, "number-columns-repeated"));
        if is_hidden(column) {
            hidden.extend(at..end.min(16_384));
        }
        at = end;
    }
    hidden
}

/// A number that is at least 1.
fn number(element: &Element, name: &str) -> u32 {
    element.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

/// What a cell shows; a date whole, also where the format leaves out its year.
fn shown(cell: &Element) -> String {
    let paragraphs: Vec<String> = cell.named("p").map(line).collect();
    let text = paragraphs.join("\n");
    match cell.attribute("date-value") {
        Some(date) if !text.is_empty() => whole_date(date, text),
        _ if day_of(cell).is_some() => day_of(cell).unwrap_or_default(),
        _ if !text.is_empty() => text,
        _ => ["string-value", "value", "boolean-value"]
            .iter()
            .find_map(|name| cell.attribute(name))
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The day of a cell whose format shows only the time of day; its value counts the hours since 1900.
fn day_of(cell: &Element) -> Option<String> {
    let hours = cell.attribute("time-value")?.strip_prefix("PT")?.split_once('H')?.0.parse::<u32>().ok()?;
    dates::day(f64::from(hours / 24))
}

/// The text of a date unless it leaves out the year or is in the order of another country.
fn whole_date(date: &str, text: String) -> String {
    let day = date.split('T').next().unwrap_or(date);
    let mut parts = day.split('-').map(|part| part.trim_start_matches('0'));
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else { return text };
    let whole = text.starts_with(year) || text.contains(&format!("{year}年"));
    if whole { text } else { format!("{year}年{month}月{day}日") }
}

/// The text of a paragraph (section 6.1).
fn line(element: &Element) -> String {
    let mut text = String::new();
    for child in &element.children {
        match child {
            Node::Text(words) => text.push_str(words),
            Node::Element(child) => match &*child.name {
                "s" => text.extend(std::iter::repeat_n(' ', number(child, "c").min(100) as usize)),
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "annotation" => {}
                _ => text.push_str(&line(child)),
            },
        }
    }
    text
}
