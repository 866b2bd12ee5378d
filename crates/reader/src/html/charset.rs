//! The character encoding of a page: by byte order mark, by its bytes where they are UTF-8, by what
//! the page says of itself, by detection.

use crate::encoding;
use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

/// How much of a page may stand before it names its encoding; the HTML standard says 1024 bytes,
/// sites do not keep to it.
const HEAD: usize = 4096;

/// A decoded page.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
    /// Where the first byte stands that could not be decoded.
    pub(crate) malformed: Option<usize>,
}

/// The beginning of the page, with what is not ASCII replaced.
pub(crate) fn head(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let part = &bytes[mark..bytes.len().min(mark + HEAD)];
        return encoding.decode_without_bom_handling(part).0.into_owned();
    }
    String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned()
}

/// Decodes the page; what cannot be decoded is replaced and its place noted.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (told(bytes), 0));
    let body = &bytes[mark..];
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    let malformed = malformed.then(|| mark + encoding::first_malformed(encoding, body));
    Decoded { text: text.into_owned(), encoding: encoding.name(), malformed }
}

fn told(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    match declared(&head(bytes)) {
        Some(encoding) if encoding == GBK => GB18030,
        Some(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => encoding,
        _ => encoding::guess(bytes),
    }
}

/// The encoding that a `meta` element names.
fn declared(head: &str) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    lower.match_indices("charset").find_map(|(at, word)| {
        let value =
            lower[at + word.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|char: char| !(char.is_ascii_alphanumeric() || "-_:.".contains(char)))?;
        Encoding::for_label(&value.as_bytes()[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found_by_mark_bytes_declaration_and_detection() {
        let page = |label: &str| format!("<html><head><meta charset=\"{label}\"></head><p>各市、县人民政府：</p>");
        let plain = "<html><p>各市、县人民政府，省政府各部门：现将方案印发给你们</p>";
        let cases = [
            (page("gb2312"), GB18030.encode(&page("gb2312")).0.into_owned()),
            (page("utf-8"), GB18030.encode(&page("utf-8")).0.into_owned()),
            (page("gb2312"), page("gb2312").into_bytes()),
            (plain.to_owned(), GB18030.encode(plain).0.into_owned()),
            (plain.to_owned(), [b"\xef\xbb\xbf", plain.as_bytes()].concat()),
        ];
        for (text, bytes) in cases {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.malformed, None);
        }
    }

    #[test]
    fn the_place_of_a_broken_byte_is_told() {
        let page = "<meta charset=gbk><p>各市人民政府".to_owned();
        let mut bytes = GB18030.encode(&page).0.into_owned();
        let at = bytes.len() - 4;
        bytes[at] = 0xff;
        assert_eq!(decode(&bytes).malformed, Some(at));
    }
}
