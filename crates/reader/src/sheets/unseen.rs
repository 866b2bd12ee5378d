//! What of a workbook does not show or is not read: hidden rows and columns, formulas whose results the
//! file does not hold, pictures, text boxes and comments.

use super::Book;
use super::sheet::MAX_CELLS;
use crate::ReadError;
use crate::package::{Package, resolve};
use crate::xml;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

const FORMAT: &str = "xlsx";
const BOOK: &str = "xl/workbook.xml";

/// What does not show on one sheet. Rows and columns count from 0.
#[derive(Debug, Default)]
struct Unseen {
    rows: Vec<u32>,
    columns: Vec<u32>,
    formulas: Vec<(u32, u32)>,
}

/// What does not show in a workbook.
#[derive(Debug, Default)]
pub(super) struct AllUnseen {
    /// By the name of the sheet.
    sheets: BTreeMap<String, Unseen>,
    notices: Vec<String>,
}

/// Looks through the parts of a workbook.
pub(super) fn of(bytes: &[u8]) -> Result<AllUnseen, ReadError> {
    let mut package = Package::open(bytes, FORMAT)?;
    let mut all = AllUnseen { notices: left_out(&mut package)?, ..AllUnseen::default() };
    for (name, part) in sheet_parts(&mut package)? {
        if let Some(text) = package.xml(&part)? {
            all.sheets.insert(name, unseen(&text));
        }
    }
    Ok(all)
}

impl AllUnseen {
    /// Notes it with the sheets as read.
    pub(super) fn note(mut self, book: &mut Book) {
        for sheet in &mut book.sheets {
            let Some(unseen) = self.sheets.remove(&sheet.name) else { continue };
            sheet.hidden_rows = unseen.rows;
            sheet.hidden_columns = unseen.columns;
            sheet.unknown = unseen.formulas;
            sheet.unknown.retain(|place| !sheet.cells.contains_key(place));
        }
        book.notices.extend(self.notices);
    }
}

/// The parts of the sheets, by name.
fn sheet_parts(package: &mut Package<'_>) -> Result<Vec<(String, String)>, ReadError> {
    let (Some(book), Some(relations)) = (package.xml(BOOK)?, package.xml("xl/_rels/workbook.xml.rels")?) else {
        return Ok(Vec::new());
    };
    let relations = xml::parse(&relations, FORMAT)?;
    let target = |id: &str| {
        let found = relations.elements().find(|relation| relation.attribute("Id") == Some(id))?;
        Some(resolve(BOOK, found.attribute("Target")?))
    };
    let book = xml::parse(&book, FORMAT)?;
    let sheets = book.child("sheets").into_iter().flat_map(xml::Element::elements);
    let part = |sheet: &xml::Element| {
        let id = sheet.attribute("r:id").or_else(|| sheet.attribute("id"))?;
        Some((sheet.attribute("name")?.to_owned(), target(id)?))
    };
    Ok(sheets.filter_map(part).collect())
}

/// What the sheet does not show. Broken XML is for the reader of the cells to report.
fn unseen(text: &str) -> Unseen {
    let mut found = Unseen::default();
    if !text.contains("hidden=") && !text.contains("<f") {
        return found;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut at = Place::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => at.enter(&start, &mut found),
            Event::Text(_) | Event::GeneralRef(_) => at.filled |= at.in_value,
            Event::End(end) => at.leave(end.local_name().as_ref(), &mut found),
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// Where the walk through a sheet stands.
#[derive(Debug, Default)]
struct Place {
    row: u32,
    column: u32,
    formula: bool,
    in_value: bool,
    filled: bool,
}

impl Place {
    fn enter(&mut self, start: &BytesStart<'_>, found: &mut Unseen) {
        match start.local_name().as_ref() {
            "col" if is_hidden(start) => found.columns.extend(columns(start)),
            "row" => {
                self.row = number(start, "r").map_or(self.row, |row| row.saturating_sub(1));
                self.column = 0;
                if is_hidden(start) && found.rows.len() < MAX_CELLS {
                    found.rows.push(self.row);
                }
            }
            "c" => {
                self.column = attribute(start, "r").and_then(|name| column(&name)).unwrap_or(self.column);
                (self.formula, self.filled) = (false, false);
            }
            "f" => self.formula = true,
            "v" | "is" => self.in_value = true,
            _ => {}
        }
    }

    fn leave(&mut self, name: &str, found: &mut Unseen) {
        match name {
            "row" => self.row = self.row.saturating_add(1),
            "v" | "is" => self.in_value = false,
            "c" => {
                if self.formula && !self.filled && found.formulas.len() < MAX_CELLS {
                    found.formulas.push((self.row, self.column));
                }
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    Some(start.try_get_attribute(name).ok()??.value.to_string())
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    matches!(attribute(start, "hidden").as_deref(), Some("1" | "true"))
}

/// The columns that one `col` element is about; those to the edge of the sheet hold nothing.
fn columns(start: &BytesStart<'_>) -> std::ops::Range<u32> {
    let first = number(start, "min").unwrap_or(1).max(1);
    let last = number(start, "max").unwrap_or(first).min(16_384);
    first - 1..last
}

/// The column in the name of a cell: 1 for `B3`.
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0u32, |number, letter| number * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

/// What else a workbook holds that is not read.
fn left_out(package: &mut Package<'_>) -> Result<Vec<String>, ReadError> {
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let pictures = names.iter().filter(|name| name.starts_with("xl/media/")).count();
    let boxes = count(package, &names, "xl/drawings/", "txBody>", 2)?;
    let comments = count(package, &names, "xl/comments", "<comment ", 1)?;
    let notice = |number: usize, what: &str| (number > 0).then(|| format!("有 {number} {what}，未读入"));
    let found = [
        notice(pictures, "张图片，其中如有文字"),
        notice(boxes, "个文本框或图形，其中的文字"),
        notice(comments, "处批注"),
    ];
    Ok(found.into_iter().flatten().collect())
}

/// How often a word stands in the parts of a folder; each thing has it so many times.
fn count(
    package: &mut Package<'_>,
    names: &[String],
    folder: &str,
    word: &str,
    times: usize,
) -> Result<usize, ReadError> {
    let mut all = 0;
    for name in names.iter().filter(|name| name.starts_with(folder) && name.ends_with(".xml")) {
        all += package.xml(name)?.map_or(0, |text| text.matches(word).count() / times);
    }
    Ok(all)
}
