//! Word 97 to 2003 (MS-DOC), also as written by WPS: the text of the pieces, the numbers of lists,
//! tables, notes and text boxes.

mod body;
mod boxes;
mod fib;
mod lists;
mod properties;
mod rows;
mod styles;

use crate::writer::Writer;
use crate::{Format, ReadError, Source};
use fib::Fib;
use std::io::{Cursor, Read};

const FORMAT: &str = "doc";
/// The largest stream that is read.
const STREAM_LIMIT: u64 = 256 << 20;

/// Reads a Word 97 file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let damaged = |error: std::io::Error| ReadError::damaged(FORMAT, error.to_string());
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let mut stream = |name: &str| -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let stream = compound.open_stream(name).map_err(damaged)?;
        stream.take(STREAM_LIMIT).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    };
    let main = stream("/WordDocument")?;
    let fib = Fib::read(&main)?;
    let table = stream(fib.table_stream())?;
    let mut writer = Writer::default();
    body::write(&main, &table, &fib, &mut writer)?;
    writer.finish(name, Format::Doc)
}

/// Two bytes at a place, little end first.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes at a place, little end first.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A passage of bytes.
pub(crate) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

#[cfg(test)]
mod tests {
    use crate::testing::{doc, texts};
    use crate::{Options, ReadError, read};

    #[test]
    fn the_text_is_read_with_the_results_of_fields_only() {
        let bytes = doc("一、总则\r为\u{13}DATE\u{14}2025年\u{15}底\u{b}次行\r");
        let source = read("甲.wps", &bytes, &Options::default()).unwrap();
        assert_eq!(texts(&source), ["一、总则", "为2025年底", "次行"]);
    }

    #[test]
    fn encrypted_old_and_broken_files_are_refused() {
        let whole = doc("一、总则\r");
        let at = whole.windows(2).position(|window| window == [0xec, 0xa5]).unwrap();
        let with = |offset: usize, byte: u8| {
            let mut bytes = whole.clone();
            bytes[at + offset] = byte;
            read("甲.doc", &bytes, &Options::default())
        };
        assert_eq!(with(0x0b, 1), Err(ReadError::Encrypted { format: "doc" }));
        assert!(matches!(with(2, 0x65), Err(ReadError::Unsupported { .. })));
        assert!(read("甲.doc", &whole[..whole.len() / 2], &Options::default()).is_err());
    }
}
