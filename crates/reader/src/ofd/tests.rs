use crate::testing::{ofd, ofd_text, texts, zip};
use crate::{BlockKind, Options, ReadError, read};

#[test]
fn lines_become_paragraphs_across_pages_and_page_numbers_stand_aside() {
    let line = "推进政务服务标准化规范化便利化实现更多事项全程网上办理掌上可办";
    let page = |lines: &[(f32, &str)], number: &str| {
        let text = |(index, (x, text)): (usize, &(f32, &str))| ofd_text(*x, 40.0 + 10.0 * index as f32, 5.0, text);
        let lines: String = lines.iter().enumerate().map(text).collect();
        format!("{lines}{}", ofd_text(100.0, 280.0, 4.0, number))
    };
    let first = page(&[(35.0, &line[..28 * 3]), (25.0, &line[..30 * 3])], "—1—");
    let second = page(&[(25.0, "方便企业和群众。"), (35.0, "责任单位：县政务服务局")], "—2—");
    let source = read("甲.ofd", &ofd(&[&first, &second], ""), &Options::default()).unwrap();
    let joined = format!("{}{}方便企业和群众。", &line[..28 * 3], &line[..30 * 3]);
    assert_eq!(texts(&source), [joined.as_str(), "责任单位：县政务服务局", "—1—", "—2—"]);
    assert_eq!(source.blocks[0].page, Some(1));
    assert_eq!(source.blocks[1].page, Some(2));
    assert_eq!(source.blocks[2].kind, BlockKind::Furniture);
    assert!(!source.printed().contains('—'));
}

#[test]
fn a_table_is_read_by_its_rules() {
    let rule = |x0: f32, y0: f32, x1: f32, y1: f32| {
        format!(
            r#"<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"#
        )
    };
    let mut page = String::new();
    for y in [40.0, 50.0, 70.0] {
        page += &rule(20.0, y, 180.0, y);
    }
    page += &rule(60.0, 60.0, 180.0, 60.0);
    for x in [20.0, 60.0, 180.0] {
        page += &rule(x, 40.0, x, 70.0);
    }
    for (x, y, text) in [
        (25.0, 42.0, "任务"),
        (65.0, 42.0, "单位"),
        (25.0, 57.0, "甲"),
        (65.0, 52.0, "县商务局"),
        (65.0, 62.0, "县税务局"),
    ] {
        page += &ofd_text(x, y, 5.0, text);
    }
    let source = read("甲.ofd", &ofd(&[&page], ""), &Options::default()).unwrap();
    assert_eq!(texts(&source), ["任务", "单位", "甲", "县商务局", "县税务局"]);
    assert_eq!(source.blocks[2].kind, BlockKind::Cell { table: 1, row: 2, column: 1, rows: 2, columns: 1 });
    assert_eq!(source.blocks[4].kind, BlockKind::Cell { table: 1, row: 3, column: 2, rows: 1, columns: 1 });
}

#[test]
fn files_without_text_or_pages_are_refused() {
    let read = |bytes: &[u8]| read("甲.ofd", bytes, &Options::default());
    assert!(matches!(read(&ofd(&["", ""], "")), Err(ReadError::NoText { format: "ofd", pages: 2, .. })));
    assert!(matches!(read(&zip(&[("OFD.xml", "<OFD/>")])), Err(ReadError::Damaged { .. })));
    let loops = r#"<ofd:CompositeObject ResourceID="9" Boundary="0 0 1 1"/>"#;
    assert!(matches!(read(&ofd(&[loops], "")), Err(ReadError::NoText { format: "ofd", pages: 1, .. })));
}

#[test]
fn the_grounds_of_paragraphs_are_no_tables() {
    let text = ofd_text(20.0, 30.0, 5.0, "一、总体要求");
    let cells = |how: &str| {
        let path = format!(
            r#"<ofd:PathObject Boundary="0 0 210 297" {how}><ofd:AbbreviatedData>M 15 25 L 190 25 L 190 40 L 15 40 C M 15 40 L 190 40 L 190 60 L 15 60 C</ofd:AbbreviatedData></ofd:PathObject>"#
        );
        let source = read("甲.ofd", &ofd(&[&format!("{path}{text}")], ""), &Options::default()).unwrap();
        source.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. })).count()
    };
    assert_eq!(cells(r#"Fill="true" Stroke="false""#), 0);
    assert!(cells("") > 0);
}
