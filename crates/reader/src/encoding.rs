//! The encoding of text that does not state it: UTF-8 and UTF-16 with or without a byte order mark, GB18030, Big5.

use crate::{Options, ReadError};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The commonest characters of plans and of Chinese at large, in both scripts, and common signs.
pub(crate) const COMMON: &str = "，。、：；（）的一是在不了有和人这這中大为為上个個国國以要时時来來用到作地于於出就分对對成会會可主发發年动動\
    同工也能下过過产產种種面而方后後多定行学學法所民得经經十三之进進等部度家力如水化高自二理起小现現实實加量都两兩体體制机機\
    当當使点點从從业業本把性应應开開合其前外政四日社事平全与與关關各重新内內数數利或质質第向条條建月公无無系情者立代通并並\
    提展五位入总總次品式设設及管特件长長基资資路级級统統组組计計期指区區强強任市县縣省部门門單单位负負责責办辦务務项項目标標";

/// How many bytes are looked at to tell the encoding.
const SAMPLE: usize = 64 << 10;

/// Decodes text whose encoding is not stated: by byte order mark, then UTF-8, then the Chinese
/// encodings. A byte order mark is not part of the text.
pub(crate) fn decode(bytes: &[u8], options: &Options) -> Result<String, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..], options).map_err(|error| shift(error, mark));
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, bytes, options);
    }
    if let Some(offset) = bytes.iter().position(|&byte| is_binary(byte)) {
        return Err(ReadError::Binary { offset, byte: bytes[offset] });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let encoding = guess(bytes);
    decode_as(encoding, bytes, options)
}

/// Bytes that no text has: the control characters but tab, line ends, form feed and escape.
fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
}

/// UTF-16 is recognised by its line ends and spaces: a zero byte beside an ASCII byte, always on the
/// same side.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let (mut little, mut big) = (0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        little += usize::from(pair[1] == 0 && matches!(pair[0], b'\n' | b'\r' | b' ' | b'0'..=b'9'));
        big += usize::from(pair[0] == 0 && matches!(pair[1], b'\n' | b'\r' | b' ' | b'0'..=b'9'));
    }
    match (little, big) {
        (1.., 0) => Some(UTF_16LE),
        (0, 1..) => Some(UTF_16BE),
        _ => None,
    }
    .filter(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some())
}

/// The Chinese encoding that the bytes are most likely in. What is broken UTF-8 but mostly well
/// formed stays UTF-8, so that the error names the right place.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let broken = String::from_utf8_lossy(bytes);
    let (good, bad) = broken.chars().fold((0usize, 0usize), |(good, bad), char| match char {
        '\u{fffd}' => (good, bad + 1),
        char if char.is_ascii() => (good, bad),
        _ => (good + 1, bad),
    });
    if good > 20 * bad {
        return UTF_8;
    }
    if commonness(BIG5, bytes) > commonness(GB18030, bytes) { BIG5 } else { GB18030 }
}

/// How many of a thousand characters are among the commonest of written Chinese, when the bytes are
/// read in that encoding. The wrong one gives rare characters throughout.
fn commonness(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let wide = text.chars().filter(|char| !char.is_ascii()).count();
    let common = text.chars().filter(|&char| COMMON.contains(char)).count();
    common * 1000 / wide.max(1)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], options: &Options) -> Result<String, ReadError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    if options.lossy {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    Err(ReadError::Encoding { offset: first_malformed(encoding, bytes), encoding: encoding.name() })
}

/// The offset of the first byte that `encoding` cannot decode.
pub(crate) fn first_malformed(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = String::with_capacity(bytes.len() * 3 + 16);
    match decoder.decode_to_string_without_replacement(bytes, &mut sink, true) {
        (encoding_rs::DecoderResult::Malformed(length, after), read) => {
            read.saturating_sub(usize::from(length) + usize::from(after))
        }
        (_, read) => read,
    }
}

fn shift(error: ReadError, by: usize) -> ReadError {
    match error {
        ReadError::Encoding { offset, encoding } => ReadError::Encoding { offset: offset + by, encoding },
        other => other,
    }
}
