use super::{Rule, grid, page, source};
use crate::BlockKind;
use crate::testing::texts;

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
    let rules = |ys: &[f32]| {
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
    first.rules = rules(&[100.0, 120.0, 140.0]);
    let mut second = page(&[(150.0, 115.0, 12.0, "网上办"), (90.0, 135.0, 12.0, "3"), (150.0, 135.0, 12.0, "完善")]);
    second.rules = rules(&[100.0, 120.0, 140.0]);
    let source = source(&[first, second]);
    assert_eq!(texts(&source), ["1", "优化", "2", "推进事项|网上办", "3", "完善"].map(|text| text.replace('|', "")));
    assert_eq!(source.blocks[4].kind, BlockKind::Cell { table: 1, row: 3, column: 1, rows: 1, columns: 1 });
    assert_eq!(source.blocks[4].page, Some(2));
}

#[test]
fn a_row_that_is_cut_by_page_breaks_is_one_row_at_each_of_them() {
    let part = |texts: [(&'static str, &'static str); 2]| {
        let cells = texts
            .iter()
            .zip([115.0, 135.0])
            .flat_map(|((number, task), y)| [(90.0, y, 12.0, *number), (150.0, y, 12.0, *task)]);
        let mut page = page(&cells.filter(|cell| !cell.3.is_empty()).collect::<Vec<_>>());
        page.rules = grid(&[80.0, 140.0, 500.0], &[100.0, 120.0, 140.0]);
        page
    };
    let source = source(&[
        part([("1", "甲事项"), ("2", "推进网上")]),
        part([("", "办理"), ("3", "推进并联")]),
        part([("", "审批"), ("4", "完善")]),
    ]);
    let cells = ["1", "甲事项", "2", "推进网上办理", "3", "推进并联审批", "4", "完善"];
    assert_eq!(texts(&source).iter().map(|text| text.replace('|', "")).collect::<Vec<_>>(), cells);
}

#[test]
fn a_cell_merged_over_a_page_break_goes_on() {
    let with = |ys: &[f32], merged: &[(f32, &'static str)], rows: &[&'static str]| {
        let group = merged.iter().map(|&(y, text)| (90.0, y, 12.0, text));
        let rows = rows.iter().zip(ys).map(|(text, y)| (150.0, y + 15.0, 12.0, *text));
        let mut page = page(&group.chain(rows).collect::<Vec<_>>());
        page.rules = grid(&[80.0, 140.0, 500.0], ys);
        // The first column is one cell.
        page.rules.retain(|rule| rule.y0 != rule.y1 || rule.y0 == ys[0] || rule.y0 == ys[ys.len() - 1]);
        let inner = ys[1..ys.len() - 1].iter().map(|&y| Rule { x0: 140.0, y0: y, x1: 500.0, y1: y });
        page.rules.extend(inner);
        page
    };
    let source = source(&[
        with(&[100.0, 120.0, 140.0], &[(125.0, "教育")], &["甲事项", "乙事项"]),
        with(&[100.0, 120.0, 140.0], &[], &["丙事项", "丁事项"]),
    ]);
    assert_eq!(source.blocks[0].kind, BlockKind::Cell { table: 1, row: 1, column: 1, rows: 4, columns: 1 });
    assert_eq!(texts(&source), ["教育", "甲事项", "乙事项", "丙事项", "丁事项"]);
}

#[test]
fn a_short_line_in_a_cell_ends_there() {
    let cell = |lines: &[&'static str]| {
        let placed: Vec<_> =
            (0..).zip(lines).map(|(index, line)| (90.0, 120.0 + 16.0 * index as f32, 12.0, *line)).collect();
        let mut page = page(&[&placed[..], &[(250.0, 120.0, 12.0, "任务")]].concat());
        page.rules = grid(&[84.0, 200.0, 500.0], &[100.0, 170.0, 240.0]);
        texts(&source(&[page]))[0].clone()
    };
    assert_eq!(cell(&["县财政局", "县教育局"]), "县财政局|县教育局");
    assert_eq!(cell(&["县财政局县教育局", "县税务局"]), "县财政局县教育局县税务局");
}

#[test]
fn a_cell_whose_text_stands_behind_the_page_break_keeps_it() {
    let part = |cells: &[(f32, &'static str)], rows: f32| {
        let mut page = page(&cells.iter().map(|&(x, text)| (x, 115.0, 12.0, text)).collect::<Vec<_>>());
        page.rules = grid(&[80.0, 140.0, 300.0, 500.0], &[100.0, 100.0 + rows]);
        page
    };
    let source =
        source(&[part(&[(90.0, "1"), (150.0, "推进")], 20.0), part(&[(150.0, "改革"), (310.0, "6月底")], 20.0)]);
    assert_eq!(texts(&source).concat(), "1推进改革6月底");
}
