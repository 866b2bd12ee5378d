//! Who issued a plan and in which year, as far as the plan says.

use zhengtu_outline::{Outline, ParagraphKind};

/// The year that a date without one means: that of the title, else of the covering letter's number or
/// date, else of the date below the signature, else of the opening paragraph if it names only one, else
/// that of all its dates.
pub fn year(outline: &Outline) -> Option<u16> {
    let is_text = |kind| kind == ParagraphKind::Text;
    let opening = || {
        let mut paragraphs = outline.paragraphs.iter().filter(|paragraph| is_text(paragraph.kind));
        let opens = |text: &str| !ASIDE.iter().any(|is| is(text));
        paragraphs.find(|paragraph| opens(outline.slice(paragraph.span)))
    };
    let of_opening = || only(years(outline.slice(opening()?.span)));
    stated(outline).or_else(of_opening).or_else(|| of_limits(outline))
}

/// The year of all the days and months that a plan names with their year, where several do and it names no other.
fn of_limits(outline: &Outline) -> Option<u16> {
    let text = outline.text();
    let dated = text.match_indices('年').filter(|(at, sign)| {
        text[at + sign.len()..].starts_with(|next: char| "0123456789上下一二三四第底".contains(next))
    });
    let years: Vec<u16> = dated.filter_map(|(at, _)| text.get(at.checked_sub(4)?..at)?.parse().ok()).collect();
    only(years.iter().copied()).filter(|_| years.len() >= SEVERAL).filter(|year| PLANNED.contains(year))
}

/// How many dates tell the year of a plan.
const SEVERAL: usize = 2;

/// The years of which plans are believed to be.
const PLANNED: std::ops::RangeInclusive<u16> = 1990..=2099;

/// What opens nothing.
const ASIDE: [fn(&str) -> bool; 2] = [is_address, is_remark];

/// 各县人民政府：
fn is_address(text: &str) -> bool {
    text.trim_end().strip_suffix(['：', ':']).is_some_and(|whom| !whom.contains('。'))
}

/// （第7期）
fn is_remark(text: &str) -> bool {
    let remark = text.trim().strip_prefix(['（', '(']).and_then(|remark| remark.split_once(['）', ')']));
    remark.is_some_and(|(_, rest)| rest.is_empty())
}

/// The year that title, letter or signature state; that of the opening paragraph may be a later goal's.
pub(crate) fn stated(outline: &Outline) -> Option<u16> {
    let title = outline.first_part().and_then(|part| part.title).map(|span| outline.slice(span));
    let letters = outline.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Letter);
    let letter = letters.map(|paragraph| outline.slice(paragraph.span)).filter(|text| text.chars().count() <= 40);
    title
        .and_then(|title| of_second_term(title).or_else(|| years(title).next()))
        .or_else(|| letter.rev().find_map(|text| years(text).next()))
        .or_else(|| signed(outline))
}

/// 2024—2025学年第二学期: the year of the second term of a school year.
fn of_second_term(title: &str) -> Option<u16> {
    let (before, term) = title.split_once("学年")?;
    let (first, last) = before.rsplit_once(['—', '-', '－', '–', '~', '～', '至'])?;
    let digits = |text: &str| text.chars().all(|char| char.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let term = term.trim_start_matches('度');
    let named = term.strip_prefix("第二").or_else(|| term.strip_prefix('下')).or_else(|| term.strip_prefix("春季"));
    let second = named.is_some_and(|rest| rest.starts_with("学期"));
    let year: u16 = digits(last.trim_end_matches('年')).filter(|_| second)?;
    let before = first.trim_end_matches(['—', '-', '年']);
    before.ends_with(&year.checked_sub(1)?.to_string()).then_some(year)
}

/// The year of the date on a line of its own at the end of the first part.
fn signed(outline: &Outline) -> Option<u16> {
    let part = outline.first_part()?;
    let own = outline.paragraphs.iter().rev().filter(|paragraph| part.span.contains(paragraph.span));
    let mut last = own.take(SIGNATURE).map(|paragraph| outline.slice(paragraph.span).trim());
    last.find(|line| is_day(line)).and_then(|line| years(line).next())
}

/// How many lines at the end may follow the date of a signature, itself included: a remark, copies, the printer.
const SIGNATURE: usize = 5;

/// 2023年5月8日
fn is_day(line: &str) -> bool {
    let signs = line.chars().filter(|char| !matches!(char, '0'..='9' | ' ' | '\u{3000}'));
    line.starts_with("20") && signs.eq("年月日".chars())
}

/// The years that a text names with 年 or in the brackets of a document number.
fn years(text: &str) -> impl Iterator<Item = u16> + '_ {
    text.match_indices("20").filter_map(|(at, _)| {
        let digits = text.get(at..at + 4)?;
        let before = text[..at].chars().next_back();
        let after = text[at + 4..].trim_start().chars().next()?;
        let alone = !before.is_some_and(|char| char.is_ascii_digit());
        // 2023—2025年 names its first year too.
        let range = matches!(after, '—' | '-' | '–' | '－' | '~' | '～' | '至') && text[at + 4..].contains("20");
        (alone && (range || matches!(after, '年' | '〕' | ']' | '］' | '）' | ')'))).then(|| digits.parse().ok())?
    })
}

fn only(mut years: impl Iterator<Item = u16>) -> Option<u16> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// The place at the start of a title, by its ending: 温县, 河南省, 上海市.
pub fn place(title: &str) -> Option<String> {
    // 2024年温县…, but 温县2024年….
    let year = title.split_once('年').filter(|(year, _)| year.chars().all(is_year));
    let start = year.map_or(0, |(year, _)| year.len() + '年'.len_utf8());
    let named = title[start..].trim_start_matches(['《', '“']);
    let ends = |char: char| "省市县区州盟旗".contains(char);
    let (at, sign) = named.char_indices().skip(1).take(8).find(|(_, char)| ends(*char))?;
    let end = at + sign.len_utf8();
    // 州 may belong to the name of a city: 郑州市.
    let city = named[end..].chars().next().filter(|&char| sign == '州' && ends(char)).map_or(0, char::len_utf8);
    let name = &named[..end + city];
    (!name.contains(['关', '的', '于', '印', '全'])).then(|| name.to_owned())
}

/// A character of a year at the start of a title: 2024, 二〇二四, “2024.
fn is_year(char: char) -> bool {
    char.is_ascii_digit() || "〇○零一二三四五六七八九十《“ ".contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;

    fn outline(text: &str) -> Outline {
        let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
        zhengtu_outline::parse(lexicon(), &source)
    }

    #[test]
    fn the_place_stands_before_the_year_or_behind_it() {
        for (title, named) in [("2024年温县工作要点", Some("温县")), ("温县关于2023年度区级审计的方案", Some("温县"))]
        {
            assert_eq!(place(title).as_deref(), named, "{title}");
        }
        assert_eq!(place("关于印发温县方案的通知"), None);
    }

    #[test]
    fn the_year_comes_from_the_title_then_the_letter_then_the_opening() {
        assert_eq!(year(&outline("2021年行动方案\n到2025年，全面完成。")), Some(2021));
        let term = |title: &str| year(&outline(&format!("{title}\n一、3月底前完成。")));
        assert_eq!(term("某校2024—2025学年第二学期工作要点"), Some(2025));
        assert_eq!(term("某校2024-2025学年度第一学期工作要点"), Some(2024));
        assert_eq!(term("某校2022—2025学年第二学期规划"), Some(2022));
        assert_eq!(year(&outline("某市行动方案（2023—2025年）\n到2024年底，全面完成。")), Some(2023));
        let letter = "关于印发方案的通知\n粤办〔2024〕14号\n现将《方案》印发给你们。\n2025年6月6日\n方案\n为做好工作。";
        assert_eq!(year(&outline(letter)), Some(2025));
        assert_eq!(year(&outline("若干措施\n力争2023年突破，2023年底前完成。\n一、体系")), Some(2023));
        assert_eq!(
            year(&outline("某市会议纪要\n（第7期）\n2024年4月9日，市政府召开会议。纪要如下：\n一、要求")),
            Some(2024)
        );
        let signed = "关于督办的通知\n为确保落实，通知如下：\n一、请县财政局于5月底前完成。\n县政府办\n2023年5月8日";
        assert_eq!(year(&outline(signed)), Some(2023));
    }

    #[test]
    fn a_year_that_is_not_stated_is_not_guessed() {
        assert_eq!(year(&outline("若干措施\n力争2023年突破，到2027年翻番。\n一、体系")), None);
        assert_eq!(year(&outline("行动方案\n按照部署要求。")), None);
    }

    #[test]
    fn the_place_stands_in_the_title() {
        assert_eq!(place("2021年温县深入实施方案").as_deref(), Some("温县"));
        assert_eq!(place("郑州市金融支持若干措施").as_deref(), Some("郑州市"));
        assert_eq!(place("进一步做好近期促进消费工作若干措施"), None);
    }
}
