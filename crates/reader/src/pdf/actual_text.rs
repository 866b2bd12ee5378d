//! Replacement text of marked content (`/ActualText`, ISO 32000-1, section 14.9.4) is taken out of the page
//! contents: `pdf_oxide` shows it byte by byte as if it were character codes, and the fonts tell the characters
//! as well. Browsers write it for each character that has a twin among the radicals (一, 工, 行).

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use regex::bytes::Regex;
use std::io::{Read, Write};
use std::sync::LazyLock;

/// The longest page content that is looked at.
const MAX_CONTENT: u64 = 32 << 20;
/// How much all contents of a file may unpack to.
const MAX_ALL: u64 = 512 << 20;
/// How far before a stream its dictionary may start.
const DICTIONARY: usize = 1024;

static STREAM: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)stream\r?\n"));
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)endstream"));
static ACTUAL_TEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)/ActualText\s*[(<]"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The file with blanks in the place of replacement texts; every byte else stays where it is.
pub(super) fn blank(mut file: Vec<u8>) -> Vec<u8> {
    let mut patches: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut left = MAX_ALL;
    let mut from = 0;
    while let Some(start) = STREAM.find_at(&file, from) {
        let data = start.end();
        let Some(end) = END.find_at(&file, data) else { break };
        from = end.end();
        let head = dictionary(&file[..start.start()]);
        if is_content(head) {
            patches.extend(patched(&file[data..end.start()], head, &mut left).map(|bytes| (data, bytes)));
        }
    }
    for (at, bytes) in patches {
        file[at..at + bytes.len()].copy_from_slice(&bytes);
    }
    file
}

/// The dictionary before a stream.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = near.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    &near[start..]
}

/// Whether a stream may be the content of a page or form.
fn is_content(dictionary: &[u8]) -> bool {
    let has = |word: &[u8]| dictionary.windows(word.len()).any(|window| window == word);
    let other: [&[u8]; 7] = [b"/Image", b"/Length1", b"/ObjStm", b"/XRef", b"/DecodeParms", b"/Metadata", b"/FontFile"];
    !other.into_iter().any(has)
}

/// The stream without replacement texts, no longer than it was; nothing where it has none.
fn patched(stream: &[u8], dictionary: &[u8], left: &mut u64) -> Option<Vec<u8>> {
    let has = |word: &[u8]| dictionary.windows(word.len()).any(|window| window == word);
    if !has(b"/Filter") {
        let mut content = stream.to_vec();
        return blank_content(&mut content).then_some(content);
    }
    if !has(b"/FlateDecode") || *left == 0 {
        return None;
    }
    let mut content = Vec::new();
    ZlibDecoder::new(stream).take(MAX_CONTENT.min(*left)).read_to_end(&mut content).ok()?;
    *left -= content.len() as u64;
    if content.len() as u64 == MAX_CONTENT || !blank_content(&mut content) {
        return None;
    }
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(stream.len()), Compression::best());
    encoder.write_all(&content).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() <= stream.len()).then_some(packed)
}

/// Puts blanks in the place of the replacement texts of a page's content; says whether there was one.
fn blank_content(content: &mut [u8]) -> bool {
    let mut from = 0;
    let mut found = false;
    while let Some(place) = ACTUAL_TEXT.find_at(content, from) {
        let (start, value) = (place.start(), place.end() - 1);
        let Some(end) = string_end(&content[value..]) else { break };
        content[start..value + end].fill(b' ');
        from = value + end;
        found = true;
    }
    found
}

/// Where the string ends that the bytes start with (ISO 32000-1, section 7.3.4).
fn string_end(bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&b'<') {
        return bytes.iter().position(|&byte| byte == b'>').map(|at| at + 1);
    }
    let (mut depth, mut escaped) = (0, false);
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &[u8] =
        b"BT /Span<</ActualText <FEFF4E00> >> BDC <43> Tj EMC /Span<</ActualText(a\\)(b))/MCID 1>> BDC <44> Tj EMC ET";

    fn blanked() -> Vec<u8> {
        let text = String::from_utf8(CONTENT.to_vec()).unwrap();
        let texts = ["/ActualText <FEFF4E00>", "/ActualText(a\\)(b))"];
        texts.iter().fold(text, |text, words| text.replace(words, &" ".repeat(words.len()))).into_bytes()
    }

    fn packed(content: &[u8], level: Compression) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), level);
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn replacement_texts_become_blanks_and_nothing_moves() {
        let file =
            |content: &[u8]| [b"%PDF-1.4\n1 0 obj <</Length 9>>\nstream\n", content, b"\nendstream endobj"].concat();
        assert_eq!(blank(file(CONTENT)), file(&blanked()));
        assert_eq!(blank(file(b"BT (no /Actual Text) Tj ET")), file(b"BT (no /Actual Text) Tj ET"));
    }

    #[test]
    fn compressed_contents_are_packed_again() {
        let stream = packed(&CONTENT.repeat(20), Compression::fast());
        let head = b"1 0 obj <</Filter/FlateDecode/Length 99>>\nstream\n";
        let file = [head.as_slice(), &stream, b"\nendstream"].concat();
        let after = blank(file.clone());
        assert_eq!(after.len(), file.len());
        let mut content = Vec::new();
        ZlibDecoder::new(&after[head.len()..]).read_to_end(&mut content).unwrap();
        assert_eq!(content, blanked().repeat(20));
    }

    #[test]
    fn broken_files_are_left_as_they_are() {
        for file in [&b"stream\n"[..], b"stream\nendstream", b"1 0 obj<<>>\nstream\n/ActualText (a endstream"] {
            assert_eq!(blank(file.to_vec()), file);
        }
    }
}
