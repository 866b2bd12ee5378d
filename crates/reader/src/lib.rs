//! Bytes of a file to text and blocks, with the place of each in the original.
//!
//! One narrow interface: [`read`] takes a file's name and bytes and gives a [`Source`]. A reader
//! knows its format and nothing of plans.

mod claims;
mod collect;
mod delimited;
mod doc;
mod docx;
mod encoding;
mod error;
mod fields;
mod format;
mod guard;
#[cfg(test)]
mod hostile;
mod html;
mod layout;
mod lists;
mod markdown;
mod markup;
mod metadata;
mod numerals;
mod ocr;
mod ofd;
mod office;
mod origins;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod pictures;
mod plausible;
mod process;
mod sheets;
mod source;
mod tabbed;
#[cfg(test)]
mod testing;
mod txt;
mod writer;
mod xml;

pub use collect::{Collection, Found, SkipReason, Skipped, collect};
pub use docx::Parts;
pub use error::ReadError;
pub use guard::quiet_panics;
pub use ocr::OcrChoice;
pub use office::find_office;
pub use origins::{Element, Origin, Origins, Part, Place};
pub use package::{Package, resolve};
pub use sheets::Grid;
pub use source::{Block, BlockKind, Format, Look, Paper, Recognised, Recognition, Source, Type};

pub use xml::decode as decode_xml;

use format::Kind;
use office::Foreign;
use std::path::PathBuf;

/// Reads the bytes of a file called `name` (without its folder; only a hint, the content decides).
///
/// # Errors
/// Where the bytes are of no format that can be read, or damaged; see [`ReadError`].
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    match format::detect(name, bytes)? {
        Kind::Docx => docx::read(name, bytes, &options.ocr),
        Kind::Ofd => ofd::read(name, bytes),
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read(name, bytes, &options.ocr),
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => Err(ReadError::Unsupported {
            format: "pdf（本程序未包含此功能）",
            advice: "请另存为 docx 后再试",
        }),
        Kind::Picture => pictures::read(name, bytes, &options.ocr),
        Kind::Html => html::read(name, bytes, options),
        Kind::Markdown => markdown::read(name, bytes, options),
        Kind::Text => txt::read(name, bytes, options),
        Kind::Table => delimited::read(name, bytes, options),
        Kind::Xlsx => sheets::read(name, bytes),
        Kind::Xls => sheets::read_old(name, bytes),
        Kind::Ods => sheets::read_ods(name, bytes),
        Kind::Doc => read_doc(name, bytes, options),
        Kind::Foreign(foreign) => convert(name, bytes, foreign, options),
        Kind::Archive => Err(ReadError::Unsupported { format: "单个压缩包文件", advice: "请解压后再试" }),
    }
}

/// Whether the bytes are of a format into which there is a way back.
///
/// # Errors
/// Where they are of no format that can be read.
pub fn can_trace(name: &str, bytes: &[u8]) -> Result<bool, ReadError> {
    let printed = |kind: &Kind| cfg!(feature = "pdf") && matches!(kind, Kind::Pdf);
    format::detect(name, bytes).map(|kind| matches!(kind, Kind::Docx | Kind::Xlsx) || printed(&kind))
}

/// Reads like [`read`] and gives the way back into the file, for Word files and workbooks of Office 2007 and later and for
/// PDF files; nothing for other formats.
///
/// # Errors
/// As [`read`].
pub fn read_traced(name: &str, bytes: &[u8], options: &Options) -> Result<(Source, Option<Origins>), ReadError> {
    let (source, origins) = match format::detect(name, bytes)? {
        Kind::Docx => docx::read_traced(name, bytes, &options.ocr)?,
        Kind::Xlsx => sheets::read_traced(name, bytes)?,
        #[cfg(feature = "pdf")]
        Kind::Pdf => pdf::read_traced(name, bytes, &options.ocr)?,
        _ => return read(name, bytes, options).map(|source| (source, None)),
    };
    Ok((source, Some(origins)))
}

/// The shown sheets of a workbook, cell by cell, for those who know what its columns mean.
///
/// # Errors
/// [`ReadError::Unsupported`] where the bytes are no workbook, else as [`read`].
pub fn sheets(name: &str, bytes: &[u8]) -> Result<Vec<Grid>, ReadError> {
    match format::detect(name, bytes)? {
        Kind::Xlsx => sheets::grids(bytes),
        Kind::Xls => sheets::grids_old(bytes),
        Kind::Ods => sheets::grids_ods(bytes),
        _ => Err(ReadError::Unsupported {
            format: "不是工作簿的文件", advice: "请给出 xlsx、xls 或 ods 文件"
        }),
    }
}

/// Reads a Word file of before 2007, by LibreOffice where it is older than Word 97 or broken.
fn read_doc(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    let error = match doc::read(name, bytes) {
        Ok(source) => return Ok(source),
        Err(error) => error,
    };
    let converts = matches!(
        error,
        ReadError::Unsupported { .. }
            | ReadError::Damaged { .. }
            | ReadError::Internal { .. }
            | ReadError::Garbled { .. }
    );
    let foreign = Foreign { format: "doc", extension: "doc" };
    match (converts, &options.office) {
        (true, Some(_)) => convert(name, bytes, foreign, options).map_err(|_| error),
        _ => Err(error),
    }
}

/// Reads a file of a format that only LibreOffice reads.
fn convert(name: &str, bytes: &[u8], foreign: Foreign, options: &Options) -> Result<Source, ReadError> {
    let Some(program) = &options.office else {
        return Err(ReadError::Unsupported {
            format: foreign.format,
            advice: "请安装 LibreOffice 后再试，或用 WPS 或 Word 另存为 docx",
        });
    };
    let mut source = docx::read(name, &office::to_docx(program, foreign, bytes)?, &options.ocr)?;
    source.notices.push(format!("{}由 LibreOffice 转换为 docx 后读入", foreign.format));
    Ok(source)
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Replace bytes that cannot be decoded instead of refusing the file.
    pub lossy: bool,
    /// The LibreOffice program, where files that are not read here may be converted by it; see
    /// [`find_office`].
    pub office: Option<PathBuf>,
    /// Which OCR program reads what is only a picture.
    pub ocr: OcrChoice,
}
