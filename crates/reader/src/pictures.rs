//! Files that are only pictures: each picture is a page, read by an OCR program as the pages of a scanned PDF are.

use crate::layout::{self, Page};
use crate::ocr::{self, Image, OcrChoice, Piece};
use crate::writer::Writer;
use crate::{Format, ReadError, Source};

const FORMAT: &str = "图片";
/// How high a page is taken to be, in points: that of A4. A picture does not say it, or not the truth.
const HEIGHT: f32 = 842.0;
/// A picture with a shorter side than this, in pixels, is an icon or a logo: folders of saved web pages are full of
/// them, and each would start the program.
const SMALL: u32 = 160;
/// Points an inch.
const POINTS: f32 = 72.0;

/// Reads a file that is a picture.
pub(crate) fn read(name: &str, bytes: &[u8], choice: &OcrChoice) -> Result<Source, ReadError> {
    let unreadable =
        || ReadError::Unsupported { format: "此类图片", advice: "请另存为 png、jpg 或 pdf 后再试" };
    let images = ocr::images(bytes, FORMAT)?.ok_or_else(unreadable)?;
    if images.iter().all(|image| image.width.min(image.height) < SMALL) {
        return Err(ReadError::Unsupported {
            format: "过小的图片", advice: "其中如有文字，请放大后再试"
        });
    }
    let pages = images.len();
    let no_text = |program| ReadError::NoText { format: FORMAT, pages, pictures: pages, program };
    recognise(name, Format::Image, &images, Vec::new(), choice)?.map_err(no_text)
}

/// Reads a document of another format that has only these pictures, in their order.
pub(crate) fn document(
    name: &str,
    (format, called): (Format, &'static str),
    pictures: &[Vec<u8>],
    choice: &OcrChoice,
) -> Result<Source, ReadError> {
    let mut images = Vec::new();
    let mut unread = Vec::new();
    for (picture, number) in pictures.iter().zip(1..) {
        match ocr::images(picture, called) {
            Ok(Some(found)) => images.extend(found),
            Ok(None) => unread.push(format!("第 {number} 张图片不是文字识别程序能打开的类型，未读入")),
            Err(error) => unread.push(format!("第 {number} 张图片未读入：{error}")),
        }
    }
    let no_text = |program| ReadError::NoText { format: called, pages: 0, pictures: pictures.len(), program };
    if images.is_empty() {
        return Err(no_text(None));
    }
    recognise(name, format, &images, unread, choice)?.map_err(no_text)
}

/// What the chosen program recognises; where that is nothing, the program, if there is one.
fn recognise(
    name: &str,
    format: Format,
    images: &[Image],
    unread: Vec<String>,
    choice: &OcrChoice,
) -> Result<Result<Source, Option<String>>, ReadError> {
    let Some(program) = choice.program()? else { return Ok(Err(None)) };
    let files: Vec<&[u8]> = images.iter().map(|image| image.file.as_slice()).collect();
    let found = ocr::recognise(choice, &program, &files, FORMAT)?;
    if found.iter().all(Vec::is_empty) {
        return Ok(Err(Some(program.title())));
    }
    let pages: Vec<Page> = images.iter().zip(&found).map(|(image, pieces)| page(image, pieces)).collect();
    let found: Vec<(u32, Vec<Piece>)> = (1..).zip(found).collect();
    let (filled, blank): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, pieces)| !pieces.is_empty());
    let mut writer = Writer::default();
    layout::write(&pages, &mut writer);
    for (number, _) in blank {
        writer.notice(format!("第 {number} 页的图片中没有识别出文字"));
    }
    unread.into_iter().for_each(|said| writer.notice(said));
    writer.notice(ocr::said(&program, &filled));
    Ok(Ok(ocr::marked(writer.finish(name, format)?, &program, &filled)))
}

/// A picture as a page of the usual height.
fn page(image: &Image, pieces: &[Piece]) -> Page {
    let longer = image.width.max(image.height) as f32;
    ocr::page(pieces, longer / HEIGHT * POINTS, image.height as f32 * HEIGHT / longer)
}

#[cfg(all(test, unix))]
mod tests;
