//! Numbers at the start of a paragraph: 一、（一）1.（1）①, 第一章, 第三条 (GB/T 9704-2012, 7.3.3).

use crate::Style;

/// A number at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marker {
    /// How the number is printed.
    pub(crate) style: Style,
    /// Its value.
    pub(crate) number: u32,
    /// The number as printed, without its signs.
    pub(crate) label: String,
    /// The length of number and signs in bytes.
    pub(crate) len: usize,
}

/// The number that starts `text` (white space already repaired), if it starts with one.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => ordinal_word(text),
        '（' | '(' | '〔' | '［' | '[' => bracketed(text),
        '①'..='⑳' => Some(Marker {
            style: Style::Circled,
            number: first as u32 - '①' as u32 + 1,
            label: first.to_string(),
            len: first.len_utf8(),
        }),
        '⑴'..='⒇' => Some(Marker {
            style: Style::SubItem,
            number: first as u32 - '⑴' as u32 + 1,
            label: (first as u32 - '⑴' as u32 + 1).to_string(),
            len: first.len_utf8(),
        }),
        '⒈'..='⒛' => Some(Marker {
            style: Style::Item,
            number: first as u32 - '⒈' as u32 + 1,
            label: (first as u32 - '⒈' as u32 + 1).to_string(),
            len: first.len_utf8(),
        }),
        '0'..='9' | '０'..='９' => arabic(text),
        _ if is_numeral(first) => chinese(text),
        _ => None,
    }
}

/// 第一章, 第二节, 第三条.
fn ordinal_word(text: &str) -> Option<Marker> {
    let rest = &text['第'.len_utf8()..];
    let len = numeral_len(rest).or_else(|| digits_len(rest))?;
    let label = &rest[..len];
    let (style, word) = match rest[len..].chars().next()? {
        '章' => (Style::Chapter, '章'),
        '节' => (Style::ChapterSection, '节'),
        '条' => (Style::Article, '条'),
        _ => return None,
    };
    let number = value(label)?;
    let len = '第'.len_utf8() + len + word.len_utf8();
    // 第三条规定的, 第二条、第三条: a reference, not a number.
    let after = text[len..].chars().next();
    let reference = ["规定", "第", "所", "中", "的", "和", "、", "至", "款", "之", "关于"];
    if after.is_some() && reference.iter().any(|word| text[len..].starts_with(word)) {
        return None;
    }
    Some(Marker { style, number, label: text[..len].to_owned(), len })
}

/// （一） and （1）, also 1） with half a bracket; the brackets may be of unlike width.
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let rest = &text[open..];
    let (style, len) = match numeral_len(rest) {
        Some(len) => (Style::Subsection, len),
        None => (Style::SubItem, digits_len(rest)?),
    };
    let close = rest[len..].chars().next().filter(|&char| matches!(char, '）' | ')' | '〕' | '］' | ']'))?;
    let label = &rest[..len];
    let mut len = open + len + close.len_utf8();
    let number = value(label).filter(|&number| number < 100)?;
    if text[len..].starts_with(['、', '.', '．']) {
        len += text[len..].chars().next().map_or(0, char::len_utf8);
    }
    Some(Marker { style, number, label: half_width(label), len })
}

/// 1. and 1、 and 1．; 1） and 1) are sub-items. A decimal (3.5) or a date (2021.6) is none.
fn arabic(text: &str) -> Option<Marker> {
    let len = digits_len(text).filter(|&len| text[..len].chars().count() <= 3)?;
    let sign = text[len..].chars().next()?;
    let after = text[len + sign.len_utf8()..].chars().next();
    let style = match sign {
        '.' | '．' | '、' | '﹒' | '·'
            if !after.is_some_and(is_digit) || sign != '、' && begins_with_year(&text[len + sign.len_utf8()..]) =>
        {
            Style::Item
        }
        '）' | ')' => Style::SubItem,
        _ => return None,
    };
    let number = value(&text[..len])?;
    // 1、2、3类 is a list of numbers.
    if sign == '、' && after.is_some_and(is_digit) {
        return None;
    }
    Some(Marker { style, number, label: half_width(&text[..len]), len: len + sign.len_utf8() })
}

/// 2021年: after a number and its point the date with which the item begins (1.2021年底前…).
fn begins_with_year(text: &str) -> bool {
    let year = |digits: &str| digits.starts_with("19") || digits.starts_with("20");
    text.get(..4).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()) && year(digits))
        && text[4..].starts_with('年')
}

/// 一、 and 一. ; 一、二、三类 is a list, 一是 a sentence.
fn chinese(text: &str) -> Option<Marker> {
    let len = numeral_len(text)?;
    let sign = text[len..].chars().next().filter(|&char| matches!(char, '、' | '.' | '．' | '､'))?;
    let rest = &text[len + sign.len_utf8()..];
    if let Some(next) = numeral_len(rest)
        && matches!(rest[next..].chars().next(), Some('、' | '类' | '级' | '季' | '是' | '线' | '等' | '星' | '产'))
    {
        return None;
    }
    let number = value(&text[..len])?;
    Some(Marker { style: Style::Section, number, label: text[..len].to_owned(), len: len + sign.len_utf8() })
}

/// The value of a number in Chinese numerals up to 999 or in digits.
fn value(label: &str) -> Option<u32> {
    zhengtu_text::numeral::exact(label).filter(|&number| number > 0)
}

fn numeral_len(text: &str) -> Option<usize> {
    let len = text.find(|char| !is_numeral(char)).unwrap_or(text.len());
    (1..=5 * '一'.len_utf8()).contains(&len).then_some(len)
}

fn digits_len(text: &str) -> Option<usize> {
    let len = text.find(|char| !is_digit(char)).unwrap_or(text.len());
    (len > 0).then_some(len)
}

fn is_numeral(char: char) -> bool {
    zhengtu_text::numeral::is_counting(char)
}

fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || ('０'..='９').contains(&char)
}

fn half_width(label: &str) -> String {
    zhengtu_text::fold_width(label)
}

/// The rank of a style when none of its kind is open: lower is further out.
pub(crate) fn rank(style: Style) -> u8 {
    match style {
        Style::Part => 0,
        Style::Chapter => 1,
        Style::ChapterSection => 2,
        Style::Article => 3,
        Style::Section => 4,
        Style::Marked => 5,
        Style::Subsection => 6,
        Style::Item => 7,
        Style::SubItem => 8,
        Style::Circled => 9,
        Style::Dash | Style::Ordinal | Style::Block | Style::Row => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, style: Style, number: u32, label: &str, rest: &str) {
        let marker = marker(text).unwrap_or_else(|| panic!("{text} starts with a number"));
        assert_eq!((marker.style, marker.number, marker.label.as_str()), (style, number, label), "{text}");
        assert_eq!(&text[marker.len..], rest);
    }

    #[test]
    fn every_manner_of_numbering_is_read() {
        check("一、总体要求", Style::Section, 1, "一", "总体要求");
        check("十二、附则", Style::Section, 12, "十二", "附则");
        check("（一）标题。正文", Style::Subsection, 1, "一", "标题。正文");
        check("(十一)设立", Style::Subsection, 11, "十一", "设立");
        check("(二）混用", Style::Subsection, 2, "二", "混用");
        check("1.推进", Style::Item, 1, "1", "推进");
        check("10．推进", Style::Item, 10, "10", "推进");
        check("1.2020年底前出台", Style::Item, 1, "1", "2020年底前出台");
        check("３、推进", Style::Item, 3, "3", "推进");
        check("（1）符合条件", Style::SubItem, 1, "1", "符合条件");
        check("2)符合条件", Style::SubItem, 2, "2", "符合条件");
        check("③材料", Style::Circled, 3, "③", "材料");
        check("第一章总则", Style::Chapter, 1, "第一章", "总则");
        check("第二十一条本办法", Style::Article, 21, "第二十一条", "本办法");
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "3.5%以上",
            "2021.6底",
            "2021年底",
            "一、二、三类企业",
            "一是加强",
            "第三条规定的条件",
            "1、2、3号楼",
            "(2021年版)",
            "（一次办结）",
            "一季度",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
