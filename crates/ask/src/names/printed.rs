//! Passages as printed and as they are compared.

use crate::columns::Shared;
use std::borrow::Cow;
use std::sync::OnceLock;
use zhengtu_text::{fold_width, strip_white};

/// A passage as printed, without white space, and folded for comparison, without quotation marks
/// either: people leave them out. It is folded when it is first compared: most questions look at few passages.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    text: String,
    /// The folded passage; nothing where that is the text itself.
    folded: OnceLock<Option<String>>,
    raw: OnceLock<String>,
}

impl Printed {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), folded: OnceLock::new(), raw: OnceLock::new() }
    }

    /// As printed, without white space.
    pub(crate) fn raw(&self) -> &str {
        self.raw.get_or_init(|| strip_white(&self.text))
    }

    /// As it stands in the record.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold_passage(&self.text)).as_ref().unwrap_or(&self.text)
    }

    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded().contains(folded)
    }
}

/// A line of the words of a task, folded for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Line(pub(super) Shared);

impl Line {
    pub(crate) fn folded(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded().contains(folded)
    }
}

/// The words at a place of a folded passage as `raw` has them, which is the passage as printed, without white space.
pub(super) fn as_printed(raw: &str, passage: &str, words: &str) -> Option<String> {
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
fn fold_passage(text: &str) -> Option<String> {
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
    strip_white(&fold_width(name)).to_lowercase().replace(is_quote, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_folded_as_a_name_is() {
        let texts =
            ["", "推行一网通办", "县 财\u{3000}政局", "ＧＤＰ增长５%，“提升”PM2.5〔2021〕10号〇", "'A' · B\t\u{a0}é²"];
        for text in texts {
            assert_eq!(Printed::new(text).folded(), fold(text), "{text}");
        }
        let plain = Printed::new("推行5g+一网通办");
        assert_eq!(plain.folded().as_ptr(), plain.text.as_ptr(), "no copy is made of what is folded already");
    }

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
