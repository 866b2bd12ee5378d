//! Numbers at the start of a paragraph: 一、（一）1.（1）①, 第一章, 第三条 (GB/T 9704-2012, 7.3.3).

use crate::Style;
use zhengtu_text::is_cjk;

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

/// The longest Chinese numeral and the longest number in digits that are asked for, in characters: a
/// text that is nothing but numerals is not read to its end at each of its places.
const LONGEST_NUMERAL: usize = 5;
const LONGEST_DIGITS: usize = 9;

/// The longest number of an item, in digits; a longer one may be a year or a quantity.
const LONGEST_ITEM: usize = 3;

/// The longest that numbers an item where a point and words follow it (1000.推进).
const LONGEST_COUNT: usize = 5;

/// Numbers in brackets that may be years: （2021） alone, （2021）12号.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// Numbers in the brackets of document numbers stay below this: 〔2021〕12号.
const BELOW_SQUARE: u32 = 100;

/// Words behind 第三条 that make it a reference (第三条规定的, 第二条、第三条, 第三条中的). A word of which a sentence may
/// begin with the first character (第三条 中央财政…, 第二条 所购住房…) stands with what follows it.
const REFERENCES: [&str; 21] = [
    "规定",
    "所称",
    "所列",
    "所述",
    "所指",
    "所规定",
    "所涉",
    "中的",
    "中，",
    "中“",
    "中规定",
    "中有关",
    "中关于",
    "中所",
    "的",
    "和第",
    "、",
    "至第",
    "款",
    "关于",
    "之",
];

/// The number that starts `text` (white space already repaired), if it starts with one.
pub(crate) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '第' => ordinal_word(text),
        '问' => problem(text),
        '（' | '(' | '〔' | '［' | '[' => bracketed(text),
        '①'..='⑳' => Some(Marker { label: first.to_string(), ..enclosed(Style::Circled, first, '①') }),
        '⑴'..='⒇' => Some(enclosed(Style::SubItem, first, '⑴')),
        '⒈'..='⒛' => Some(enclosed(Style::Item, first, '⒈')),
        '0'..='9' | '０'..='９' => arabic(text),
        _ if is_numeral(first) => chinese(text),
        _ => None,
    }
}

/// A number that is one character, `one` for 1.
fn enclosed(style: Style, char: char, one: char) -> Marker {
    let number = char as u32 - one as u32 + 1;
    Marker { style, number, label: number.to_string(), len: char.len_utf8() }
}

/// 第一部分, 第一章, 第二节, 第三条, 第四项.
fn ordinal_word(text: &str) -> Option<Marker> {
    let rest = &text['第'.len_utf8()..];
    let len = numeral_len(rest).or_else(|| digits_len(rest))?;
    let (style, word) = match rest[len..].chars().next()? {
        '部' if rest[len..].strip_prefix("部分").is_some_and(is_heading) => (Style::Chapter, "部分"),
        '章' => (Style::Chapter, "章"),
        '节' => (Style::ChapterSection, "节"),
        '条' => (Style::Article, "条"),
        '项' if is_heading(without_work(&rest[len + '项'.len_utf8()..])) => (Style::Subsection, "项"),
        _ => return None,
    };
    let number = value(&rest[..len])?;
    let len = '第'.len_utf8() + len + word.len();
    if REFERENCES.iter().any(|word| text[len..].starts_with(word)) || is_clause(&text[len..]) {
        return None;
    }
    Some(Marker { style, number, label: text[..len].to_owned(), len })
}

/// 问题一、渣土车管控不力, 问题2：…: a problem that is to be put right.
fn problem(text: &str) -> Option<Marker> {
    let word = "问题".len();
    let rest = text.strip_prefix("问题")?;
    let len = numeral_len(rest).or_else(|| digits_len(rest)).filter(|&len| len <= LONGEST_PROBLEM)?;
    let sign = rest[len..].chars().next().filter(|&char| matches!(char, '、' | '：' | ':' | '.' | '．'))?;
    let end = word + len + sign.len_utf8();
    // 问题1、2整改到位 is a list of numbers.
    if text[end..].starts_with(|char| is_digit(char) || is_numeral(char)) {
        return None;
    }
    let label = text[..word + len].to_owned();
    Some(Marker { style: Style::Subsection, number: value(&rest[..len])?, label, len: end })
}

/// The longest number of a problem, in bytes: three Chinese numerals.
const LONGEST_PROBLEM: usize = 9;

/// 第一项 改造农贸市场, 第二部分 工作任务: whether what stands behind a number is a short heading; 第一项工作是… is a sentence.
fn is_heading(text: &str) -> bool {
    let heading = text.trim_start_matches(['、', '：', ':', '.', '．', ' ']);
    if heading.ends_with(['。', '；', '，']) {
        return false;
    }
    if heading.chars().nth(LONGEST_ENTRY).is_some() {
        return false;
    }
    heading.starts_with(is_cjk) && !OF_SENTENCES.iter().any(|word| heading.starts_with(word))
}

/// 第一项工作…: what stands behind the word for what an item is.
fn without_work(text: &str) -> &str {
    WORKS.iter().find_map(|work| text.strip_prefix(work)).unwrap_or(text)
}

/// The longest heading behind 第一项, in characters.
const LONGEST_ENTRY: usize = 40;

/// What stands behind 第一项 in a sentence.
const OF_SENTENCES: [&str; 8] = ["是", "为", "规定", "的", "和", "至", "所", "中"];

/// What may stand between 第一项 and such a word (第一项工作是…).
const WORKS: [&str; 4] = ["工作", "任务", "内容", "措施"];

/// 第二款, 第（三）项: a part of the article named before it.
fn is_clause(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else { return false };
    let rest = rest.strip_prefix(['（', '(']).unwrap_or(rest);
    let Some(len) = numeral_len(rest).or_else(|| digits_len(rest)) else { return false };
    let rest = rest[len..].strip_prefix(['）', ')']).unwrap_or(&rest[len..]);
    rest.starts_with(['款', '项', '目', '句', '段', '条'])
}

/// （一） and （1）; the brackets may be of unlike width.
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?.len_utf8();
    let rest = &text[open..];
    let (style, len) = match numeral_len(rest) {
        Some(len) => (Style::Subsection, len),
        None => (Style::SubItem, digits_len(rest)?),
    };
    let close = rest[len..].chars().next().filter(|&char| matches!(char, '）' | ')' | '〕' | '］' | ']'))?;
    let label = &rest[..len];
    let end = open + len + close.len_utf8();
    let number = value(label).filter(|&number| is_item(number, close, &text[end..]))?;
    let sign = text[end..].chars().next().filter(|&char| matches!(char, '、' | '.' | '．'));
    Some(Marker { style, number, label: half_width(label), len: end + sign.map_or(0, char::len_utf8) })
}

/// （365）推进…: whether a large number in brackets numbers an item; a year does so only before words.
fn is_item(number: u32, close: char, after: &str) -> bool {
    if number < BELOW_SQUARE {
        return true;
    }
    match close {
        '）' | ')' if YEARS.contains(&number) => {
            after.starts_with(is_cjk) && !after.starts_with(['号', '年', '版', '第'])
        }
        '）' | ')' => true,
        _ => false,
    }
}

/// 1. and 1、 and 1．; 1） and 1) are sub-items. A decimal (3.5) or a date (2021.6) is none.
fn arabic(text: &str) -> Option<Marker> {
    if let Some(decimal) = decimal(text) {
        return Some(decimal);
    }
    let len = digits_len(text)?;
    let digits = text[..len].chars().count();
    let sign = text[len..].chars().next()?;
    let end = len + sign.len_utf8();
    let before_digit = text[end..].starts_with(is_digit);
    if digits > LONGEST_ITEM && !counts_on(digits, sign, &text[end..]) {
        return None;
    }
    let style = match sign {
        '）' | ')' => Style::SubItem,
        // 1、2、3类 is a list of numbers.
        '、' if !before_digit => Style::Item,
        '.' | '．' | '﹒' | '·' if !before_digit || begins_with_date(&text[end..]) => Style::Item,
        _ => return None,
    };
    Some(Marker { style, number: value(&text[..len])?, label: half_width(&text[..len]), len: end })
}

/// 1000.推进: whether a long number numbers an item, by the sign and the words behind it.
fn counts_on(digits: usize, sign: char, after: &str) -> bool {
    match sign {
        '.' | '．' if digits <= LONGEST_COUNT => after.starts_with(is_cjk),
        _ => false,
    }
}

/// 2.1监测预报, 2-1引进人才, 2.1.3会商: a number within a number, before words; 2.5万元 and 1-2家 are quantities.
fn decimal(text: &str) -> Option<Marker> {
    let (sign, inner) = within(text)?;
    // A number within a number within a number is of the level below.
    let deepest = within(inner).filter(|(other, _)| *other == sign).map(|(_, inner)| inner);
    let style = if deepest.is_some() { Style::SubItem } else { Style::Decimal };
    let inner = deepest.unwrap_or(inner);
    let len = digits_len(inner).filter(|&len| len <= LONGEST_WITHIN && !inner.starts_with('0'))?;
    let words = inner[len..].trim_start();
    let parted = sign == '-' && words.len() < inner.len() - len;
    let is_words = words.chars().take(SHORTEST_WORDS).filter(|&char| is_cjk(char)).count() == SHORTEST_WORDS;
    if !(is_words || parted) {
        return None;
    }
    if is_measured(words) {
        return None;
    }
    let end = text.len() - inner.len() + len;
    Some(Marker { style, number: value(&inner[..len])?, label: half_width(&text[..end]), len: end })
}

/// The sign behind the number with which a text begins, and what stands behind the sign.
fn within(text: &str) -> Option<(char, &str)> {
    let outer = digits_len(text).filter(|&len| len <= LONGEST_WITHIN && !text.starts_with('0'))?;
    let sign = text[outer..].chars().next().filter(|sign| matches!(sign, '.' | '．' | '-' | '—'))?;
    Some((sign, &text[outer + sign.len_utf8()..]))
}

/// The most digits of a number within a number, and of the one it stands in.
const LONGEST_WITHIN: usize = 2;

/// The fewest characters of the words behind such a number.
const SHORTEST_WORDS: usize = 2;

/// The characters with which units of measure and of time begin.
const MEASURES: &str = "个家名年月日天周季项万亿千百十人次条处所座公里米吨件批场期组类级倍成元折度平立方亩斤克毫升台套部辆支张份册间栋户村小时分秒点位以至左余多";

/// Whether words begin with a unit of measure.
fn is_measured(words: &str) -> bool {
    let heads = || WORDS.iter().any(|word| words.starts_with(word));
    words.starts_with(|char| MEASURES.contains(char)) && !heads()
}

/// Words of headings that begin as units of measure do: 2.1成员单位职责, 4.2处置措施.
const WORDS: [&str; 40] = [
    "成员", "成立", "成果", "组织", "组成", "组建", "项目", "分级", "分类", "分工", "分析", "处置", "处理", "部门",
    "部署", "公众", "公共", "公告", "公布", "场所", "场地", "条件", "级别", "位置", "以人", "日常", "周边", "时间",
    "台账", "度汛", "升级", "支撑", "支持", "立即", "期间", "点位", "人员", "人才", "年度", "批准",
];

/// 2021年, 6月: after a number and its point the date with which the item begins (1.2021年底前…, 8.3月20日前…).
fn begins_with_date(text: &str) -> bool {
    [begins_with_year, begins_with_month].iter().any(|begins| begins(text))
}

fn begins_with_month(text: &str) -> bool {
    let len = digits_len(text).filter(|&len| text[len..].starts_with('月'));
    len.and_then(|len| value(&text[..len])).is_some_and(|month| MONTHS.contains(&month))
}

const MONTHS: std::ops::RangeInclusive<u32> = 1..=12;

fn begins_with_year(text: &str) -> bool {
    let Some((year, rest)) = text.split_at_checked("2021".len()) else { return false };
    let is_year = ["19", "20"].iter().any(|century| year.starts_with(century)) && year.chars().all(is_digit);
    is_year && rest.starts_with('年')
}

/// The length of the box that is ticked when an item is done ([ ], [x]) at the start of a text; white space is
/// already repaired.
pub(crate) fn tick_len(text: &str) -> Option<usize> {
    let opens = |tick: &&&str| text.strip_prefix(**tick).is_some_and(|rest| !rest.is_empty());
    ["[]", "[x]", "[X]"].iter().find(opens).map(|tick| tick.len())
}

/// 一、 and 一. ; 一、二、三类 is a list, 一是 a sentence.
fn chinese(text: &str) -> Option<Marker> {
    let len = numeral_len(text)?;
    let sign = text[len..].chars().next().filter(|&char| matches!(char, '、' | '.' | '．' | '､'))?;
    let end = len + sign.len_utf8();
    if goes_on_list(&text[end..]) {
        return None;
    }
    Some(Marker { style: Style::Section, number: value(&text[..len])?, label: text[..len].to_owned(), len: end })
}

/// 二、, 二类: the second member of a list of numbers.
fn goes_on_list(text: &str) -> bool {
    let after = numeral_len(text).and_then(|len| text[len..].chars().next());
    after.is_some_and(|char| "、类级季是线等星产".contains(char))
}

/// The value of a number in Chinese numerals up to 999 or in digits.
fn value(label: &str) -> Option<u32> {
    zhengtu_text::numeral::exact(label).filter(|&number| number > 0)
}

fn numeral_len(text: &str) -> Option<usize> {
    run_len(text, LONGEST_NUMERAL, is_numeral)
}

fn digits_len(text: &str) -> Option<usize> {
    run_len(text, LONGEST_DIGITS, is_digit)
}

/// The length in bytes of the run of at most `most` such characters at the start of a text.
fn run_len(text: &str, most: usize, is_member: fn(char) -> bool) -> Option<usize> {
    let run = text.chars().take_while(|&char| is_member(char)).take(most + 1);
    let (count, len) = run.fold((0, 0), |(count, len), char| (count + 1, len + char.len_utf8()));
    (1..=most).contains(&count).then_some(len)
}

fn is_numeral(char: char) -> bool {
    zhengtu_text::numeral::is_counting(char)
}

fn is_digit(char: char) -> bool {
    matches!(char, '0'..='9' | '０'..='９')
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
        Style::Decimal => 8,
        Style::SubItem => 9,
        Style::Circled => 10,
        Style::Dash | Style::Ordinal | Style::Block | Style::Row => 11,
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
        check("1.12月底前出台", Style::Item, 1, "1", "12月底前出台");
        check("8.3月20日前出台", Style::Item, 8, "8", "3月20日前出台");
        check("３、推进", Style::Item, 3, "3", "推进");
        check("1000.推进", Style::Item, 1000, "1000", "推进");
        check("（1）符合条件", Style::SubItem, 1, "1", "符合条件");
        check("（100）推进", Style::SubItem, 100, "100", "推进");
        check("（2021）推进", Style::SubItem, 2021, "2021", "推进");
        check("（一百零三）推进", Style::Subsection, 103, "一百零三", "推进");
        check("2)符合条件", Style::SubItem, 2, "2", "符合条件");
        check("2-1引进博士", Style::Decimal, 1, "2-1", "引进博士");
        check("1-2 1+X证书试点", Style::Decimal, 2, "1-2", " 1+X证书试点");
        check("3.12监测预报", Style::Decimal, 12, "3.12", "监测预报");
        check("2.1成员单位职责", Style::Decimal, 1, "2.1", "成员单位职责");
        check("4.2处置措施", Style::Decimal, 2, "4.2", "处置措施");
        check("3.12.2会商研判", Style::SubItem, 2, "3.12.2", "会商研判");
        check("③材料", Style::Circled, 3, "③", "材料");
        check("第一项改造农贸市场", Style::Subsection, 1, "第一项", "改造农贸市场");
        check("第二部分工作任务", Style::Chapter, 2, "第二部分", "工作任务");
        check("问题一、渣土车管控不力", Style::Subsection, 1, "问题一", "渣土车管控不力");
        check("问题12：工地扬尘", Style::Subsection, 12, "问题12", "工地扬尘");
        check("第一章总则", Style::Chapter, 1, "第一章", "总则");
        check("第二十一条本办法", Style::Article, 21, "第二十一条", "本办法");
        check("第二条中央财政安排的资金", Style::Article, 2, "第二条", "中央财政安排的资金");
        check("第二条所购住房", Style::Article, 2, "第二条", "所购住房");
        check("第四条第三方机构", Style::Article, 4, "第四条", "第三方机构");
    }

    #[test]
    fn a_box_to_tick_begins_an_item() {
        assert_eq!(
            [tick_len("[]推进"), tick_len("[x]推进"), tick_len("[1]推进"), tick_len("[]")],
            [Some(2), Some(3), None, None]
        );
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "3.5%以上",
            "2021.6底",
            "问题一、二已整改",
            "问题1、2整改到位",
            "问题一直没有解决",
            "问题清单、责任清单",
            "第一部分是总体要求。",
            "第一部分的内容",
            "第一项工作是改造农贸市场",
            "第一项规定的情形",
            "第二项改造农贸市场。",
            "2021.6月底",
            "3.15月",
            "3.6个月",
            "2021、二期工程",
            "12000)推进",
            "123456.推进",
            "2.5万元以上的项目",
            "1-2家龙头企业",
            "3.05监测预报",
            "3.5.1万亩",
            "2.5成以上",
            "1.2处以上隐患",
            "2021年底",
            "一、二、三类企业",
            "一是加强",
            "第三条规定的条件",
            "第三条中的条件",
            "第三条所列情形",
            "第三条第二款的情形",
            "第三条第（二）项",
            "1、2、3号楼",
            "(2021年版)",
            "（2021）12号",
            "〔2021〕县政府令",
            "（2021）",
            "（一次办结）",
            "一季度",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
