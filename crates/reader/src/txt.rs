//! Plain text.

use crate::encoding::decode;
use crate::{Format, Options, ReadError, Source, tabbed};
use zhengtu_text::Span;

/// Reads a text file; each line that is not blank becomes a block.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    let text = decode(bytes, options)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let blocks = tabbed::blocks(&text, lines(&text));
    Ok(Source {
        name: name.to_owned(),
        format: Format::Txt,
        text,
        blocks,
        notices: Vec::new(),
        recognition: None,
        look: None,
    })
}

/// The lines of `text` that are not blank, without their ends. Form feeds end a line too.
fn lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices().chain([(text.len(), '\n')]) {
        if matches!(char, '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}') {
            let span = Span::new(start, at);
            if !span.of(text).trim().is_empty() {
                spans.push(span);
            }
            start = at + char.len_utf8();
            start = start.min(text.len());
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};

    const TEXT: &str = "一、总体要求\n责任单位：县税务局\n";

    fn read_text(bytes: &[u8]) -> Result<String, ReadError> {
        read("计划.txt", bytes, &Options::default()).map(|source| source.text)
    }

    #[test]
    fn the_encodings_of_chinese_offices_are_read() {
        let gb18030 = GB18030.encode(TEXT).0.into_owned();
        let utf_8_marked = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
        let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &little].concat();
        for bytes in [TEXT.as_bytes(), &gb18030, &utf_8_marked, &little, &big, &marked] {
            assert_eq!(read_text(bytes).unwrap(), TEXT);
        }
        let traditional = "行政院所屬各機關應依照本計畫辦理各項業務並於年底前完成\n".repeat(4);
        assert_eq!(read_text(&BIG5.encode(&traditional).0).unwrap(), traditional);
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_place() {
        assert!(matches!(read_text(b""), Err(ReadError::Empty)));
        assert!(matches!(read_text(b" \n\t"), Err(ReadError::Empty)));
        assert!(matches!(read_text(b"\x7fELF\x02\x01\x01\x00"), Err(ReadError::Binary { offset: 4, byte: 2 })));
        let mut broken = TEXT.repeat(20).into_bytes();
        broken[6] = 0xff;
        assert!(matches!(read_text(&broken), Err(ReadError::Encoding { offset: 6, encoding: "UTF-8" })));
        let lossy = read("计划.txt", &broken, &Options { lossy: true, ..Options::default() }).unwrap();
        assert!(lossy.text.contains('\u{fffd}'));
    }

    #[test]
    fn each_line_with_text_is_a_block() {
        let source = read("计划.txt", "甲\r\n\n 乙 \n丙".as_bytes(), &Options::default()).unwrap();
        let lines: Vec<_> = source.blocks.iter().map(|block| block.span().of(&source.text)).collect();
        assert_eq!(lines, ["甲", " 乙 ", "丙"]);
    }
}
