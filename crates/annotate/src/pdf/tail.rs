//! The end of a PDF file: where its cross-references lie, and what its trailer says (ISO 32000-1, 7.5.5 and 7.5.8).

use super::{fault, objects};
use crate::Error;
use hayro_syntax::object::{Dict, FromBytes, MaybeRef, Number, Object};

/// In which form a file has its cross-references; an update has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Table,
    Stream,
}

/// What an update has to know of the file.
pub(super) struct Tail {
    pub(super) kind: Kind,
    /// The first number that no object has.
    pub(super) size: u32,
    /// The entries of the trailer that the update repeats, and the place of the cross-references before it.
    pub(super) entries: String,
}

const START: &[u8] = b"startxref";
const WRONG: &str = "文件目录的位置不对，请用 PDF 阅读器另存一份后再试";

impl Tail {
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Error> {
        let wrong = || fault(WRONG);
        let at = bytes.windows(START.len()).rposition(|window| window == START).ok_or_else(wrong)?;
        let place = leading_number(skip_white(&bytes[at + START.len()..])).ok_or_else(wrong)?.0;
        let section = bytes.get(place..).ok_or_else(wrong)?;
        let (kind, trailer) = match section.starts_with(b"xref") {
            true => (Kind::Table, after(section, b"trailer")),
            false => (Kind::Stream, stream_dictionary(section)),
        };
        let trailer = trailer.and_then(|bytes| Dict::from_bytes(skip_white(bytes))).ok_or_else(wrong)?;
        if trailer.contains_key("Encrypt") {
            return Err(fault("文件加了密，不能加批注"));
        }
        let size =
            trailer.get::<Number>("Size").and_then(|size| u32::try_from(size.as_i64()).ok()).ok_or_else(wrong)?;
        let mut entries = Vec::new();
        for key in ["Root", "Info", "ID"] {
            if let Some(value) = trailer.get_raw::<Object<'_>>(key) {
                objects::entry(&mut entries, key.as_bytes(), &value);
            }
        }
        if !matches!(trailer.get_raw::<Object<'_>>("Root"), Some(MaybeRef::Ref(_))) {
            return Err(wrong());
        }
        let entries = format!("{}/Prev {place}", String::from_utf8_lossy(&entries));
        Ok(Self { kind, size, entries })
    }
}

fn skip_white(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0);
    &bytes[from.unwrap_or(bytes.len())..]
}

/// The number with which bytes begin, and what stands behind it.
fn leading_number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&bytes[..len]).ok()?.parse().ok()?;
    Some((number, &bytes[len..]))
}

/// What stands behind the first place of a word.
fn after<'b>(bytes: &'b [u8], word: &[u8]) -> Option<&'b [u8]> {
    let at = bytes.windows(word.len()).position(|window| window == word)?;
    Some(&bytes[at + word.len()..])
}

/// The dictionary of the stream that begins here: `12 0 obj <<…>> stream`.
fn stream_dictionary(section: &[u8]) -> Option<&[u8]> {
    let (_, rest) = leading_number(skip_white(section))?;
    let (_, rest) = leading_number(skip_white(rest))?;
    skip_white(rest).strip_prefix(b"obj")
}
