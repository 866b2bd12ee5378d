use crate::testing::{ods, texts, workbook, xls, xlsx};
use crate::{BlockKind, Options, ReadError, Source, read};

fn source(name: &str, bytes: &[u8]) -> Source {
    read(name, bytes, &Options::default()).unwrap()
}

/// The styles of a workbook whose cell format N has that number or code.
fn styles(formats: &[&str]) -> String {
    let number = |index: usize, code: &str| code.parse().unwrap_or(200 + index);
    let codes = formats.iter().enumerate().filter(|(_, code)| code.parse::<usize>().is_err());
    let codes: String =
        codes.map(|(index, code)| format!(r#"<numFmt numFmtId="{}" formatCode="{code}"/>"#, 200 + index)).collect();
    let cells = formats.iter().enumerate().map(|(index, code)| format!(r#"<xf numFmtId="{}"/>"#, number(index, code)));
    format!("<numFmts>{codes}</numFmts><cellXfs>{}</cellXfs>", cells.collect::<String>())
}

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

#[test]
fn dates_are_whole_whatever_their_format() {
    let formats =
        ["0", "14", "31", "58", "27", "32", "m&quot;月&quot;d&quot;日&quot;;@", "[$-F800]dddd\\, mmmm dd\\, yyyy", "9"];
    let cell = |style: usize| {
        let (letter, value) = (char::from(b'A' + style as u8), if style == 8 { "0.15" } else { "46022" });
        format!(r#"<c r="{letter}1" s="{style}"><v>{value}</v></c>"#)
    };
    let cells: String = (1..formats.len()).map(cell).collect();
    let sheet = format!(r#"<sheetData><row r="1">{cells}</row></sheetData>"#);
    let found = source("台账.xlsx", &workbook(&[("甲", "", &sheet)], &styles(&formats), &[]));
    let whole = "2025年12月31日";
    assert_eq!(texts(&found), ["2025/12/31", whole, whole, "2025年12月", whole, whole, whole, "15%"]);
}

#[test]
fn dates_of_a_workbook_that_counts_from_1904_are_those_that_are_shown() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" s="1"><v>44560</v></c></row></sheetData>"#;
    let plain = workbook(&[("甲", "", sheet)], &styles(&["0", "31"]), &[]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(plain)).unwrap();
    let members: Vec<(String, String)> = (0..archive.len())
        .map(|index| {
            let mut member = archive.by_index(index).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut member, &mut text).unwrap();
            (
                String::from_utf8_lossy(member.name_raw()).into_owned(),
                text.replace("<sheets>", r#"<workbookPr date1904="1"/><sheets>"#),
            )
        })
        .collect();
    assert_eq!(texts(&source("台账.xlsx", &crate::testing::zip_of(&members))), ["2025年12月31日"]);
}

#[test]
fn what_does_not_show_is_said() {
    let sheet = r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c><c r="B1" t="inlineStr"><is><t>任务</t></is></c></row><row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><f>A2&amp;"x"</f><v></v></c></row><row r="3" hidden="0"><c r="A3"><f>1+1</f><v>2</v></c></row></sheetData>"#;
    let other = "<sheetData><row r=\"1\"><c r=\"A1\"><v>9</v></c></row></sheetData>";
    let more = [
        ("xl/media/a.png", "x"),
        ("xl/drawings/drawing1.xml", "<xdr:txBody><a:t>框</a:t></xdr:txBody>"),
        ("xl/comments1.xml", "<comment ref=\"A1\"/>"),
    ];
    let found = source("台账.xlsx", &workbook(&[("甲", "", sheet), ("草稿", r#"state="hidden""#, other)], "", &more));
    assert_eq!(
        found.notices,
        [
            "有 1 张隐藏的工作表，未读入：草稿",
            "工作表“甲”有 1 个隐藏的行，已读入：第 2 行",
            "工作表“甲”有 1 个隐藏的列，已读入：B 列",
            "工作表“甲”有 1 个公式没有保存计算结果，按空白读入：B2；请用办公软件打开并保存一次后再读",
            "有 1 张图片，其中如有文字，未读入",
            "有 1 个文本框或图形，其中的文字，未读入",
            "有 1 处批注，未读入",
        ]
    );
    assert_eq!(source("甲.xlsx", &xlsx(&[&["一", "二"]], &[])).notices, Vec::<String>::new());
}

#[test]
fn numbers_of_excel_97_are_shown_in_their_format() {
    let formats = ["0", "9", "31", "m\"月\"d\"日\"", "0.0%"];
    let numbers = [(0, 0, 1, 0.85), (0, 1, 2, 46_022.0), (1, 0, 3, 46_022.0), (1, 1, 4, 0.125)];
    let hidden = [[1u8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]];
    let found = source("台账.et", &xls(&formats, &numbers, &[(0x0208, &hidden[0])]));
    assert_eq!(texts(&found), ["85%", "2025年12月31日", "2025年12月31日", "12.5%"]);
    assert_eq!(found.notices, ["工作表“甲”有 1 个隐藏的行，已读入：第 2 行"]);
}

#[test]
fn a_sheet_of_excel_97_whose_cells_lie_too_far_apart_is_refused() {
    let refused = |numbers: &[(u16, u16, u16, f64)], more: &[(u16, &[u8])]| {
        read("甲.xls", &xls(&["0"], numbers, more), &Options::default()).unwrap_err().to_string()
    };
    let far = refused(&[(0, 0, 0, 1.0), (65_535, 65_535, 0, 1.0)], &[]);
    assert!(far.contains("CRXP65536") && far.contains("请拆分"), "{far}");
    assert!(refused(&[(0, 0, 0, 1.0), (65_535, 255, 0, 1.0)], &[]).contains("IV65536"));
    let wide = [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0];
    assert!(matches!(
        read("甲.xls", &xls(&["0"], &[], &[(0x0200, &wide)]), &Options::default()),
        Err(ReadError::Damaged { .. })
    ));
    let long = xls(&["0"], &[(0, 0, 0, 1.0), (65_535, 20, 0, 2.0)], &[]);
    assert_eq!(texts(&source("甲.xls", &long)), ["1", "2"]);
}

const DATE: &str = r#"<table:table-cell office:value-type="date" office:date-value="2025-06-30">"#;

#[test]
fn a_spreadsheet_of_open_document_is_read_with_merged_and_repeated_cells() {
    let styles = r#"<style:style style:name="h"><style:table-properties table:display="false"/></style:style>"#;
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let tables = format!(
        r#"<table:table table:name="甲"><table:table-column table:number-columns-repeated="16384"/><table:table-row>{}{}{}</table:table-row><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>清理</text:p><text:p>河道<text:s/>甲</text:p></table:table-cell>{DATE}<text:p>6/30/25</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT1100112H00M00S"><text:p>00:00:00</text:p></table:table-cell></table:table-row><table:table-row table:visibility="collapse"><table:covered-table-cell/>{DATE}<text:p>2025-06-30</text:p></table:table-cell><table:table-cell table:formula="of:=A1"/></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table><table:table table:name="稿" table:style-name="h"/>"#,
        cell("任务"),
        cell("时限"),
        cell("比例"),
    );
    let found = source("台账.ods", &ods(styles, &tables));
    assert_eq!(texts(&found), ["任务", "时限", "比例", "清理|河道 甲", "2025年6月30日", "2025年6月30日", "2025-06-30"]);
    assert_eq!(found.blocks[3].kind, BlockKind::Cell { table: 1, row: 2, column: 1, rows: 2, columns: 1 });
    assert_eq!(
        found.notices,
        [
            "有 1 张隐藏的工作表，未读入：稿",
            "工作表“甲”有 1 个隐藏的行，已读入：第 3 行",
            "工作表“甲”有 1 个公式没有保存计算结果，按空白读入：C3；请用办公软件打开并保存一次后再读",
        ]
    );
}

#[test]
fn a_cell_repeated_without_end_is_refused() {
    let tables = r#"<table:table table:name="甲"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    assert!(matches!(read("甲.ods", &ods("", tables), &Options::default()), Err(ReadError::TooLarge { .. })));
}
