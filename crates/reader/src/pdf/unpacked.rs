//! Streams that unpack without bound are refused before anything reads them.

use super::FORMAT;
use crate::ReadError;
use flate2::read::ZlibDecoder;
use regex::bytes::Regex;
use std::io::{Read, sink};
use std::sync::LazyLock;

/// How much one stream may unpack to.
const MAX_STREAM: u64 = 256 << 20;
/// No byte of a packed stream gives more bytes than this (RFC 1951).
const MOST_RATIO: u64 = 1032;
/// How far before a stream its dictionary may start.
const DICTIONARY: usize = 1024;

static STREAM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)stream\r?\n"));
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)endstream"));
static PACKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/(?:FlateDecode|Fl)\b"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Refuses a file one of whose streams unpacks to more than any page needs.
pub(super) fn check(file: &[u8]) -> Result<(), ReadError> {
    let mut from = 0;
    while let Some(start) = STREAM.find_at(file, from) {
        let end = END.find_at(file, start.end()).map_or(file.len(), |end| end.start());
        let packed = PACKED.find_iter(dictionary(&file[..start.start()])).count();
        if unpacks_to(&file[start.end()..end], packed) >= MAX_STREAM {
            return Err(ReadError::TooLarge { format: FORMAT, what: "展开后的内容", limit: "256 MB".into() });
        }
        from = end;
    }
    Ok(())
}

/// The dictionary before a stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = near.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    &near[start..]
}

/// How much a stream unpacks to that was packed so many times, as far as the limit.
fn unpacks_to(stream: &[u8], packed: usize) -> u64 {
    let most = (0..packed).fold(stream.len() as u64, |most, _| most.saturating_mul(MOST_RATIO));
    if most < MAX_STREAM {
        return most;
    }
    let once = ZlibDecoder::new(stream);
    // What cannot be unpacked stops the count, not the check: others may read it.
    match packed {
        0 => 0,
        1 => count(once),
        2 => count(ZlibDecoder::new(once)),
        _ => MAX_STREAM,
    }
}

fn count(unpacked: impl Read) -> u64 {
    let mut bounded = unpacked.take(MAX_STREAM);
    let _ = std::io::copy(&mut bounded, &mut sink());
    MAX_STREAM - bounded.limit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn file(filters: &str, stream: &[u8]) -> Vec<u8> {
        [format!("%PDF-1.4\n1 0 obj <</Filter[{filters}]>>\nstream\n").as_bytes(), stream, b"\nendstream"].concat()
    }

    #[test]
    fn a_stream_that_unpacks_to_too_much_is_refused_however_often_it_was_packed() {
        let once = packed(&vec![b' '; MAX_STREAM as usize + 1]);
        let twice = packed(&once);
        assert!(twice.len() < 10_000);
        assert!(matches!(check(&file("/FlateDecode", &once)), Err(ReadError::TooLarge { .. })));
        assert!(matches!(check(&file("/FlateDecode/Fl", &twice)), Err(ReadError::TooLarge { .. })));
        assert_eq!(check(&file("/FlateDecode", &twice)), Ok(()));
        assert_eq!(check(&file("/FlateDecode", &packed(&vec![b' '; 300 << 10]))), Ok(()));
        assert_eq!(check(&file("/FlateDecode", &vec![0; 300 << 10])), Ok(()));
    }
}
