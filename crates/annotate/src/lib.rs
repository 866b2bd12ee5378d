//! Notes put into a copy of a file, each at the passage it is about: comments (批注) and tracked suggestions in Word files,
//! notes at the cells of workbooks, highlights in PDF files. What a note is about is given as a passage of the text as read; the way back into the file is
//! [`zhengtu_reader::Origins`]. Nothing else of the file changes: every part that holds no note is copied as it is
//! packed, and in the others something is put in and nothing is written anew; to a PDF file all is added behind its end.

mod archive;
mod docx;
mod edits;
#[cfg(feature = "pdf")]
mod pdf;
mod relations;
mod root;
#[cfg(test)]
mod testing;
mod xlsx;

use zhengtu_reader::{Origins, Place, ReadError};
use zhengtu_text::Span;

/// Who is said to have written the notes.
pub const AUTHOR: &str = "政图";

/// A note at a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The passage, in bytes of the text as read; where it is empty, the note stands at what comes next.
    pub span: Span,
    /// What the note says, a paragraph each.
    pub lines: Vec<String>,
    /// A line that is added where the note cannot stand at the words themselves, as in text boxes and footnotes: names
    /// the words.
    pub elsewhere: String,
    /// What should stand there instead, and at other places of which the note speaks.
    pub fixes: Vec<Fix>,
}

/// What should stand in the place of some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// The words, in bytes of the text as read; not empty.
    pub span: Span,
    /// What should stand there; empty where nothing should.
    pub text: String,
}

/// A copy of a file with notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// The copy.
    pub bytes: Vec<u8>,
    /// How many notes it has more than the original.
    pub notes: usize,
    /// How many tracked suggestions it has more than the original.
    pub suggestions: usize,
    /// How many notes were left out, because Word opens no file with so many.
    pub left_out: usize,
}

/// Why notes could not be put into a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file is not as its format wants it.
    #[error("{part} 不合格式：{reason}")]
    Malformed {
        /// The part of the file.
        part: String,
        /// What is wrong.
        reason: String,
    },
    /// The copy cannot be packed.
    #[error("不能打包：{0}")]
    Pack(#[from] zip::result::ZipError),
    /// The same.
    #[error("不能打包：{0}")]
    Write(#[from] std::io::Error),
    /// The text was read from no place of the file.
    #[error("文件里没有可以加批注的文字")]
    NoText,
}

/// The name of a cell of a workbook: `B3` of row 2 and column 1, both counted from 0.
///
/// ```
/// assert_eq!([zhengtu_annotate::cell_name(2, 1), zhengtu_annotate::cell_name(0, 26)], ["B3", "AA1"]);
/// ```
pub fn cell_name(row: u32, column: u32) -> String {
    xlsx::name_of((row, column))
}

/// Puts notes into a copy of a file. `origins` are those that the reader gave with the text. With `suggest`, what a note
/// wants to stand there instead is put in as a tracked change too, in Word files.
///
/// ```
/// use zhengtu_annotate::{Error, annotate};
/// assert!(matches!(annotate(b"", &Default::default(), &[], false), Err(Error::NoText)));
/// ```
///
/// # Errors
/// See [`Error`].
pub fn annotate(bytes: &[u8], origins: &Origins, notes: &[Note], suggest: bool) -> Result<Annotated, Error> {
    match origins.first().map(|origin| origin.place) {
        None => Err(Error::NoText),
        Some(Place::Cell { .. }) => xlsx::annotate(bytes, origins, notes),
        #[cfg(feature = "pdf")]
        Some(Place::Printed { .. }) => pdf::annotate(bytes, origins, notes),
        #[cfg(not(feature = "pdf"))]
        Some(Place::Printed { .. }) => Err(Error::NoText),
        Some(Place::Held { .. } | Place::Shown { .. }) => docx::annotate(bytes, origins, notes, suggest),
    }
}
