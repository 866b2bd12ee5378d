//! PDF with a text layer (ISO 32000), by way of `pdf_oxide`, which alone of the Rust crates reads the
//! fonts of Chinese office programs. Nothing else in the program knows of it.

mod actual_text;
mod radicals;

use crate::layout::{self, Glyph, Page, Rule};
use crate::writer::{Writer, is_blank};
use crate::{Format, ReadError, Source, guard, plausible};
use pdf_oxide::document::PdfDocument;
use pdf_oxide::elements::{PathContent, PathOperation};
use pdf_oxide::error::Error;
use pdf_oxide::layout::{Color, TextChar};
use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

const FORMAT: &str = "pdf";
/// A file that claims more pages than this is made to do harm.
const MAX_PAGES: usize = 20_000;
/// How many pages in a row may be missing before the rest is given up.
const MAX_MISSING: usize = 20;
/// How far from the end of the file the place of its parts is named; some programs write on behind.
const END_REACH: usize = 16 << 10;
/// Files made for the web name it at their head too.
const HEAD: usize = 512;
/// A page with fewer characters than this, and a picture, is a scan.
const SCAN: usize = 20;

/// Reads a PDF file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    write(name, &guard::run(FORMAT, bytes, pages)?)
}

/// What was found in the file.
struct Found {
    pages: Vec<Page>,
    /// Pages that could not be read, from 1.
    broken: Vec<usize>,
    /// Pages with pictures and next to no text, from 1.
    pictures: Vec<usize>,
    /// Pages whose characters cannot be told, from 1.
    garbled: Vec<usize>,
    /// Characters that stand aslant, as those of watermarks do.
    aslant: usize,
}

fn write(name: &str, found: &Found) -> Result<Source, ReadError> {
    let count = found.pages.len();
    let shown: usize = found.pages.iter().map(|page| page.glyphs.len()).sum();
    if shown == 0 || (shown < SCAN * count && found.pictures.len() * 2 > count) {
        return Err(ReadError::NoText { format: FORMAT, pages: count });
    }
    plausible::check(found.pages.iter().flat_map(|page| page.glyphs.iter().map(|glyph| glyph.char)), FORMAT)?;
    let mut writer = Writer::default();
    layout::write(&found.pages, &mut writer);
    if !found.broken.is_empty() {
        writer.notice(format!("第 {} 页已损坏，未读入", list(&found.broken)));
    }
    if !found.pictures.is_empty() {
        writer.notice(format!("第 {} 页是图片，没有文字，未读入", list(&found.pictures)));
    }
    if !found.garbled.is_empty() {
        writer.notice(format!("第 {} 页的字体缺少编码表，文字无法辨认，未读入", list(&found.garbled)));
    }
    if found.aslant > 0 {
        writer.notice(format!("斜排的文字（多为水印）{} 字未读入", found.aslant));
    }
    writer.finish(name, Format::Pdf)
}

fn list(pages: &[usize]) -> String {
    pages.iter().map(usize::to_string).collect::<Vec<_>>().join("、")
}

fn pages(bytes: Vec<u8>) -> Result<Found, ReadError> {
    if !has_end(&bytes) {
        return Err(ReadError::damaged(FORMAT, "文件末尾缺失，可能没有下载完"));
    }
    let started = Instant::now();
    let document = PdfDocument::from_bytes(actual_text::blank(bytes)).map_err(|error| refuse(&error))?;
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(ReadError::Encrypted { format: FORMAT });
    }
    let count = document.page_count().map_err(|error| refuse(&error))?;
    if count > MAX_PAGES {
        return Err(ReadError::TooLarge { format: FORMAT, what: "页数", limit: MAX_PAGES.to_string() });
    }
    let mut found =
        Found { pages: Vec::new(), broken: Vec::new(), pictures: Vec::new(), garbled: Vec::new(), aslant: 0 };
    let mut missing = 0;
    for index in 0..count {
        if started.elapsed() > guard::TIME_LIMIT {
            return Err(guard::too_slow(FORMAT));
        }
        match page(&document, index, &mut found.aslant) {
            Ok(page) => {
                missing = 0;
                if page.glyphs.len() < SCAN && has_pictures(&document, index) {
                    found.pictures.push(index + 1);
                }
                found.pages.push(page);
            }
            Err(error) if missing == MAX_MISSING => return Err(refuse(&error)),
            Err(_) => {
                missing += 1;
                found.broken.push(index + 1);
                found.pages.push(Page::default());
            }
        }
    }
    set_garbled_aside(&mut found);
    if found.broken.len() == found.pages.len() {
        return Err(ReadError::damaged(FORMAT, "没有一页能读出"));
    }
    Ok(found)
}

/// Whether the end of the file is there, which says where its parts lie (ISO 32000-1, section 7.5.5).
fn has_end(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(END_REACH).max(bytes.len().min(HEAD));
    bytes[from..].windows(9).any(|window| window == b"startxref")
}

/// Empties pages whose characters cannot be told, where others can; a file of such pages is refused
/// as a whole.
fn set_garbled_aside(found: &mut Found) {
    let garbled: Vec<usize> = (0..found.pages.len())
        .filter(|&index| plausible::is_garbled(found.pages[index].glyphs.iter().map(|glyph| glyph.char)))
        .collect();
    let filled = found.pages.iter().filter(|page| !page.glyphs.is_empty()).count();
    if garbled.len() * 2 < filled {
        for index in garbled {
            found.pages[index].glyphs.clear();
            found.garbled.push(index + 1);
        }
    }
}

fn refuse(error: &Error) -> ReadError {
    match error {
        Error::EncryptedPdf => ReadError::Encrypted { format: FORMAT },
        other => ReadError::damaged(FORMAT, other.to_string().chars().take(160).collect::<String>()),
    }
}

fn has_pictures(document: &PdfDocument, index: usize) -> bool {
    document.page_image_handles(index).is_ok_and(|images| !images.is_empty())
}

fn page(document: &PdfDocument, index: usize, aslant: &mut usize) -> Result<Page, Error> {
    let (x0, y0, x1, y1) = document.get_page_visible_box(index)?;
    let chars = document.extract_chars_filtered(index, HashSet::new(), HashSet::new())?;
    let turn = turn(&chars);
    let frame = Frame { left: x0.min(x1), bottom: y0.min(y1), width: (x1 - x0).abs(), height: (y1 - y0).abs(), turn };
    let upright = chars.iter().filter(|char| quarter(char.rotation_degrees) == Some(turn));
    let glyphs: Vec<Glyph> = upright.filter(|char| frame.holds(char)).filter_map(|char| frame.glyph(char)).collect();
    *aslant += chars.iter().filter(|char| quarter(char.rotation_degrees) != Some(turn) && !is_blank(char.char)).count();
    let rules = document.extract_paths(index).unwrap_or_default().iter().flat_map(|path| frame.rules(path)).collect();
    Ok(Page { height: if turn.is_multiple_of(2) { frame.height } else { frame.width }, glyphs, rules })
}

/// The number of quarter turns that most of the characters of a page are turned by.
fn turn(chars: &[TextChar]) -> u8 {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for turn in chars.iter().filter_map(|char| quarter(char.rotation_degrees)) {
        *counts.entry(turn).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(turn, count)| (count, std::cmp::Reverse(turn))).map_or(0, |(turn, _)| turn)
}

/// The quarter turns of an angle in degrees; nothing where it stands aslant.
fn quarter(degrees: f32) -> Option<u8> {
    let turns = degrees / 90.0;
    ((turns - turns.round()).abs() < 0.03).then(|| (turns.round() as i32).rem_euclid(4) as u8)
}

/// Turns the coordinates of a page to lines that run from left to right and down the page.
struct Frame {
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
    turn: u8,
}

impl Frame {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x - self.left, y - self.bottom);
        match self.turn {
            1 => (y, x),
            2 => (self.width - x, y),
            3 => (self.height - y, self.width - x),
            _ => (x, self.height - y),
        }
    }

    /// Whether a character stands on the page; what stands beside it nobody sees.
    fn holds(&self, char: &TextChar) -> bool {
        let (x, y) = (char.origin_x - self.left, char.origin_y - self.bottom);
        let slack = char.font_size.abs();
        -slack <= x && x <= self.width && -slack <= y && y <= self.height + slack
    }

    fn glyph(&self, char: &TextChar) -> Option<Glyph> {
        let (x, y) = self.place(char.origin_x, char.origin_y);
        let size = char.font_size.abs().clamp(1.0, 400.0);
        let width = if char.advance_width > 0.0 { char.advance_width } else { char.bbox.width };
        let kept = !char.char.is_control() && x.is_finite() && y.is_finite();
        kept.then_some(Glyph { char: radicals::unified(char.char), x, width: width.clamp(0.0, 4.0 * size), y, size })
    }

    /// The rules of a path: its straight strokes, and filled shapes so thin that they are rules. The edges
    /// of other filled shapes, such as the ground of a paragraph, are none, and what is white is not seen.
    fn rules(&self, path: &PathContent) -> Vec<Rule> {
        let shapes = self.shapes(path);
        match (path.stroke_color, path.fill_color) {
            (Some(color), _) if is_seen(color) => shapes.concat(),
            (_, Some(color)) if !is_seen(color) => Vec::new(),
            (Some(_), None) => Vec::new(),
            _ => shapes.into_iter().filter(|shape| layout::is_thin(shape)).flatten().collect(),
        }
    }

    /// The straight edges of each of the shapes that a path consists of.
    fn shapes(&self, path: &PathContent) -> Vec<Vec<Rule>> {
        let mut shapes: Vec<Vec<Rule>> = vec![Vec::new()];
        let mut at = (0.0, 0.0);
        let mut start = at;
        for operation in &path.operations {
            let mut edges = Vec::new();
            match *operation {
                PathOperation::MoveTo(x, y) => {
                    shapes.push(Vec::new());
                    (at, start) = ((x, y), (x, y));
                }
                PathOperation::LineTo(x, y) => {
                    edges.push(self.rule(at, (x, y)));
                    at = (x, y);
                }
                PathOperation::CurveTo(.., x, y) => at = (x, y),
                PathOperation::Rectangle(x, y, width, height) => {
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
                    shapes.push(corners.windows(2).map(|pair| self.rule(pair[0], pair[1])).collect());
                    shapes.push(Vec::new());
                    (at, start) = ((x, y), (x, y));
                }
                PathOperation::ClosePath => {
                    edges.push(self.rule(at, start));
                    at = start;
                }
            }
            if let Some(shape) = shapes.last_mut() {
                shape.append(&mut edges);
            }
        }
        shapes
    }

    fn rule(&self, from: (f32, f32), to: (f32, f32)) -> Rule {
        let ((x0, y0), (x1, y1)) = (self.place(from.0, from.1), self.place(to.0, to.1));
        Rule { x0, y0, x1, y1 }
    }
}

/// Whether a colour differs from that of the paper.
fn is_seen(color: Color) -> bool {
    color.r.min(color.g).min(color.b) < 0.97
}

#[cfg(test)]
mod tests;
