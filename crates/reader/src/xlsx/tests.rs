use crate::testing::{texts, xlsx};
use crate::{BlockKind, Options, read};

#[test]
fn the_header_is_found_and_merged_cells_are_one() {
    let rows: &[&[&str]] = &[
        &["某县2025年重点任务台账"],
        &["序号", "任务", "牵头单位"],
        &["1", "优化营商环境", "县发改委"],
        &["2", "", "县商务局"],
        &["注：请按月报送。"],
    ];
    let source = read("台账.xlsx", &xlsx(rows, &["A1:C1", "B3:B4"]), &Options::default()).unwrap();
    let cell = |row, column, rows, columns| BlockKind::Cell { table: 1, row, column, rows, columns };
    assert_eq!(texts(&source)[0], "某县2025年重点任务台账");
    assert_eq!(source.blocks[0].kind, BlockKind::Paragraph { level: None });
    assert_eq!(source.blocks[1].kind, cell(1, 1, 1, 1));
    let task = source.blocks.iter().position(|block| block.kind == cell(2, 2, 2, 1)).unwrap();
    assert_eq!(texts(&source)[task], "优化营商环境");
    assert_eq!(source.blocks.last().unwrap().kind, BlockKind::Paragraph { level: None });
}

#[test]
fn a_sheet_without_a_table_is_paragraphs() {
    let source = read("甲.xlsx", &xlsx(&[&["一"], &[], &["二"]], &["A1:XFD1048576"]), &Options::default()).unwrap();
    assert_eq!(texts(&source), ["一"]);
    let source = read("甲.xlsx", &xlsx(&[&["一"], &[], &["二"]], &[]), &Options::default()).unwrap();
    assert_eq!(texts(&source), ["一", "二"]);
}
