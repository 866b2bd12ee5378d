//! Annexes: their headings (附件3), the list of them (附件：1.… 2.…), the entries on it.

use crate::Style;
use crate::draft::Draft;
use crate::marker::{marker, tick_len};
use crate::signs::{is_date_line, is_within};
use std::ops::Range;

/// The longest title of an annex behind its number, in characters.
const LONGEST_TITLE: usize = 50;

/// The longest entry of the list of annexes.
const LONGEST_ENTRY: usize = 60;

/// The words before the number of an annex; they are of one length.
const WORDS: [&str; 2] = ["附件", "附录"];

/// The number after 附件 or 附录 at the start of a text, and where it ends; 1 where 附件 stands alone.
pub fn annex_number(text: &str) -> Option<(u32, usize)> {
    let (word, rest) = WORDS.iter().find_map(|word| Some((word.len(), text.strip_prefix(word)?)))?;
    let len = rest.find(|char| !is_numeral(char)).unwrap_or(rest.len());
    if len == 0 {
        return rest.is_empty().then_some((1, word));
    }
    let label = zhengtu_text::fold_width(&rest[..len]);
    let number = label.parse().ok().or_else(|| marker(&format!("({label})")).map(|found| found.number))?;
    Some((number, word + len))
}

/// Whether a text begins with the number or box of an item, or with the number of an annex.
pub(crate) fn is_numbered(text: &str) -> bool {
    let begins: [fn(&str) -> bool; 3] =
        [|text| marker(text).is_some(), |text| tick_len(text).is_some(), |text| annex_number(text).is_some()];
    begins.iter().any(|begins| begins(text))
}

/// Whether a character may stand in the number of an annex.
fn is_numeral(char: char) -> bool {
    char.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(char)
}

/// 附件3, 附件 3：; not the list of annexes (附件：1.…).
pub(crate) fn is_annex_heading(text: &str) -> bool {
    annex_number(text).is_some_and(|(_, len)| text[len..].trim_start_matches(['：', ':']).is_empty())
}

/// 附件 or 附件：, of which the document has one.
pub(crate) fn is_unnumbered(text: &str) -> bool {
    text.strip_prefix(WORDS[0]).is_some_and(|rest| !rest.starts_with(is_numeral))
}

/// A heading of an annex: its number, and where its title starts in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnnexHeading {
    pub(crate) number: u32,
    pub(crate) title: usize,
}

/// The heading of an annex that a line is, alone (附件3) or with the title behind it (附件3：任务清单);
/// `next` is the line after it.
pub(crate) fn annex_heading(text: &str, next: Option<&Draft>) -> Option<AnnexHeading> {
    let (number, len) = annex_number(text)?;
    if is_annex_heading(text) {
        return Some(AnnexHeading { number, title: text.len() });
    }
    let title = text[len..].trim_start_matches(['：', ':', '.', '、', '．']);
    next.filter(|next| !goes_on_list(&next.text))?;
    let numbered = len > WORDS[0].len();
    (numbered && is_title(&text[len..], title)).then(|| AnnexHeading { number, title: text.len() - title.len() })
}

/// Whether what follows the number of an annex is its title rather than a sentence that speaks of it
/// (附件3中的, 附件1、附件2).
fn is_title(rest: &str, title: &str) -> bool {
    if rest.starts_with(['的', '中', '所', '和', '、', '，', '第']) {
        return false;
    }
    is_within(title, LONGEST_TITLE) && !title.contains(['。', '；', '，'])
}

/// Whether a line goes on with, or follows, the list of annexes.
fn goes_on_list(text: &str) -> bool {
    annex_number(text).is_some() || is_date_line(text)
}

/// An entry of the list of annexes on a line of its own: 2.任务清单, 附件：1.任务清单.
pub(crate) fn is_annex_item(text: &str) -> bool {
    if !is_within(text, LONGEST_ENTRY - 1) || text.contains(['。', '，', '；']) {
        return false;
    }
    let item = opened_list(text).unwrap_or(text);
    marker(item).is_some_and(|found| found.style == Style::Item)
}

/// What follows 附件：, with which the list opens.
fn opened_list(text: &str) -> Option<&str> {
    text.strip_prefix(WORDS[0])?.strip_prefix(['：', ':'])
}

/// The entry of a list of annexes that a draft is, given the number the list has come to: the number
/// of the annex and the place of its title in the draft. The list opens with 附件：.
pub(crate) fn annex_entry(text: &str, last: Option<u32>) -> Option<(u32, Range<usize>)> {
    let (number, rest) = match last {
        None => first_entry(opened_list(text)?),
        Some(last) => {
            let found = marker(text).filter(|found| found.style == Style::Item && found.number == last + 1)?;
            (found.number, &text[found.len..])
        }
    };
    let title = rest.trim_start_matches(['：', ':']);
    is_listed(title).then(|| (number, text.len() - title.len()..text.len()))
}

/// Whether a title may stand on the list of annexes.
fn is_listed(title: &str) -> bool {
    if title.is_empty() || title.contains('。') {
        return false;
    }
    is_within(title, LONGEST_ENTRY)
}

/// The first entry of the list, which has no number where it is the only one.
fn first_entry(list: &str) -> (u32, &str) {
    match marker(list).filter(|found| found.style == Style::Item) {
        Some(found) => (found.number, &list[found.len..]),
        None => (1, list),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_annexes_counts_on() {
        assert_eq!(annex_entry("附件：1.开办企业方案", None).map(|entry| entry.0), Some(1));
        assert_eq!(annex_entry("附件:任务清单", None), Some((1, "附件:".len().."附件:任务清单".len())));
        assert_eq!(annex_entry("2.获得电力方案", Some(1)).map(|entry| entry.0), Some(2));
        assert_eq!(annex_entry("2.获得电力。加快推进。", Some(1)), None);
        assert_eq!(annex_entry("4.获得电力方案", Some(1)), None);
    }

    #[test]
    fn a_heading_of_an_annex_has_its_title_behind_it_or_below() {
        let next = Draft { text: "序号".to_owned(), ..Draft::default() };
        let title =
            |text: &str| annex_heading(text, Some(&next)).map(|found| (found.number, text[found.title..].to_owned()));
        assert_eq!(title("附件3"), Some((3, String::new())));
        assert_eq!(title("附件二：任务清单"), Some((2, "任务清单".to_owned())));
        assert_eq!(title("附件3中的任务由县财政局负责"), None);
        assert_eq!(title("附件3任务清单，请落实"), None);
    }
}
