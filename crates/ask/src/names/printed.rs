//! Passages as printed and as they are compared.

use crate::columns::Shared;
use crate::fold::fold_passage;
use aho_corasick::AhoCorasick;
use std::sync::OnceLock;
use zhengtu_text::strip_white;

/// A passage as printed, without white space, and folded for comparison, without quotation marks
/// either: people leave them out. It is folded when it is first compared: most questions look at few passages.
#[derive(Clone, Debug)]
pub(crate) struct Printed {
    text: Shared,
    /// The folded passage; nothing where that is the text itself.
    folded: OnceLock<Option<String>>,
    raw: OnceLock<String>,
}

impl Printed {
    pub(super) fn new(text: Shared) -> Self {
        Self { text, folded: OnceLock::new(), raw: OnceLock::new() }
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
        self.folded.get_or_init(|| fold_passage(&self.text)).as_deref().unwrap_or(&self.text)
    }

    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded().contains(folded)
    }
}

/// Words that are looked for in many lines.
pub(crate) struct Wanted(Vec<AhoCorasick>);

impl Wanted {
    /// Folded words, each by itself.
    pub(crate) fn new(folded: &[String]) -> Self {
        // What cannot be looked for stands nowhere; no words of a question are so long.
        Self(folded.iter().filter_map(|words| AhoCorasick::new([words]).ok()).collect())
    }

    /// Whether one of them stands in a line.
    pub(crate) fn stand_in(&self, line: &Line) -> bool {
        self.0.iter().any(|words| words.is_match(line.as_bytes()))
    }

    /// How often they stand in a line.
    pub(crate) fn times_in(&self, line: &Line) -> usize {
        self.0.iter().map(|words| words.find_iter(line.as_bytes()).count()).sum()
    }
}

/// A line of the words of a task, folded for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Line(pub(super) Shared);

impl Line {
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    pub(crate) fn folded(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded().contains(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_text::fold_width;

    /// As a question is folded before it is cut.
    fn as_asked(text: &str) -> String {
        strip_white(&fold_width(text)).to_lowercase().replace(['"', '\''], "")
    }

    #[test]
    fn words_are_counted_in_a_line_as_in_a_text() {
        let words = ["税务局", "务局", "aa", "养老"].map(str::to_owned);
        let wanted = Wanted::new(&words);
        for text in ["县税务局、市税务局", "aaaaa", "推进登记", ""] {
            let line = Line(Shared::from(text.to_owned()));
            let times: usize = words.iter().map(|words| text.matches(words.as_str()).count()).sum();
            assert_eq!((wanted.times_in(&line), wanted.stand_in(&line)), (times, times > 0), "{text}");
        }
    }

    #[test]
    fn a_passage_is_folded_as_a_name_is() {
        let texts =
            ["", "推行一网通办", "县 财\u{3000}政局", "ＧＤＰ增长５%，“提升”PM2.5〔2021〕10号〇", "'A' · B\t\u{a0}é²"];
        for text in texts {
            assert_eq!(Printed::new(Shared::from(text.to_owned())).folded(), as_asked(text), "{text}");
        }
        let plain = Printed::new(Shared::from("推行5g+一网通办".to_owned()));
        assert_eq!(plain.folded().as_ptr(), plain.text.as_ptr(), "no copy is made of what is folded already");
    }
}
