//! Sentences and phrases: what stands between two signs.

use regex::Regex;
use std::sync::LazyLock;

/// The phrases of a text: at 。；！？，and outside brackets and quotes, without the number before the first.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    pieces(text, true).map(strip_number)
}

/// The sentences of a text: at 。；！？.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    pieces(text, false)
}

/// The phrases of a text, each with the sign that ends it.
pub(crate) fn with_signs(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(ends(true))
}

fn pieces(text: &str, commas: bool) -> impl Iterator<Item = &str> {
    text.split(ends(commas)).filter(|piece| !piece.is_empty())
}

/// Whether a piece ends at a character, asked of one character after the other.
fn ends(commas: bool) -> impl FnMut(char) -> bool {
    let mut depth = 0usize;
    move |char: char| {
        match char {
            '(' | '（' | '“' | '《' => depth += 1,
            ')' | '）' | '”' | '》' => depth = depth.saturating_sub(1),
            '\n' => depth = 0,
            _ => {}
        }
        match char {
            '。' | '\n' => {
                depth = 0;
                true
            }
            '；' | ';' | '！' | '？' => depth == 0,
            '，' | ',' => commas && depth == 0,
            _ => false,
        }
    }
}

/// The text without the number it starts with: 1.、1.1、（一）、一、
pub(crate) fn strip_number(text: &str) -> &str {
    static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\d{1,2}(?:[.．]\d{1,2}){1,2}[\p{Han}--[万亿千百十元个家名倍米公亩吨以至]]").expect("a pattern")
    });
    static LISTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[一二三四五六七八九十](?:、[一二三四五六七八九十]|[类级等])").expect("a pattern")
    });
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")
            .expect("a pattern")
    });
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:19|20)\d\d年").expect("a pattern"));
    if let Some(within) = WITHIN.find(text) {
        let first = within.as_str().chars().next_back().map_or(0, char::len_utf8);
        return &text[within.end() - first..];
    }
    let Some(number) = NUMBER.find(text) else { return text };
    let rest = &text[number.end()..];
    // 2.5万亩 is a quantity; 1.2020年底前 an item that begins with a year.
    let quantity = number.as_str().ends_with(['.', '．']) && rest.starts_with(|char: char| char.is_ascii_digit());
    if quantity && !YEAR.is_match(rest) {
        return text;
    }
    // 一、二、三类企业 is a list.
    let listed = number.as_str().ends_with('、') && LISTED.is_match(rest);
    if listed { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_end_at_signs_outside_brackets_and_quotes() {
        let text = "1.推行“双随机、一公开”，压缩至2天(含申请，领证)；实现“一次委托，统一测绘”。";
        let found: Vec<&str> = split(text).collect();
        assert_eq!(found, ["推行“双随机、一公开”", "压缩至2天(含申请，领证)", "实现“一次委托，统一测绘”"]);
    }

    #[test]
    fn a_list_of_classes_begins_with_no_number() {
        assert_eq!(strip_number("一、二、三类企业"), "一、二、三类企业");
        assert_eq!((strip_number("一、总体要求"), strip_number("1.一类企业")), ("总体要求", "一类企业"));
        assert_eq!(strip_number("（一）二氧化碳"), "二氧化碳");
        assert_eq!((strip_number("1.2推进甲事"), strip_number("2.5万亩农田")), ("推进甲事", "2.5万亩农田"));
        assert_eq!(strip_number("1.2020年底前出台"), "2020年底前出台");
    }

    #[test]
    fn a_bracket_left_open_ends_with_the_sentence() {
        assert_eq!(split("加强(监管。压缩时间，降低成本").count(), 3);
    }
}
