//! Replacement text of marked content (`/ActualText`, ISO 32000-1, section 14.9.4). Browsers write it for
//! each character that has a twin among the radicals (一, 工, 行), whose font names but one of the two.

use super::char::Char;
use hayro_syntax::object::{Dict, String as PdfString};

/// The replacement text of marked content.
pub(super) fn of(properties: &Dict<'_>) -> Option<String> {
    let text = properties.get::<PdfString<'_>>(b"ActualText")?;
    Some(decode(text.as_bytes())).filter(|text| !text.is_empty())
}

/// A text string (section 7.9.2.2): UTF-16 or UTF-8 with a mark, else one byte a character.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, text @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(text).0.into_owned(),
        [0xff, 0xfe, text @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(text).0.into_owned(),
        [0xef, 0xbb, 0xbf, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        text => text.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Puts the text in the place of the characters from `from` on, where both have the same number or the
/// font tells none of them; else the characters that are shown stay.
pub(super) fn apply(text: &str, chars: &mut Vec<Char>, from: usize) {
    let Some(shown) = chars.get_mut(from..).filter(|shown| !shown.is_empty()) else { return };
    if text.chars().count() == shown.len() {
        shown.iter_mut().zip(text.chars()).for_each(|(shown, char)| shown.char = char);
    } else if shown.iter().all(|shown| shown.char == '\u{fffd}') {
        let width = shown.iter().map(|shown| shown.width).sum();
        let whole = Char { width, ..shown[0] };
        chars.truncate(from);
        chars.extend(spread(text, whole));
    }
}

/// Several characters in the place of one.
pub(super) fn spread(text: &str, at: Char) -> Vec<Char> {
    let width = at.width / text.chars().count().max(1) as f32;
    let (sin, cos) = at.degrees.to_radians().sin_cos();
    let each = |(index, char)| {
        let along = width * index as f32;
        Char { char, x: at.x + along * cos, y: at.y + along * sin, width, ..at }
    };
    text.chars().enumerate().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<Char> {
        let at = Char {
            char: 'x',
            x: 10.0,
            y: 0.0,
            width: 12.0 * text.chars().count() as f32,
            size: 12.0,
            degrees: 0.0,
            unseen: false,
        };
        spread(text, at)
    }

    fn replaced(shown: &str, text: &str) -> String {
        let mut chars = chars(shown);
        apply(text, &mut chars, 1);
        chars.iter().map(|char| char.char).collect()
    }

    #[test]
    fn text_replaces_as_many_characters_or_such_as_no_font_tells() {
        assert_eq!(replaced("甲⼀⼯", "一工"), "甲一工");
        assert_eq!(replaced("甲\u{fffd}", "有限"), "甲有限");
        assert_eq!(replaced("甲图中文字", "图"), "甲图中文字");
        assert_eq!(replaced("甲", "图"), "甲");
        let mut wide = chars("\u{fffd}");
        apply("ffi", &mut wide, 0);
        assert_eq!(wide.iter().map(|char| char.x).collect::<Vec<_>>(), [10.0, 14.0, 18.0]);
    }

    #[test]
    fn strings_are_read_by_their_mark() {
        assert_eq!(decode(b"\xfe\xff\x4e\x00"), "一");
        assert_eq!(decode("\u{feff}一".as_bytes()), "一");
        assert_eq!(decode(b"fi"), "fi");
    }
}
