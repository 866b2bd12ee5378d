//! Notes at the cells of a copy of a workbook (ECMA-376, part 1, section 18.7): for each sheet a part with the notes and a
//! drawing with their boxes (part 4, section 19.4), which Excel wants to show them.

use crate::edits::Edits;
use crate::relations::{HEAD, Kind, Parts, list_of};
use crate::root::{Prefix, Root, attribute, escape, tags};
use crate::{AUTHOR, Annotated, Error, Note, archive};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use zhengtu_reader::{Origins, Package, Parts as FileParts, Place, resolve};

const FORMAT: &str = "xlsx";
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// The namespaces of SpreadsheetML, each with that of the relationships that go with it, transitional and strict.
const SHEET: [(&str, &str); 2] = [
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
];
/// The children of a sheet that stand behind the one that leads to the drawing of the notes (section 18.3.1.99).
const BEHIND: [&str; 8] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

/// The notes of a sheet by row and column, each with its lines.
type Cells = BTreeMap<(u32, u32), Vec<String>>;

pub(crate) fn annotate(bytes: &[u8], origins: &Origins, notes: &[Note]) -> Result<Annotated, Error> {
    let mut sheets: BTreeMap<usize, Cells> = BTreeMap::new();
    let mut annotated = Annotated::default();
    for note in notes {
        let found = origins.of(note.span).next().or_else(|| origins.near(note.span.start));
        let Some(Place::Cell { sheet, row, column }) = found.map(|origin| origin.place) else {
            annotated.left_out += 1;
            continue;
        };
        let lines = sheets.entry(sheet).or_default().entry((row, column)).or_default();
        lines.extend(note.lines.iter().filter(|line| !line.is_empty()).cloned());
        annotated.notes += 1;
    }
    let mut package = Package::open(bytes, FORMAT)?;
    let names = FileParts::of(&mut package)?;
    let mut parts = Parts::new(&mut package, FORMAT);
    let files = sheet_parts(&mut parts, &names.main)?;
    for (sheet, cells) in &sheets {
        let name = &origins.sheets()[*sheet];
        let part = files.get(name).ok_or_else(|| malformed(&names.main, format!("找不到工作表“{name}”")))?;
        annotate_sheet(&mut parts, part, cells)?;
    }
    let changed = parts.finish();
    annotated.bytes = archive::copy(bytes, changed)?;
    Ok(annotated)
}

fn malformed(part: &str, reason: String) -> Error {
    Error::Malformed { part: part.to_owned(), reason }
}

/// The parts of the sheets, by the names of these.
fn sheet_parts(parts: &mut Parts<'_, '_>, workbook: &str) -> Result<BTreeMap<String, String>, Error> {
    let targets = relations(parts, workbook)?;
    let text = parts.required(workbook)?;
    let mut found = BTreeMap::new();
    let mut reader = quick_xml::NsReader::from_str(&text);
    loop {
        match reader.read_event().map_err(|error| malformed(workbook, error.to_string()))? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sheet" => {
                // The id of the relationship is in a namespace of its own; `sheetId` is another attribute.
                let relation = attribute(&tag, "id").and_then(|id| targets.get(&id));
                if let (Some(name), Some((_, target))) = (attribute(&tag, "name"), relation) {
                    found.insert(name, target.clone());
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// What a part leads to, by the id of the relationship: the last word of its type, and the part.
fn relations(parts: &mut Parts<'_, '_>, from: &str) -> Result<BTreeMap<String, (String, String)>, Error> {
    let list = list_of(from);
    let mut found = BTreeMap::new();
    let Some(text) = parts.text(&list)? else { return Ok(found) };
    tags(&text, &list, |tag, _| {
        let attributes = (attribute(tag, "Id"), attribute(tag, "Type"), attribute(tag, "Target"));
        if let (Some(id), Some(kind), Some(target)) = attributes
            && attribute(tag, "TargetMode").as_deref() != Some("External")
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, (kind, resolve(from, &target)));
        }
    })?;
    Ok(found)
}

fn annotate_sheet(parts: &mut Parts<'_, '_>, sheet: &str, cells: &Cells) -> Result<(), Error> {
    let text = parts.required(sheet)?;
    let root = Root::of(&text, sheet)?;
    let spaces = SHEET.map(|(main, _)| main);
    let main = root.binds(&spaces).unwrap_or(spaces[0]);
    let office = SHEET.iter().find(|(space, _)| *space == main).map_or(SHEET[0].1, |(_, office)| office);
    let known = relations(parts, sheet)?;
    let of_kind = |kind: &str| known.values().find(|(other, _)| other == kind).map(|(_, part)| part.clone());
    let new = match of_kind("comments") {
        Some(part) => add_to(parts, &part, main, cells)?,
        None => {
            let part = parts.free("xl", "comments", "xml");
            let kind = Kind { relation: format!("{office}/comments"), content: COMMENTS };
            let list: String = cells.iter().map(|(&cell, lines)| comment("", cell, 0, lines)).collect();
            let text = format!(
                "{HEAD}<comments xmlns=\"{main}\"><authors><author>{AUTHOR}</author></authors><commentList>{list}</commentList></comments>"
            );
            parts.add(sheet, &part, &kind, text)?;
            cells.keys().copied().collect()
        }
    };
    match legacy_drawing(&text, sheet)?.and_then(|id| known.get(&id).cloned()) {
        Some((_, part)) => {
            let text = parts.required(&part)?;
            let first = next_shape(&text);
            let boxes: String = (first..).zip(&new).map(|(number, &cell)| shape(number, cell)).collect();
            // Excel leaves elements open in such drawings: they are no XML that could be walked through.
            let end = text.rfind("</").ok_or_else(|| malformed(&part, "没有写完".to_owned()))?;
            let kind = if text.contains("_x0000_t202\"") { "" } else { NOTE_SHAPE };
            parts.set(&part, format!("{}{kind}{boxes}{}", &text[..end], &text[end..]));
        }
        None => {
            let part = parts.free("xl/drawings", "vmlDrawing", "vml");
            let boxes: String = (FIRST_SHAPE..).zip(&new).map(|(number, &cell)| shape(number, cell)).collect();
            parts.say_default("vml", DRAWING)?;
            let id = parts.relate_new(
                sheet,
                &part,
                &format!("{office}/vmlDrawing"),
                format!("{VML}{NOTE_SHAPE}{boxes}</xml>"),
            )?;
            let Prefix { text: r, declare } = root.prefix(office, "r");
            let own = root.own();
            let mut edits = Edits::default();
            let leads = format!("<{own}legacyDrawing{declare} {r}id=\"{id}\"/>");
            match child_behind(&text, sheet)? {
                Some(at) => edits.insert(at, &leads),
                None => root.append(&mut edits, &leads),
            }
            parts.set(sheet, edits.apply(&text));
        }
    }
    Ok(())
}

/// The id of the relationship that leads to the drawing with the boxes of the notes that are there.
fn legacy_drawing(text: &str, part: &str) -> Result<Option<String>, Error> {
    let mut found = None;
    tags(text, part, |tag, _| {
        if tag.local_name().as_ref() == "legacyDrawing" {
            found = attribute(tag, "id");
        }
    })?;
    Ok(found)
}

/// The first child of the sheet that has to stand behind the one that leads to the drawing.
fn child_behind(text: &str, part: &str) -> Result<Option<usize>, Error> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0usize;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| malformed(part, error.to_string()))?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if depth == 1 && BEHIND.contains(&tag.local_name().as_ref()) => {
                return Ok(Some(before));
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// Adds notes to a part that has some: to those of cells that have one, the others behind them. Gives the cells that had
/// none.
fn add_to(parts: &mut Parts<'_, '_>, part: &str, main: &str, cells: &Cells) -> Result<Vec<(u32, u32)>, Error> {
    let text = parts.required(part)?;
    let root = Root::of(&text, part)?;
    let p = root.own();
    let mut left = cells.clone();
    let mut edits = Edits::default();
    let mut authors = 0usize;
    let mut noted: Option<Vec<String>> = None;
    let mut placed = (false, false);
    let mut reader = Reader::from_str(&text);
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| malformed(part, error.to_string()))?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "author" => authors += 1,
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                noted = attribute(&tag, "ref").and_then(|cell| left.remove(&cell_named(&cell)?));
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "text" => {
                    let lines = noted.take().unwrap_or_default();
                    if !lines.is_empty() {
                        edits.insert(before, &run(p, &format!("\n{}", lines.join("\n"))));
                    }
                }
                "authors" => {
                    edits.insert(before, &format!("<{p}author>{AUTHOR}</{p}author>"));
                    placed.0 = true;
                }
                "commentList" => {
                    let list: String = left.iter().map(|(&cell, lines)| comment(p, cell, authors, lines)).collect();
                    edits.insert(before, &list);
                    placed.1 = true;
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if placed != (true, true) {
        return Err(malformed(part, format!("批注缺少 authors 或 commentList（{main}）")));
    }
    parts.set(part, edits.apply(&text));
    Ok(left.into_keys().collect())
}

fn comment(p: &str, cell: (u32, u32), author: usize, lines: &[String]) -> String {
    let text = run(p, &lines.join("\n"));
    format!("<{p}comment ref=\"{}\" authorId=\"{author}\"><{p}text>{text}</{p}text></{p}comment>", name_of(cell))
}

fn run(p: &str, text: &str) -> String {
    format!("<{p}r><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>", escape(text))
}

/// The name of a cell: `B3` of row 2 and column 1, counted from 0.
pub(crate) fn name_of((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), u64::from(row) + 1)
}

/// The row and column of a cell by its name.
fn cell_named(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|char: char| char.is_ascii_digit())?;
    let letters = name[..digits].bytes().filter(u8::is_ascii_alphabetic);
    let column = letters.fold(0u32, |column, letter| {
        column.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    Some((name[digits..].parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The number of the first box on a sheet; the drawing says that it has those from 1024 on.
const FIRST_SHAPE: u32 = 1025;

/// A drawing before its boxes.
const VML: &str = concat!(
    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
    "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>"
);

/// The kind of box that a note is.
const NOTE_SHAPE: &str = concat!(
    "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">",
    "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
);

/// A number that no box of a drawing has.
fn next_shape(text: &str) -> u32 {
    let numbers = text.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse::<u32>().ok()
    });
    numbers.max().map_or(FIRST_SHAPE, |last| last.saturating_add(1))
}

/// The box of a note, which shows when the pointer rests on the cell.
fn shape(number: u32, (row, column): (u32, u32)) -> String {
    let anchor = format!("{}, 15, {}, 4, {}, 60, {}, 4", column + 1, row, column + 5, row + 9);
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;width:240pt;height:120pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}

#[cfg(test)]
mod tests;
