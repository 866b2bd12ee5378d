//! Bytes of a file to text and blocks, with the place of each in the original.
//!
//! One narrow interface: [`read`] takes a file's name and bytes and gives a [`Source`]. A reader
//! knows its format and nothing of plans.

mod docx;
mod error;
mod html;
mod markdown;
mod markup;
mod metadata;
mod numerals;
mod package;
mod source;
mod txt;
mod writer;
mod xml;

pub use error::ReadError;
pub use source::{Block, BlockKind, Format, Source};

/// Reads the bytes of a file called `name` (without its folder; only a hint, the content decides).
///
/// # Errors
/// Where the bytes are of no format that can be read, or damaged; see [`ReadError`].
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return docx::read(name, bytes);
    }
    if html::is_html(bytes) {
        return html::read(name, bytes, options);
    }
    if is_markdown(name) {
        return markdown::read(name, bytes, options);
    }
    txt::read(name, bytes, options)
}

/// Markdown is text; only the name tells.
fn is_markdown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("md" | "markdown"))
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Replace bytes that cannot be decoded instead of refusing the file.
    pub lossy: bool,
}
