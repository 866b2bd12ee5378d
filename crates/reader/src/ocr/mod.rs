//! Pages that are only pictures, read by an OCR program where one is installed, as LibreOffice is used.
//!
//! A program runs in a folder of its own that is removed afterwards, without a shell and only for so long; what
//! it writes is taken for data and bounded. It gives characters with their places and its confidence; what
//! they mean is for the layout to find out, as with the characters of any page.

mod choice;
mod image;
mod marks;
#[cfg(feature = "pdf")]
mod picture;
mod rapid;
#[cfg(feature = "pdf")]
mod raster;
mod sheet;
mod table;
mod tesseract;

use choice::Kind;
pub use choice::OcrChoice;
pub(crate) use choice::Program;
pub(crate) use image::{Image, images, is_image};
pub(crate) use marks::{marked, said};
#[cfg(feature = "pdf")]
pub(crate) use picture::Picture;
#[cfg(feature = "pdf")]
pub(crate) use raster::{Edge, Window, fill};
pub(crate) use sheet::page;
pub(crate) use table::Piece;

use crate::{ReadError, process};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How long a program may take to start, and then for each page.
const START_LIMIT: Duration = Duration::from_secs(90);
const PAGE_LIMIT: Duration = Duration::from_secs(45);
/// The most that a program may write.
const MAX_OUTPUT: u64 = 64 << 20;

/// The characters of each picture, a file, in the order in which the program gives them.
///
/// # Errors
/// Where the program fails, takes too long, or writes what cannot be understood.
pub(crate) fn recognise(
    choice: &OcrChoice,
    program: &Program,
    pictures: &[impl AsRef<[u8]>],
    format: &'static str,
) -> Result<Vec<Vec<Piece>>, ReadError> {
    let _turn = choice.turn();
    let io = |error: std::io::Error| ReadError::Internal { format, detail: error.to_string() };
    let folder = tempfile::tempdir().map_err(io)?;
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).map_err(io)?;
    for (number, picture) in pictures.iter().enumerate() {
        // The programs tell the kind of a picture by its content.
        std::fs::write(pages.join(format!("{number:06}.png")), picture).map_err(io)?;
    }
    let mut command = match program.kind {
        Kind::Rapid => rapid::command(program, folder.path(), &pages),
        Kind::Tesseract => tesseract::command(program, folder.path(), &pages).map_err(io)?,
    };
    let limit = START_LIMIT + PAGE_LIMIT * pictures.len() as u32;
    match run(&mut command, folder.path(), limit).map_err(io)? {
        None => {
            let limit = format!("{} 秒", limit.as_secs());
            return Err(ReadError::TooLarge { format, what: "文字识别时间", limit });
        }
        Some(false) => return Err(failed(program, format)),
        Some(true) => {}
    }
    let text = written(&folder.path().join("found.tsv")).map_err(io)?;
    let pieces = match program.kind {
        Kind::Rapid => rapid::pieces(&text, pictures.len()),
        Kind::Tesseract => tesseract::pieces(&text, pictures.len()),
    };
    pieces.ok_or_else(|| failed(program, format))
}

fn failed(program: &Program, format: &'static str) -> ReadError {
    ReadError::Internal { format, detail: format!("{} 未能识别图片上的文字", program.title()) }
}

/// Runs a program in a folder, where it neither asks nor says anything and finds no network. Whether it did
/// its work; nothing where it took too long.
fn run(command: &mut Command, folder: &Path, limit: Duration) -> std::io::Result<Option<bool>> {
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    for proxy in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(proxy, "http://127.0.0.1:9");
    }
    Ok(process::run(command, limit)?.map(|status| status.success()))
}

/// The text that a program wrote; what is no UTF-8 in it is replaced.
fn written(path: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_OUTPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests;
