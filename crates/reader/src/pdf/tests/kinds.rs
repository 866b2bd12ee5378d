//! Kinds of pages that offices print, each as a file made here.

use super::LINE;
use crate::testing::{pdf, pdf_text, pdf_with, texts};
use crate::{BlockKind, Options, Source, read};

/// A file whose pages have these lines: from the left, from the bottom, size, text.
fn printed(pages: &[Vec<(f32, f32, f32, String)>]) -> Source {
    let page = |lines: &Vec<(f32, f32, f32, String)>| -> String {
        lines.iter().map(|(x, y, size, text)| pdf_text(*x, *y, *size, text)).collect()
    };
    let pages: Vec<String> = pages.iter().map(page).collect();
    read("甲.pdf", &pdf(&pages, pages.len()), &Options::default()).unwrap()
}

fn line(x: f32, y: f32, text: impl Into<String>) -> (f32, f32, f32, String) {
    (x, y, 16.0, text.into())
}

fn furniture(source: &Source) -> usize {
    source.blocks.iter().filter(|block| block.kind == BlockKind::Furniture).count()
}

#[test]
fn annexes_that_each_begin_a_page_keep_their_names() {
    let page = |number: usize| {
        vec![
            line(90.0, 780.0, format!("附件{number}")),
            line(90.0, 700.0, format!("专项方案{number}")),
            line(270.0, 40.0, number.to_string()),
        ]
    };
    let source = printed(&[page(1), page(2), page(3)]);
    assert_eq!(texts(&source)[..6], ["附件1", "专项方案1", "附件2", "专项方案2", "附件3", "专项方案3"]);
    assert_eq!(furniture(&source), 3);
}

#[test]
fn columns_with_a_headline_close_above_them_are_read_one_after_the_other() {
    let mut lines = vec![(150.0, 735.0, 24.0, "关于印发方案的通知".to_owned())];
    for index in 0..9 {
        let y = 720.0 - 18.0 * index as f32;
        lines.push((80.0, y, 12.0, LINE.chars().take(16).collect()));
        lines.push((300.0, y - 7.0, 12.0, LINE.chars().skip(10).collect()));
    }
    let source = printed(&[lines]);
    let shown = texts(&source);
    assert_eq!(shown[0], "关于印发方案的通知");
    let (left, right): (String, String) = (LINE.chars().take(16).collect(), LINE.chars().skip(10).collect());
    assert_eq!(shown[1..].concat(), left.repeat(9) + &right.repeat(9));
}

#[test]
fn a_full_line_before_an_item_a_wrapped_number_and_an_open_bracket() {
    let full = |indent: usize, text: &str| -> String { text.chars().chain(LINE.chars()).take(26 - indent).collect() };
    let source = printed(&[vec![
        line(122.0, 700.0, full(2, "1.")),
        line(122.0, 672.0, full(2, "2.")),
        line(90.0, 644.0, full(0, "2025年")),
        line(90.0, 616.0, "推进（责任单位："),
        line(90.0, 588.0, "县税务局）"),
    ]]);
    let second = format!("{}{}推进（责任单位：县税务局）", full(2, "2."), full(0, "2025年"));
    assert_eq!(texts(&source), [full(2, "1."), second]);
}

#[test]
fn a_row_is_one_at_each_page_break() {
    let page = |rows: [(&str, &str); 2]| -> String {
        let texts: String = rows
            .iter()
            .zip([706.0, 666.0])
            .map(|((number, task), y)| pdf_text(90.0, y, 12.0, number) + &pdf_text(150.0, y, 12.0, task))
            .collect();
        format!("80 690 420 40 re 80 650 420 40 re S 140 650 m 140 730 l S\n{texts}")
    };
    let pages = [
        page([("1", "甲事项"), ("2", "推进网上")]),
        page([("", "办理"), ("3", "推进")]),
        page([("", "审批"), ("4", "完善")]),
    ];
    let source = read("甲.pdf", &pdf(&pages, 3), &Options::default()).unwrap();
    let cells: Vec<String> = texts(&source);
    assert_eq!(cells, ["1", "甲事项", "2", "推进网上办理", "3", "推进审批", "4", "完善"]);
}

#[test]
fn a_page_number_high_in_the_foot_parts_no_paragraph() {
    let page = |number: usize, text: &str| vec![line(90.0, 200.0, text), line(280.0, 150.0, format!("— {number} —"))];
    let source = printed(&[page(1, LINE), page(2, LINE), page(3, "完成。")]);
    assert_eq!(source.printed(), format!("{LINE}{LINE}完成。\n"));
    assert_eq!(furniture(&source), 3);
}

#[test]
fn fonts_that_a_long_content_saves_and_restores_are_the_right_ones() {
    let filler = "q 0 0 m 1 1 l n Q\n".repeat(16_000);
    let content = format!("q BT /F1 9 Tf ET {filler} Q {}", pdf_text(90.0, 700.0, 16.0, LINE));
    assert!(content.len() > 256 << 10);
    let source = read("甲.pdf", &pdf(&[content], 1), &Options::default()).unwrap();
    assert_eq!(source.printed(), format!("{LINE}\n"));
}

#[test]
fn each_predefined_map_of_simplified_chinese_is_read() {
    let text = "一、推进政务服务标准化规范化便利化，年内完成。";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let maps = [
        ("GB-EUC-H", &gbk),
        ("GBK-EUC-H", &gbk),
        ("GBKp-EUC-H", &gbk),
        ("GBK2K-H", &gbk),
        ("UniGB-UCS2-H", &wide),
        ("UniGB-UTF16-H", &wide),
    ];
    for (map, bytes) in maps {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        let font = format!("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{map}/DescendantFonts[5 0 R]>>");
        let page = format!("BT /F3 16 Tf 90 700 Td <{hex}> Tj ET");
        let file = pdf_with(&[page], 1, "/F3 2000 0 R", &[(2000, font)]);
        assert_eq!(texts(&read("甲.pdf", &file, &Options::default()).unwrap()), [text], "{map}");
    }
}

#[test]
fn a_page_printed_across_is_read_as_it_is_held_and_its_table_is_one() {
    // Turned by a quarter: across the paper is up the page.
    let word = |across: f32, down: f32, text: &str| {
        let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /F2 12 Tf 0 1 -1 0 {down} {across} Tm <{hex}> Tj ET\n")
    };
    let rule = |x0: f32, y0: f32, x1: f32, y1: f32| format!("{y0} {x0} m {y1} {x1} l S\n");
    let mut page = word(300.0, 60.0, "任务分解表");
    let rows = [["序号", "工作任务", "责任单位"], ["1", "完成改造", "县税务局"], ["2", "完成验收", "县财政局"]];
    for (row, cells) in (0u8..).zip(rows) {
        for (column, text) in (0u8..).zip(cells) {
            page += &word(110.0 + 150.0 * f32::from(column), 120.0 + 30.0 * f32::from(row), text);
        }
    }
    for row in 0..=3u8 {
        let y = 100.0 + 30.0 * f32::from(row);
        page += &rule(100.0, y, 550.0, y);
    }
    for column in 0..=3u8 {
        let x = 100.0 + 150.0 * f32::from(column);
        page += &rule(x, 100.0, x, 190.0);
    }
    let source = read("甲.pdf", &pdf(&[page], 1), &Options::default()).unwrap();
    assert_eq!(
        source.printed(),
        "任务分解表\n序号\t工作任务\t责任单位\n1\t完成改造\t县税务局\n2\t完成验收\t县财政局\n"
    );
    assert!(source.blocks.iter().any(|block| matches!(block.kind, BlockKind::Cell { row: 3, column: 3, .. })));
}
