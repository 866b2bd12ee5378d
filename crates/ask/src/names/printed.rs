//! Passages as printed and as they are compared.

use std::sync::OnceLock;
use zhengtu_text::{fold_width, strip_white};

/// A passage as printed, without white space, and folded for comparison, without quotation marks
/// either: people leave them out. It is folded when it is first compared: most questions look at few passages.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    text: String,
    compared: OnceLock<Compared>,
}

#[derive(Clone, Debug)]
struct Compared {
    raw: String,
    folded: String,
    /// Where in `raw` each folded character stands, in bytes.
    starts: Vec<u32>,
}

impl Compared {
    fn new(text: &str) -> Self {
        let raw = strip_white(text);
        let (mut folded, mut starts) = (String::with_capacity(raw.len()), Vec::new());
        for (at, char) in raw.char_indices() {
            let char = fold_one(zhengtu_text::fold_char(char));
            if !is_quote(char) {
                folded.push(char);
                starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
        }
        Self { raw, folded, starts }
    }
}

impl Printed {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), compared: OnceLock::new() }
    }

    fn compared(&self) -> &Compared {
        self.compared.get_or_init(|| Compared::new(&self.text))
    }

    /// As printed, without white space.
    pub(crate) fn raw(&self) -> &str {
        &self.compared().raw
    }

    pub(crate) fn folded(&self) -> &str {
        &self.compared().folded
    }

    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded().contains(folded)
    }

    /// The passage as printed that reads `folded` when it is folded.
    pub(crate) fn find(&self, folded: &str) -> Option<String> {
        let Compared { raw, folded: whole, starts } = self.compared();
        let at = whole.find(folded)?;
        let first = whole[..at].chars().count();
        let last = first + folded.chars().count().checked_sub(1)?;
        let (start, last) = (*starts.get(first)? as usize, *starts.get(last)? as usize);
        let len = raw[last..].chars().next().map_or(0, char::len_utf8);
        Some(raw[start..last + len].to_owned())
    }
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
    fn a_passage_is_found_as_printed() {
        let printed = Printed::new("推行 “一网通办”（２０２１）");
        assert_eq!(printed.find("行一网通办(2021)").unwrap(), "行“一网通办”（２０２１）");
        assert_eq!(printed.find("一网通办").unwrap(), "一网通办");
        assert_eq!(printed.find("一窗"), None);
    }
}
