//! Streams that unpack without bound are refused before anything reads them.
//!
//! Opening a file already unpacks the streams that hold its objects, so the streams are looked for in its bytes
//! first ([`check`]). What only the opened file tells, filters that are named elsewhere and streams that are
//! encrypted, is looked at before any page is read ([`check_opened`]). A picture is looked at before it is painted
//! ([`is_bounded`]).

mod decode;
mod picture;

pub(super) use picture::is_bounded;

use super::FORMAT;
use crate::ReadError;
use hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, Pdf};
use regex::bytes::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How much one stream, or the content of one page, may unpack to.
const MAX_STREAM: u64 = 256 << 20;
/// How much the encrypted streams that hold objects could unpack to: they cannot be looked into.
const MAX_UNSEEN: u64 = 768 << 20;
/// No program packs a stream more often than this.
const MAX_FILTERS: usize = 8;
/// How far before a stream its dictionary may start.
const DICTIONARY: usize = 64 << 10;
/// A row of a picture is never longer than this; a reader makes room for it.
const MAX_COLUMNS: u64 = 1 << 24;

static STREAM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)stream\r?\n"));
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)endstream"));
static FILTERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)/(?:Filter|F)\s*(?:\[([^\]]*)\]|(/[^\s/<>\[\]()]+))"));
static LENGTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/Length\s+(\d+)(\s+\d+\s+R)?"));
static COLUMNS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/Columns\s+(\d+)"));
static OBJECTS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/(?:ObjStm|XRef)\b"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)(\d+)\s+\d+\s+obj\s+(\d+)\s+endobj"));
static ENCRYPTED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/Encrypt\b"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Refuses a file one of whose streams, as they stand in its bytes, unpacks to more than any page needs.
pub(super) fn check(file: &[u8]) -> Result<(), ReadError> {
    let is_encrypted = ENCRYPTED.is_match(file);
    let numbers = LazyLock::new(|| numbers(file));
    let mut unseen = 0u64;
    let mut from = 0;
    while let Some(start) = STREAM.find_at(file, from) {
        let at = start.end();
        let end = END.find_at(file, at).map_or(file.len(), |end| end.start());
        from = end;
        let dictionary = dictionary(&file[..start.start()]);
        let place = || format!("（文件第 {at} 字节起的内容流）");
        let columns = COLUMNS.captures_iter(&dictionary).filter_map(|found| number(&found[1])).max();
        let filters = filters(&dictionary);
        if filters.len() > MAX_FILTERS || columns.is_some_and(|columns| columns > MAX_COLUMNS) {
            return Err(too_large(&place()));
        }
        // The length that the dictionary tells may be wrong, and so may be the first `endstream`.
        let length = LENGTH.captures(&dictionary).and_then(|found| {
            let length = number(&found[1])?;
            if found.get(2).is_some() { numbers.get(&length).copied() } else { Some(length) }
        });
        let length = usize::try_from(length.unwrap_or(0)).unwrap_or(usize::MAX).min(file.len() - at);
        let stream = &file[at..end.max(at + length)];
        if is_encrypted {
            if OBJECTS.is_match(&dictionary) && decode::most(stream.len(), &filters) > MAX_STREAM {
                unseen = unseen.saturating_add(decode::most(stream.len(), &filters));
            }
            if unseen > MAX_UNSEEN {
                return Err(too_large(&place()));
            }
        } else if unpacks_to(stream, &filters) >= MAX_STREAM {
            return Err(too_large(&place()));
        }
    }
    Ok(())
}

/// Refuses an opened file one of whose streams, or the content of one of whose pages, unpacks to too much.
pub(super) fn check_opened(document: &Pdf) -> Result<(), ReadError> {
    let mut sizes = BTreeMap::new();
    for object in document.objects() {
        if let Object::Stream(stream) = object {
            let id = stream.obj_id();
            let size = size(&stream).filter(|size| *size < MAX_STREAM);
            let place = || format!("（对象 {} 的内容流）", id.obj_number);
            sizes.insert(id, size.ok_or_else(|| too_large(&place()))?);
        }
    }
    for (page, number) in document.pages().iter().zip(1..) {
        let parts = parts(page)
            .map(|stream| sizes.get(&stream.obj_id()).copied().or_else(|| size(&stream)).unwrap_or(MAX_STREAM));
        let mut all = 0;
        for part in parts {
            all += part + 1;
            if all > MAX_STREAM {
                return Err(too_large(&format!("（第 {number} 页）")));
            }
        }
    }
    Ok(())
}

/// The streams of the content of a page; one may stand there many times.
fn parts<'p>(page: &Page<'p>) -> impl Iterator<Item = Stream<'p>> + use<'p> {
    let whole = page.raw().get::<Stream<'_>>(b"Contents".as_slice());
    let parts = page.raw().get::<Array<'_>>(b"Contents".as_slice()).filter(|_| whole.is_none());
    whole.into_iter().chain(parts.into_iter().flat_map(|parts| parts.iter::<Stream<'_>>()))
}

/// The bytes that a stream unpacks to, or the most that it could where that is little; nothing where it says what makes
/// a reader take too much.
fn size(stream: &Stream<'_>) -> Option<u64> {
    let filters = stream.filters();
    let parameters = parameters(stream.dict());
    let columns = parameters.iter().filter_map(|parameters| parameters.get::<f32>(b"Columns".as_slice()));
    if filters.len() > MAX_FILTERS || columns.into_iter().any(|columns| columns > MAX_COLUMNS as f32) {
        return None;
    }
    Some(unpacks_to(&stream.raw_data(), &filters))
}

/// What a dictionary tells of its filters.
fn parameters<'a>(dictionary: &Dict<'a>) -> Vec<Dict<'a>> {
    let parameters = |key: &[u8]| {
        let one = dictionary.get::<Dict<'_>>(key);
        let several = dictionary.get::<Array<'_>>(key).into_iter().flat_map(|list| list.iter::<Dict<'_>>());
        one.into_iter().chain(several).collect::<Vec<_>>()
    };
    [parameters(b"DecodeParms"), parameters(b"DP")].concat()
}

fn too_large(place: &str) -> ReadError {
    ReadError::TooLarge { format: FORMAT, what: "展开后的内容", limit: format!("{} MB{place}", MAX_STREAM >> 20) }
}

/// How much a stream unpacks to, as far as the limit; where it cannot be much, the most that it could.
fn unpacks_to(stream: &[u8], filters: &[Filter]) -> u64 {
    let most = decode::most(stream.len(), filters);
    if filters.is_empty() || most < MAX_STREAM { most } else { decode::largest(stream, filters, MAX_STREAM) }
}

/// The dictionary before a stream, without the escapes of names (ISO 32000-1, section 7.3.5).
fn dictionary(before: &[u8]) -> Vec<u8> {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = near.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    let mut plain = Vec::with_capacity(near.len() - start);
    let mut rest = &near[start..];
    while let [byte, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|&digit| char::from(digit).to_digit(16));
        let escaped = digit(0).zip(digit(1)).filter(|_| *byte == b'#');
        plain.push(escaped.map_or(*byte, |(high, low)| (high << 4 | low) as u8));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    plain
}

/// The filters that a dictionary names; none where it names them elsewhere.
fn filters(dictionary: &[u8]) -> Vec<Filter> {
    let Some(found) = FILTERS.captures(dictionary) else { return Vec::new() };
    let names = found.get(1).or_else(|| found.get(2)).map_or(&[][..], |names| names.as_bytes());
    names.split(|byte| *byte == b'/').filter_map(|name| filter(name.trim_ascii())).collect()
}

fn filter(name: &[u8]) -> Option<Filter> {
    Some(match name {
        b"FlateDecode" | b"Fl" => Filter::FlateDecode,
        b"LZWDecode" | b"LZW" => Filter::LzwDecode,
        b"RunLengthDecode" | b"RL" => Filter::RunLengthDecode,
        b"ASCII85Decode" | b"A85" => Filter::Ascii85Decode,
        b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHexDecode,
        b"DCTDecode" | b"DCT" => Filter::DctDecode,
        b"CCITTFaxDecode" | b"CCF" => Filter::CcittFaxDecode,
        b"JBIG2Decode" => Filter::Jbig2Decode,
        b"JPXDecode" => Filter::JpxDecode,
        b"Crypt" => Filter::Crypt,
        _ => return None,
    })
}

/// The objects of the file that are numbers, as the lengths of streams are in some files.
fn numbers(file: &[u8]) -> BTreeMap<u64, u64> {
    NUMBER.captures_iter(file).filter_map(|found| Some((number(&found[1])?, number(&found[2])?))).collect()
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests;
