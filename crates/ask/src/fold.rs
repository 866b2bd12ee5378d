//! Words folded for comparison: white space and quotation marks left out, each character in one form.

use std::borrow::Cow;

/// The words at a place of a folded passage as `raw` has them, which is the passage as printed, without white space.
pub(crate) fn as_printed(raw: &str, passage: &str, words: &str) -> Option<String> {
    let at = passage.find(words)?;
    let first = passage[..at].chars().count();
    let last = first + words.chars().count().checked_sub(1)?;
    let mut kept = raw.char_indices().filter(|&(_, char)| fold_kept(char).is_some());
    let (start, char) = kept.nth(first)?;
    let (last, char) = if last == first { (start, char) } else { kept.nth(last - first - 1)? };
    Some(raw[start..last + char.len_utf8()].to_owned())
}

/// A passage folded for comparison.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    fold_passage(text).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The passage without white space and quotation marks, each character folded; nothing where it is so already.
pub(crate) fn fold_passage(text: &str) -> Option<String> {
    let plain = plain_len(text);
    if plain == text.len() {
        return None;
    }
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = plain_len(rest);
        folded.push_str(&rest[..plain]);
        let mut chars = rest[plain..].chars();
        folded.extend(chars.next().filter(|char| !char.is_whitespace()).and_then(fold_kept));
        rest = chars.as_str();
    }
    Some(folded)
}

/// How many bytes at the start are characters that are their own folded form: Chinese characters, and small letters,
/// digits and most signs of ASCII.
fn plain_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            // U+4000 to U+9FFF.
            0xe4..=0xe9 => 3,
            // 、 and 。
            0xe3 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x81 | 0x82])) => 3,
            b'!' | b'#'..=b'&' | b'('..=b'@' | b'['..=b'~' => 1,
            _ => return at,
        };
    }
    at
}

/// The character folded; nothing for a quotation mark.
fn fold_kept(char: char) -> Option<char> {
    Some(fold_one(zhengtu_text::fold_char(char))).filter(|&char| !is_quote(char))
}

fn is_quote(char: char) -> bool {
    matches!(char, '"' | '\'')
}

fn fold_one(char: char) -> char {
    char.to_lowercase().next().unwrap_or(char)
}

/// Folds a name as questions are folded.
pub(crate) fn fold(name: &str) -> String {
    folded(name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_text::strip_white;

    #[test]
    fn a_passage_is_found_as_printed() {
        let text = "推行 “一网通办”（２０２１）";
        let find = |words: &str| as_printed(&strip_white(text), &folded(text), words);
        assert_eq!(find("行一网通办(2021)").unwrap(), "行“一网通办”（２０２１）");
        assert_eq!(find("一网通办").unwrap(), "一网通办");
        assert_eq!(find("一窗"), None);
        assert_eq!(find("推").unwrap(), "推");
        assert_eq!(find(")").unwrap(), "）");
        assert_eq!(find(""), None);
    }
}
