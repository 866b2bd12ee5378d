//! Bytes of a file to text and blocks, with the place of each in the original.
//!
//! One narrow interface: [`read`] takes a file's name and bytes and gives a [`Source`]. A reader
//! knows its format and nothing of plans.

mod error;
mod source;
mod txt;

pub use error::ReadError;
pub use source::{Block, BlockKind, Format, Source};

/// Reads the bytes of a file called `name` (without its folder; only a hint, the content decides).
///
/// # Errors
/// Where the bytes are of no format that can be read, or damaged; see [`ReadError`].
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    txt::read(name, bytes, options)
}

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Replace bytes that cannot be decoded instead of refusing the file.
    pub lossy: bool,
}
