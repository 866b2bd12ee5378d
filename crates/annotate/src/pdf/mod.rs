//! Highlights with notes in PDF files (ISO 32000-1, 12.5.6.10), written as an incremental update (7.5.6): every byte of the
//! original stands before what is added, and of its objects only the pages that get a note are written anew.

mod objects;
mod tail;
mod update;

use crate::{Annotated, Error, Note};
use hayro_syntax::object::Array;
use hayro_syntax::page::Page;
use hayro_syntax::{LoadPdfError, Pdf};
use objects::{number, text};
use std::collections::BTreeMap;
use tail::Tail;
use update::Update;
use zhengtu_reader::{Origin, Origins, Place};

/// The colour of a highlight, as red, green and blue.
const COLOUR: &str = "1 0.88 0.35";
/// The note of a page without a place of its characters: how far from its upper left corner it stands, and how large it
/// is, in points.
const CORNER: (f32, f32) = (12.0, 20.0);
/// Two characters stand in one line where the box around both is at most this much higher, or wider, than they are.
const IN_LINE: f32 = 1.5;

/// A box on a page: left, bottom, right, top.
type Area = [f32; 4];

/// What a file lacks, or has wrong.
fn fault(reason: impl Into<String>) -> Error {
    Error::Malformed { part: "pdf".to_owned(), reason: reason.into() }
}

/// Puts highlights at the words of the notes, each with its note; see [`crate::annotate`].
pub(crate) fn annotate(bytes: &[u8], origins: &Origins, notes: &[Note]) -> Result<Annotated, Error> {
    let tail = Tail::of(bytes)?;
    let document = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => fault("文件加了密，不能加批注"),
        LoadPdfError::Invalid => fault("找不到文件的目录或页"),
    })?;
    let mut by_page: BTreeMap<usize, Vec<(&Note, Vec<Area>)>> = BTreeMap::new();
    for note in notes {
        for (page, lines) in places(origins, note)? {
            by_page.entry(page as usize - 1).or_default().push((note, lines));
        }
    }
    let mut update = Update::new(tail.size);
    for (number, notes) in by_page {
        let page = document.pages().get(number).ok_or_else(|| fault(format!("没有第 {} 页", number + 1)))?;
        add(&mut update, page, &notes)?;
    }
    Ok(Annotated { bytes: update.append_to(bytes, &tail), notes: notes.len(), ..Annotated::default() })
}

/// The pages on which the words of a note stand, with a box around each line of them; no box where the words were
/// recognised in a picture.
fn places(origins: &Origins, note: &Note) -> Result<BTreeMap<u32, Vec<Area>>, Error> {
    let mut found: BTreeMap<u32, Vec<Area>> = BTreeMap::new();
    let mut pieces: Vec<Origin> = origins.of(note.span).collect();
    if pieces.is_empty() {
        pieces.extend(origins.near(note.span.start));
    }
    for piece in pieces {
        let Place::Printed { page, glyph } = piece.place else { return Err(Error::NoText) };
        let lines = found.entry(page).or_default();
        if let Some(area) = origins.area(page, glyph) {
            match lines.last_mut().filter(|line| in_line(**line, area)) {
                Some(line) => *line = around(*line, area),
                None => lines.push(area),
            }
        }
    }
    if found.is_empty() { Err(Error::NoText) } else { Ok(found) }
}

fn around(a: Area, b: Area) -> Area {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Whether the next character stands in a line that runs across the page or along it.
fn in_line(line: Area, next: Area) -> bool {
    let both = around(line, next);
    let grows = |low: usize, high: usize| {
        let thick = (line[high] - line[low]).max(next[high] - next[low]);
        both[high] - both[low] > IN_LINE * thick
    };
    !grows(1, 3) || !grows(0, 2)
}

/// Adds notes to a page, which is written anew with them.
fn add(update: &mut Update, page: &Page<'_>, notes: &[(&Note, Vec<Area>)]) -> Result<(), Error> {
    let raw = page.raw();
    let id = raw.obj_id().ok_or_else(|| fault("一页不是独立的对象"))?;
    let mut references = Vec::new();
    for (note, lines) in notes {
        let object = match lines.iter().copied().reduce(around) {
            Some(area) => highlight(update, note, lines, area),
            None => corner(page, note),
        };
        references.push(update.add(object));
    }
    let mut list: Vec<u8> = b"[".to_vec();
    if let Some(there) = raw.get::<Array<'_>>("Annots") {
        objects::items(&mut list, &there);
    }
    list.extend(references.iter().flat_map(|reference| format!(" {reference} 0 R").into_bytes()));
    list.push(b']');
    let mut page = b"<<".to_vec();
    for (key, value) in raw.entries().filter(|(key, _)| key.as_ref() != b"Annots") {
        objects::entry(&mut page, key.as_ref(), &value);
    }
    page.extend(b"/Annots ");
    page.extend(list);
    page.extend(b">>");
    update.replace(id, page);
    Ok(())
}

/// The object of a highlight over some lines.
fn highlight(update: &mut Update, note: &Note, lines: &[Area], area: Area) -> Vec<u8> {
    let quads: Vec<f32> = lines.iter().flat_map(|&[x0, y0, x1, y1]| [x0, y1, x1, y1, x0, y0, x1, y0]).collect();
    let painted: String =
        lines.iter().map(|&[x0, y0, x1, y1]| format!("{} re f\n", numbers(&[x0, y0, x1 - x0, y1 - y0]))).collect();
    let content = format!("/M gs {COLOUR} rg\n{painted}");
    let look = update.add(
        format!(
            "<</Type/XObject/Subtype/Form/BBox[{}]/Group<</S/Transparency>>/Resources<</ExtGState<</M<</BM/Multiply>>>>>>/Length {}>>\nstream\n{content}\nendstream",
            numbers(&area),
            content.len()
        )
        .into_bytes(),
    );
    let kind = format!("/Highlight/QuadPoints[{}]/AP<</N {look} 0 R>>", numbers(&quads));
    object(&kind, area, &note.lines.join("\n"))
}

/// The object of a note in the upper left corner of a page, which names the words.
fn corner(page: &Page<'_>, note: &Note) -> Vec<u8> {
    let shown = page.intersected_crop_box();
    let (left, top) = (shown.x0 as f32 + CORNER.0, shown.y1 as f32 - CORNER.0);
    let area = [left, top - CORNER.1, left + CORNER.1, top];
    object("/Text/Name/Comment", area, &format!("{}\n{}", note.lines.join("\n"), note.elsewhere))
}

/// An annotation that is printed too (flag 4).
fn object(kind: &str, area: Area, said: &str) -> Vec<u8> {
    let (author, said, area) = (text(crate::AUTHOR), text(said), numbers(&area));
    format!("<</Type/Annot/Subtype{kind}/Rect[{area}]/C[{COLOUR}]/F 4/T {author}/Contents {said}>>").into_bytes()
}

fn numbers(values: &[f32]) -> String {
    values.iter().map(|value| number(f64::from(*value))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
