//! PDF with a text layer (ISO 32000), by way of the `hayro` crates. Nothing else in the program knows of
//! them.

mod char;
mod device;
mod fonts;
mod frame;
mod radicals;
mod render;
mod replacement;
mod scans;
mod strokes;
mod unpacked;

use crate::layout::{self, Page};
use crate::origins::Origins;
use crate::writer::Writer;
use crate::{Format, OcrChoice, ReadError, Source, guard, ocr, plausible};
use char::Char;
use device::{Collector, Endless};
use fonts::Fonts;
use frame::Frame;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::page::Page as PdfPage;
use hayro_syntax::{LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

const FORMAT: &str = "pdf";
/// A file that claims more pages than this is made to do harm.
const MAX_PAGES: usize = 20_000;
/// How far from the end of the file the place of its parts is named; some programs write on behind.
const END_REACH: usize = 16 << 10;
/// Files made for the web name it at their head too.
const HEAD: usize = 512;
/// A page with fewer characters than this, and a picture, is a scan.
const SCAN: usize = 20;

/// Reads a PDF file; what is only a picture in it by an OCR program, where one is chosen.
pub(crate) fn read(name: &str, bytes: &[u8], choice: &OcrChoice) -> Result<Source, ReadError> {
    read_traced(name, bytes, choice).map(|(source, _)| source)
}

/// The same with the way back to the characters of the pages.
pub(crate) fn read_traced(name: &str, bytes: &[u8], choice: &OcrChoice) -> Result<(Source, Origins), ReadError> {
    let mut found = guard::run(FORMAT, bytes, pages)?;
    let scans = scans::recognise(&mut found, bytes, choice)?;
    let (source, mut origins) = write(name, &found)?;
    origins.print(found.areas);
    Ok(match scans {
        Some(scans) => (ocr::marked(source, &scans.program, &scans.pages), origins),
        None => (source, origins),
    })
}

/// What was found in the file.
#[derive(Default)]
struct Found {
    pages: Vec<Page>,
    /// Where the characters of each page stand: left, bottom, right, top, as the page counts.
    areas: Vec<Vec<[f32; 4]>>,
    /// Pages that could not be read, from 1.
    broken: Vec<usize>,
    /// Pages with pictures and next to no text, from 1.
    pictures: Vec<usize>,
    /// Pages whose characters a program recognised in a picture, from 1.
    recognised: Vec<usize>,
    /// Pages whose characters cannot be told, from 1.
    garbled: Vec<usize>,
    /// The same, where most pages are so, and the file is refused unless they are recognised.
    doubtful: Vec<usize>,
    /// What to say of the recognition.
    said: Vec<String>,
    /// The OCR program that was asked.
    program: Option<String>,
    /// Characters that stand aslant, as those of watermarks do.
    aslant: usize,
}

fn write(name: &str, found: &Found) -> Result<(Source, Origins), ReadError> {
    let count = found.pages.len();
    let shown: usize = found.pages.iter().map(|page| page.glyphs.len()).sum();
    if shown == 0 || (shown < SCAN * count && found.pictures.len() * 2 > count) {
        return Err(ReadError::NoText { format: FORMAT, pages: count, pictures: 0, program: found.program.clone() });
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
    if !found.recognised.is_empty() {
        writer.notice(format!("第 {} 页的文字是从图片上识别出来的（OCR），可能有误", list(&found.recognised)));
    }
    if !found.garbled.is_empty() {
        writer.notice(format!("第 {} 页的字体缺少编码表，文字无法辨认，未读入", list(&found.garbled)));
    }
    found.said.iter().for_each(|said| writer.notice(said.clone()));
    if found.aslant > 0 {
        writer.notice(format!("斜排的文字（多为水印）{} 字未读入", found.aslant));
    }
    writer.finish_traced(name, Format::Pdf)
}

fn list(pages: &[usize]) -> String {
    pages.iter().map(usize::to_string).collect::<Vec<_>>().join("、")
}

fn pages(bytes: Vec<u8>) -> Result<Found, ReadError> {
    if !has_end(&bytes) {
        return Err(ReadError::damaged(FORMAT, "文件末尾缺失，可能没有下载完"));
    }
    let started = Instant::now();
    unpacked::check(&bytes)?;
    let document = Pdf::new(bytes).map_err(refuse)?;
    unpacked::check_opened(&document)?;
    let count = document.pages().len();
    if count == 0 {
        return Err(ReadError::damaged(FORMAT, "没有一页能读出"));
    }
    if count > MAX_PAGES {
        return Err(ReadError::TooLarge { format: FORMAT, what: "页数", limit: MAX_PAGES.to_string() });
    }
    let mut found = Found::default();
    let mut fonts = Fonts::new(&document);
    let cache = InterpreterCache::new();
    for (page, number) in document.pages().iter().zip(1..) {
        if started.elapsed() > guard::TIME_LIMIT {
            return Err(guard::too_slow(FORMAT));
        }
        found.add(number, shown(page, &mut fonts, &cache, started)?);
    }
    set_garbled_aside(&mut found);
    unify(&mut found);
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

/// What a page shows.
struct Shown {
    page: Page,
    areas: Vec<[f32; 4]>,
    pictures: usize,
    aslant: usize,
}

impl Found {
    /// Adds a page; nothing where it is broken.
    fn add(&mut self, number: usize, shown: Option<Shown>) {
        let Some(shown) = shown else {
            self.broken.push(number);
            self.areas.push(Vec::new());
            return self.pages.push(Page::default());
        };
        if shown.page.glyphs.len() < SCAN && shown.pictures > 0 {
            self.pictures.push(number);
        }
        if shown.page.recognised && shown.pictures > 0 {
            self.recognised.push(number);
        }
        self.aslant += shown.aslant;
        self.pages.push(shown.page);
        self.areas.push(shown.areas);
    }
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
    } else {
        found.doubtful.extend(garbled.into_iter().map(|index| index + 1));
    }
}

/// Puts the characters of simplified text in the place of those that look like them.
fn unify(found: &mut Found) {
    let glyphs = || found.pages.iter().flat_map(|page| &page.glyphs);
    if radicals::is_simplified(glyphs().map(|glyph| glyph.char)) {
        for glyph in found.pages.iter_mut().flat_map(|page| &mut page.glyphs) {
            glyph.char = radicals::simplified(glyph.char);
        }
    }
}

fn refuse(error: LoadPdfError) -> ReadError {
    match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted { format: FORMAT },
        LoadPdfError::Invalid => ReadError::damaged(FORMAT, "找不到文件的目录或页"),
    }
}

/// What a page shows; nothing where its content is broken.
fn shown<'p>(
    page: &PdfPage<'p>,
    fonts: &mut Fonts<'p>,
    cache: &InterpreterCache<'p>,
    started: Instant,
) -> Result<Option<Shown>, ReadError> {
    if page.raw().contains_key(b"Contents") && page.page_stream().is_none() {
        return Ok(None);
    }
    let area = page.intersected_crop_box();
    let bounds = Rect::new(area.x0, area.y0, area.x1, area.y1);
    let mut collector = Collector::new(fonts, started);
    let interpreted = catch_unwind(AssertUnwindSafe(|| {
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, cache, page.xref(), settings);
        interpret_page(page, &mut context, &mut collector);
    }));
    match interpreted {
        Ok(()) => {}
        Err(panic) if panic.is::<Endless>() => return Err(guard::too_slow(FORMAT)),
        Err(_) => return Ok(None),
    }
    let (left, bottom) = (area.x0 as f32, area.y0 as f32);
    let (width, height) = page.base_dimensions();
    let (page, aslant) =
        Frame::new(left, bottom, width, height, &collector.chars).page(&collector.chars, &collector.rules);
    let areas = collector.chars.iter().map(Char::area).collect();
    Ok(Some(Shown { page, areas, pictures: collector.pictures, aslant }))
}

#[cfg(test)]
mod tests;
