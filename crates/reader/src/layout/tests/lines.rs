use super::{FULL, Glyph, Page, line, page, source};
use crate::testing::texts;

#[test]
fn an_indent_a_short_line_and_a_larger_font_start_a_paragraph() {
    let short = "承诺制度";
    let source = source(&[page(&[
        (200.0, 100.0, 22.0, "工作方案"),
        (132.0, 160.0, 16.0, &FULL[..22 * 3]),
        (100.0, 188.0, 16.0, FULL),
        (100.0, 216.0, 16.0, short),
        (100.0, 244.0, 16.0, FULL),
        (132.0, 272.0, 16.0, "责任单位"),
    ])]);
    let joined = format!("{}{FULL}{short}", &FULL[..22 * 3]);
    assert_eq!(texts(&source), ["工作方案", joined.as_str(), FULL, "责任单位"]);
}

#[test]
fn a_label_or_number_after_a_full_line_starts_a_paragraph_only_behind_a_sentence() {
    let sentence = format!("{}。", &FULL[..22 * 3]);
    let lines = |first: &str, second: &str| {
        source(&[page(&[(100.0, 100.0, 16.0, FULL), (100.0, 128.0, 16.0, first), (100.0, 156.0, 16.0, second)])])
    };
    assert_eq!(texts(&lines(&sentence, "责任单位：县税务局")).len(), 2);
    assert_eq!(texts(&lines(&sentence, "（二）压减材料")).len(), 2);
    assert_eq!(texts(&lines(&format!("{}）", &FULL[..66]), "二、压减材料")).len(), 2);
    assert_eq!(texts(&lines(&format!("{}）", &FULL[..66]), "责任单位：县税务局")).len(), 1);
    assert_eq!(texts(&lines(FULL, "责任单位：县税务局")).len(), 1);
    assert_eq!(texts(&lines(&sentence, "2.5个工作日内办结")).len(), 1);
}

#[test]
fn characters_printed_twice_are_read_once() {
    let mut page = page(&[(100.0, 100.0, 16.0, "加粗")]);
    page.glyphs.extend(line(100.4, 100.0, 16.0, "加粗"));
    assert_eq!(texts(&source(&[page])), ["加粗"]);
}

#[test]
fn an_indented_line_that_begins_with_a_number_starts_a_paragraph_behind_a_full_line() {
    let full = |indent: f32, number: &str| {
        let first = format!("1.{}", &FULL[..20 * 3]);
        let rest: String = FULL.chars().take(24 - number.chars().count() - (indent / 16.0) as usize).collect();
        source(&[page(&[
            (132.0, 100.0, 16.0, &first),
            (100.0 + indent, 128.0, 16.0, &format!("{number}{rest}")),
            (100.0, 156.0, 16.0, FULL),
        ])])
    };
    assert_eq!(texts(&full(32.0, "2.")).len(), 2);
    // A wrapped line may begin with a digit.
    for number in ["2025年", "50%、", "12个"] {
        assert_eq!(texts(&full(0.0, number)).len(), 1, "{number}");
    }
}

#[test]
fn a_line_is_full_where_the_number_of_the_next_had_no_room() {
    let lines = |first: &str, second: &str| {
        source(&[page(&[(100.0, 100.0, 16.0, FULL), (100.0, 128.0, 16.0, first), (100.0, 156.0, 16.0, second)])])
    };
    let short = &FULL[..22 * 3];
    assert_eq!(texts(&lines(short, "2025年底前")).len(), 1);
    assert_eq!(texts(&lines(short, "推行")).len(), 2);
}

#[test]
fn an_open_bracket_or_a_label_behind_a_sentence_joins_the_next_line() {
    let lines = |first: &str, second: &str| {
        source(&[page(&[(132.0, 100.0, 16.0, FULL), (100.0, 128.0, 16.0, first), (100.0, 156.0, 16.0, second)])])
    };
    assert_eq!(texts(&lines("（责任单位：", "县教育局）")).len(), 1);
    assert_eq!(texts(&lines("推进。责任单位：", "县教育局")).len(), 1);
    assert_eq!(texts(&lines("（县教育局）", "各乡镇")).len(), 2);
    assert_eq!(texts(&lines("（一）主要任务（", "1.推进")).len(), 2);
}

#[test]
fn the_line_above_an_annex_stands_by_itself() {
    let list = format!("{}清单（首批）", &FULL[..18 * 3]);
    let source =
        source(&[page(&[(100.0, 100.0, 16.0, &list), (100.0, 128.0, 16.0, "附件1"), (100.0, 156.0, 16.0, FULL)])]);
    assert_eq!(texts(&source), [list.as_str(), "附件1", FULL]);
}

#[test]
fn signs_above_the_line_belong_to_it() {
    let mut page = page(&[(100.0, 100.0, 16.0, "新增5000m")]);
    page.glyphs.extend(line(212.0, 93.0, 8.0, "2"));
    page.glyphs.extend(line(220.0, 100.0, 16.0, "以上"));
    assert_eq!(texts(&source(&[page])), ["新增5000m2以上"]);
}

#[test]
fn columns_from_top_to_bottom_are_read_from_the_right() {
    let column = |x: f32, text: &str| -> Vec<Glyph> {
        let glyph =
            |(index, char)| Glyph { char, x, width: 16.0, y: 100.0 + 16.0 * index as f32, size: 16.0, number: 0 };
        text.chars().enumerate().map(glyph).collect()
    };
    let mut page = Page { height: 842.0, ..Page::default() };
    page.glyphs.extend(column(400.0, "一、推进改革︵县教育局牵头︶。"));
    page.glyphs.extend(column(372.0, "二、压缩时限"));
    assert_eq!(texts(&source(&[page])), ["一、推进改革（县教育局牵头）。", "二、压缩时限"]);
}

#[test]
fn recognised_characters_stand_on_their_line_and_numbers_together() {
    let glyph = |char: char, x: f32, y: f32, size: f32| Glyph { char, x, width: size * 0.5, y, size, number: 0 };
    let mut page = Page { height: 842.0, recognised: true, ..Page::default() };
    // 一 is as high as its ink and lies in the middle of the line, quotes at its top.
    page.glyphs.extend([
        glyph('第', 100.0, 100.0, 16.0),
        glyph('一', 116.0, 94.0, 3.0),
        glyph('批', 132.0, 101.0, 15.0),
    ]);
    page.glyphs.extend([glyph('“', 148.0, 89.0, 4.0), glyph('双', 156.0, 100.0, 16.0), glyph('”', 172.0, 90.0, 4.0)]);
    for (index, char) in "2022年".chars().enumerate() {
        page.glyphs.push(glyph(char, 180.0 + 14.0 * index as f32, 100.0, 15.0));
    }
    page.glyphs.extend(line(100.0, 128.0, 16.0, "推进改革"));
    assert!(texts(&source(&[page]))[0].starts_with("第一批“双”2022年"));
}

#[test]
fn a_title_goes_on_in_the_middle_and_a_paragraph_after_a_full_heading_does_not() {
    let title = source(&[page(&[
        (100.0, 100.0, 16.0, FULL),
        (220.0, 128.0, 16.0, "承诺制度的通知方案"),
        (100.0, 200.0, 16.0, FULL),
    ])]);
    assert_eq!(texts(&title)[0], format!("{FULL}承诺制度的通知方案"));
    let heading = source(&[page(&[
        (132.0, 100.0, 16.0, &FULL[..22 * 3]),
        (132.0, 128.0, 16.0, &FULL[..22 * 3]),
        (100.0, 156.0, 16.0, FULL),
    ])]);
    assert_eq!(texts(&heading).len(), 2);
}

#[test]
fn a_label_is_no_end_of_a_numbered_heading() {
    let read = source(&[page(&[
        (132.0, 100.0, 16.0, "（一）配套设施："),
        (132.0, 128.0, 16.0, "供水设施同步实施"),
        (100.0, 156.0, 16.0, FULL),
    ])]);
    assert_eq!(texts(&read)[0], "（一）配套设施：");
}
