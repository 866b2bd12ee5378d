//! Pages that are pictures, or whose characters cannot be told, painted and read by an OCR program.

use super::render::Unbounded;
use super::{FORMAT, Found, list, refuse, render};
use crate::ocr::{self, Piece, Program};
use crate::{OcrChoice, ReadError, guard};
use hayro_interpret::InterpreterCache;
use hayro_syntax::Pdf;
use std::time::Instant;

/// What a program read.
pub(super) struct Scans {
    pub(super) program: Program,
    /// The pages, from 1, with what was recognised on each.
    pub(super) pages: Vec<(u32, Vec<Piece>)>,
}

/// A page as a picture.
struct Painted {
    number: usize,
    /// In points.
    height: f32,
    png: Vec<u8>,
}

/// Puts what the chosen program recognises in the place of pages that could not be read. Nothing where there are
/// none, or no program.
///
/// # Errors
/// Where a program was named that is not there. A program that fails leaves the pages as they are, and that is said.
pub(super) fn recognise(found: &mut Found, bytes: &[u8], choice: &OcrChoice) -> Result<Option<Scans>, ReadError> {
    let wanted = unread(found);
    if wanted.is_empty() {
        return Ok(None);
    }
    let Some(program) = choice.program()? else { return Ok(None) };
    found.program = Some(program.title());
    match read(found, choice, &program, bytes, wanted) {
        Ok(pages) => Ok(settle(found, program, pages)),
        Err(error) => {
            found.said.push(format!("文字识别没有成功：{error}"));
            Ok(None)
        }
    }
}

/// The pages without text that can be read, from 1, in order.
fn unread(found: &Found) -> Vec<usize> {
    let mut pages = [found.pictures.as_slice(), &found.garbled, &found.doubtful].concat();
    pages.sort_unstable();
    pages.dedup();
    pages
}

fn read(
    found: &mut Found,
    choice: &OcrChoice,
    program: &Program,
    bytes: &[u8],
    wanted: Vec<usize>,
) -> Result<Vec<(Painted, Vec<Piece>)>, ReadError> {
    let resolution = program.resolution();
    let (mut painted, refused) = guard::run(FORMAT, bytes, move |bytes| paint(bytes, &wanted, resolution))?;
    let pictures: Vec<Vec<u8>> = painted.iter_mut().map(|page| std::mem::take(&mut page.png)).collect();
    if !refused.is_empty() {
        found.said.push(format!("第 {} 页的图片展开后过大，没有识别", list(&refused)));
    }
    if pictures.is_empty() {
        return Ok(Vec::new());
    }
    let pieces = ocr::recognise(choice, program, &pictures, FORMAT)?;
    Ok(painted.into_iter().zip(pieces).collect())
}

/// The pictures of the pages, without those that are broken; and the pages whose own pictures unpack to too much.
fn paint(bytes: Vec<u8>, wanted: &[usize], resolution: f64) -> Result<(Vec<Painted>, Vec<usize>), ReadError> {
    let started = Instant::now();
    let document = Pdf::new(bytes).map_err(refuse)?;
    let cache = InterpreterCache::new();
    let (mut painted, mut refused) = (Vec::new(), Vec::new());
    for (page, number) in document.pages().iter().zip(1..) {
        if !wanted.contains(&number) {
            continue;
        }
        if started.elapsed() > guard::TIME_LIMIT {
            return Err(guard::too_slow(FORMAT));
        }
        match render::picture(page, &cache, resolution, started) {
            Ok(Some(picture)) => {
                painted.push(Painted { number, height: page.render_dimensions().1, png: picture.png() });
            }
            Ok(None) => {}
            Err(Unbounded) => refused.push(number),
        }
    }
    Ok((painted, refused))
}

/// Puts the pages in their places, those on which something was recognised.
fn settle(found: &mut Found, program: Program, pages: Vec<(Painted, Vec<Piece>)>) -> Option<Scans> {
    let mut scans = Scans { program, pages: Vec::new() };
    let mut numbers = Vec::new();
    for (painted, pieces) in pages.into_iter().filter(|(_, pieces)| !pieces.is_empty()) {
        let page = ocr::page(&pieces, scans.program.resolution() as f32, painted.height);
        found.pages[painted.number - 1] = page;
        numbers.push(painted.number);
        scans.pages.push((painted.number as u32, pieces));
    }
    for pages in [&mut found.pictures, &mut found.garbled, &mut found.doubtful] {
        pages.retain(|page| !numbers.contains(page));
    }
    if numbers.is_empty() {
        return None;
    }
    found.said.push(ocr::said(&scans.program, &scans.pages));
    Some(scans)
}

#[cfg(all(test, unix))]
mod tests {
    use crate::testing::{ocr_program as program, pdf, pdf_text};
    use crate::{OcrChoice, Options, ReadError, Source, read};

    const PICTURE: &str = "q 500 0 0 700 50 70 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q\n";

    fn source(pages: &[String], ocr: &str) -> Result<Source, ReadError> {
        read("甲.pdf", &pdf(pages, pages.len()), &Options { ocr: OcrChoice::from(ocr), ..Options::default() })
    }

    #[test]
    fn a_scan_is_read_in_lines_and_marked_with_program_and_confidence() {
        let folder = tempfile::tempdir().unwrap();
        let words = [
            (200, 200, "0.99", "一、重点任务"),
            (288, 300, "0.95", "完成改造"),
            (464, 300, "0.62", "12"),
            (552, 300, "0.97", "户。"),
        ];
        let source = source(&[PICTURE.into()], &program(folder.path(), &words)).unwrap();
        assert_eq!(source.printed().replace(' ', ""), "一、重点任务\n完成改造12户。\n");
        let recognition = source.recognition.as_ref().unwrap();
        assert_eq!((recognition.program.as_str(), recognition.version.as_str()), ("RapidOCR", "3.4.5"));
        assert_eq!(recognition.pages, [1]);
        let unsure = recognition.unsure(&source.text);
        assert_eq!(unsure.iter().map(|passage| passage.span.of(&source.text)).collect::<Vec<_>>(), ["12"]);
        assert_eq!(unsure[0].confidence, 62);
        assert!(source.notices.iter().any(|notice| notice.contains("第 1 页") && notice.contains("RapidOCR 3.4.5")));
    }

    #[test]
    fn pages_with_text_are_not_recognised_and_a_scan_between_them_stands_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let text = |line: &str| pdf_text(90.0, 700.0, 16.0, line);
        let pages = [
            text("推进政务服务标准化规范化便利化实现更多事项全程网上办。"),
            PICTURE.to_owned(),
            text("本方案自印发之日起施行，由县政务服务局负责解释，有效期五年。"),
        ];
        let words = [(200, 300, "0.98", "第二页的文字。")];
        let source = source(&pages, &program(folder.path(), &words)).unwrap();
        let printed = source.printed();
        let places = ["网上办", "第二页的文字", "有效期五年"].map(|text| printed.find(text).unwrap());
        assert!(places.is_sorted(), "{printed}");
        let recognition = source.recognition.as_ref().unwrap();
        assert_eq!(recognition.pages, [2]);
        assert_eq!(recognition.confidence(zhengtu_text::Span::new(places[0], places[0] + 9)), None);
        assert_eq!(recognition.confidence(zhengtu_text::Span::new(places[1], places[1] + 9)), Some(98));
    }

    #[test]
    fn a_picture_that_is_made_to_take_all_memory_is_left_out_and_said_and_the_others_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let claimed = PICTURE.replace("/W 1 /H 1", "/W 60000 /H 60000");
        let words = [(200, 300, "0.98", "第二页的文字。")];
        let source = source(&[claimed, PICTURE.to_owned()], &program(folder.path(), &words)).unwrap();
        assert_eq!(source.recognition.as_ref().unwrap().pages, [2]);
        let said = ["第 1 页的图片展开后过大，没有识别", "第 1 页是图片，没有文字，未读入"];
        assert!(said.iter().all(|said| source.notices.iter().any(|notice| notice == said)), "{:?}", source.notices);
    }

    #[test]
    fn without_a_program_or_with_one_that_fails_a_scan_is_refused_and_its_page_reported() {
        let folder = tempfile::tempdir().unwrap();
        let scan = [PICTURE.to_owned()];
        assert!(matches!(source(&scan, "off"), Err(ReadError::NoText { program: None, .. })));
        assert!(matches!(source(&scan, "/none"), Err(ReadError::Unsupported { .. })));
        let nothing = program(folder.path(), &[]);
        assert!(matches!(source(&scan, &nothing), Err(ReadError::NoText { program: Some(_), .. })));
        let failing = program(folder.path(), &[(9, 9, "none", "字")]);
        let pages =
            [pdf_text(90.0, 700.0, 16.0, "推进政务服务标准化规范化便利化实现更多事项全程网上办。"), PICTURE.to_owned()];
        let read = source(&pages, &failing).unwrap();
        assert!(read.recognition.is_none());
        assert!(read.notices.iter().any(|notice| notice.contains("文字识别没有成功")), "{:?}", read.notices);
    }
}
