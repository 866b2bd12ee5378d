use super::{Glyph, Page, Rule, write};
use crate::testing::texts;
use crate::writer::Writer;
use crate::{BlockKind, Format, Source};

fn line(x: f32, y: f32, size: f32, text: &str) -> Vec<Glyph> {
    let glyph = |(index, char)| Glyph { char, x: x + size * index as f32, width: size, y, size };
    text.chars().enumerate().map(glyph).collect()
}

fn source(pages: &[Page]) -> Source {
    let mut writer = Writer::default();
    write(pages, &mut writer);
    writer.finish("甲", Format::Pdf).unwrap()
}

fn page(lines: &[(f32, f32, f32, &str)]) -> Page {
    let glyphs = lines.iter().flat_map(|&(x, y, size, text)| line(x, y, size, text)).collect();
    Page { height: 842.0, glyphs, rules: Vec::new() }
}

const FULL: &str = "各有关单位要进一步压缩办理时限推行容缺受理和告知";

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
    assert_eq!(texts(&lines(FULL, "责任单位：县税务局")).len(), 1);
    assert_eq!(texts(&lines(&sentence, "2.5个工作日内办结")).len(), 1);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let half = "两栏排版的公报每栏字数";
    let mut lines = vec![(80.0, 80.0, 20.0, "公报标题横跨两栏占满一行文字共多少")];
    for index in 0..10 {
        let y = 120.0 + 20.0 * index as f32;
        lines.push((80.0, y, 14.0, half));
        lines.push((300.0, y, 14.0, "右边一栏的文字排在后面"));
    }
    let source = source(&[page(&lines)]);
    let text = &source.text;
    assert!(text.rfind("两栏排版").unwrap() < text.find("右边一栏").unwrap());
}

#[test]
fn three_columns_are_read_one_after_the_other() {
    let mut lines = vec![(60.0, 80.0, 20.0, "简报标题横跨三栏占满一行文字共多少个字")];
    for index in 0..10 {
        let y = 120.0 + 16.0 * index as f32;
        lines.push((60.0, y, 10.0, "左栏文字每行十二个字不多"));
        lines.push((210.0, y, 10.0, "中栏文字每行十二个字不多"));
        lines.push((360.0, y, 10.0, "右栏文字每行十二个字不多"));
    }
    let source = source(&[page(&lines)]);
    let text = &source.text;
    assert!(text.rfind("左栏").unwrap() < text.find("中栏").unwrap());
    assert!(text.rfind("中栏").unwrap() < text.find("右栏").unwrap());
}

#[test]
fn a_header_that_each_page_repeats_stands_once() {
    let rules = |bottom: f32| {
        let level = [100.0, 130.0, bottom].map(|y| Rule { x0: 80.0, y0: y, x1: 500.0, y1: y });
        let upright = [80.0, 140.0, 500.0].map(|x| Rule { x0: x, y0: 100.0, x1: x, y1: bottom });
        level.into_iter().chain(upright).collect::<Vec<_>>()
    };
    let with = |number: &'static str, task: &'static str| {
        let header = [(90.0, 120.0, 12.0, "序号"), (150.0, 120.0, 12.0, "任务")];
        let mut page = page(&[&header[..], &[(90.0, 150.0, 12.0, number), (150.0, 150.0, 12.0, task)]].concat());
        page.rules = rules(160.0);
        page
    };
    let source = source(&[with("1", "推行网上办税"), with("2", "压缩时间"), with("", "并联审批")]);
    assert_eq!(source.text.matches("序号").count(), 3, "{}", source.text);
    let cells = source.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. }));
    let texts: Vec<&str> = cells.map(|block| block.span().of(&source.text)).collect();
    assert_eq!(texts.join(" ").matches("序号").count(), 1, "{texts:?}");
    assert!(texts.contains(&"2") && texts.iter().any(|text| text.contains("并联审批")), "{texts:?}");
}

#[test]
fn a_row_without_a_rule_below_it_belongs_to_its_table() {
    let level = [100.0, 130.0, 160.0].map(|y| Rule { x0: 80.0, y0: y, x1: 500.0, y1: y });
    let upright = [80.0, 140.0, 500.0].map(|x| Rule { x0: x, y0: 100.0, x1: x, y1: 200.0 });
    let cells = [(90.0, 120.0, 12.0, "序号"), (150.0, 120.0, 12.0, "任务"), (90.0, 150.0, 12.0, "1")];
    let open = [(150.0, 150.0, 12.0, "推行网上办税"), (90.0, 180.0, 12.0, "2"), (150.0, 180.0, 12.0, "压缩时间")];
    let mut page = page(&[&cells[..], &open[..]].concat());
    page.rules = level.into_iter().chain(upright).collect();
    let rows: Vec<u32> = source(&[page])
        .blocks
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Cell { row, .. } => Some(row),
            _ => None,
        })
        .collect();
    assert_eq!(rows, [1, 1, 2, 2, 3, 3]);
}

#[test]
fn a_table_goes_on_on_the_next_page() {
    let grid = |ys: &[f32]| {
        let level = ys.iter().map(|&y| Rule { x0: 80.0, y0: y, x1: 500.0, y1: y });
        let upright = [80.0, 140.0, 500.0].map(|x| Rule { x0: x, y0: ys[0], x1: x, y1: ys[ys.len() - 1] });
        level.chain(upright).collect::<Vec<_>>()
    };
    let mut first = page(&[
        (90.0, 115.0, 12.0, "1"),
        (150.0, 115.0, 12.0, "优化"),
        (90.0, 135.0, 12.0, "2"),
        (150.0, 135.0, 12.0, "推进事项"),
    ]);
    first.rules = grid(&[100.0, 120.0, 140.0]);
    let mut second = page(&[(150.0, 115.0, 12.0, "网上办"), (90.0, 135.0, 12.0, "3"), (150.0, 135.0, 12.0, "完善")]);
    second.rules = grid(&[100.0, 120.0, 140.0]);
    let source = source(&[first, second]);
    assert_eq!(texts(&source), ["1", "优化", "2", "推进事项|网上办", "3", "完善"].map(|text| text.replace('|', "")));
    assert_eq!(source.blocks[4].kind, BlockKind::Cell { table: 1, row: 3, column: 1, rows: 1, columns: 1 });
    assert_eq!(source.blocks[4].page, Some(2));
}

#[test]
fn characters_printed_twice_are_read_once() {
    let mut page = page(&[(100.0, 100.0, 16.0, "加粗")]);
    page.glyphs.extend(line(100.4, 100.0, 16.0, "加粗"));
    assert_eq!(texts(&source(&[page])), ["加粗"]);
}
