use crate::package::Package;
use crate::testing::{docx, level, paragraph, texts, zip};
use crate::{BlockKind, Options, Origin, Part, Place, ReadError, Source, read};
use zhengtu_text::Span;

fn source(body: &str, numbering: &str, styles: &str, footnotes: &str) -> Source {
    read("计划.docx", &docx(body, numbering, styles, footnotes), &Options::default()).unwrap()
}

fn body(body: &str) -> Vec<String> {
    texts(&source(body, "", "", ""))
}

fn numbered(list: u32, level: usize, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

/// A list of six levels as offices set them up, with list 1 and, of the same definition, list 2.
fn office_list(more: &str) -> String {
    let levels = [
        level(0, "chineseCountingThousand", "%1、", r#"<w:suff w:val="nothing"/>"#),
        level(1, "chineseCounting", "（%2）", r#"<w:suff w:val="nothing"/>"#),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "（%4）", r#"<w:suff w:val="nothing"/>"#),
        level(4, "decimalEnclosedCircle", "%5", r#"<w:suff w:val="nothing"/>"#),
        level(5, "decimal", "%3.%4.%6", ""),
    ];
    format!(
        r#"<w:abstractNum w:abstractNumId="7">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}"#,
        levels.concat()
    )
}

#[test]
fn numbers_of_every_level_are_shown_and_start_anew_below_a_higher_level() {
    let text: String = [
        (0, "甲"),
        (1, "乙"),
        (2, "丙"),
        (3, "丁"),
        (4, "戊"),
        (4, "己"),
        (5, "庚"),
        (1, "辛"),
        (2, "壬"),
        (0, "癸"),
        (1, "子"),
    ]
    .map(|(level, text)| numbered(1, level, text))
    .concat();
    let shown = texts(&source(&text, &office_list(""), "", ""));
    assert_eq!(
        shown,
        ["一、甲", "（一）乙", "1. 丙", "（1）丁", "①戊", "②己", "1.1.1 庚", "（二）辛", "1. 壬", "二、癸", "（一）子"]
    );
}

#[test]
fn lists_of_one_definition_count_on_unless_they_say_where_to_start() {
    let more = r#"<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;
    let text: String = [1, 2, 3, 3, 1].map(|list| numbered(list, 0, "甲")).concat();
    assert_eq!(texts(&source(&text, &office_list(more), "", "")), ["一、甲", "二、甲", "五、甲", "六、甲", "七、甲"]);
}

#[test]
fn numbers_come_from_styles_and_what_these_are_based_on() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "japaneseCounting", "第%1章", r#"<w:pStyle w:val="a1"/>"#),
        level(1, "japaneseCounting", "第%2节", r#"<w:pStyle w:val="a2"/>"#),
    );
    let styles = r#"<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="a2"><w:name w:val="heading 2"/><w:basedOn w:val="a1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>"#;
    let style = |id: &str, more: &str, text: &str| paragraph(&format!(r#"<w:pStyle w:val="{id}"/>{more}"#), text);
    let none = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let text = [
        style("a1", "", "总则"),
        style("a2", "", "目标"),
        style("a1", none, "附则"),
        style("a1", "", "措施"),
        style("loop", "", "甲"),
    ];
    let source = source(&text.concat(), &numbering, styles, "");
    assert_eq!(texts(&source), ["第一章 总则", "第一节 目标", "附则", "第二章 措施", "甲"]);
    let levels: Vec<_> = source.blocks.iter().map(|block| block.kind.clone()).collect();
    assert_eq!(levels[0], BlockKind::Paragraph { level: Some(1) });
    assert_eq!(levels[1], BlockKind::Paragraph { level: Some(2) });
    assert_eq!(levels[4], BlockKind::Paragraph { level: None });
}

#[test]
fn formats_without_number_full_width_and_word_2010_are_shown() {
    let custom = r#"<w:lvl w:ilvl="1"><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="01, 02, 03, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%2"/></w:lvl>"#;
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{custom}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "none", "", ""),
        level(2, "decimalFullWidth", "%3．", r#"<w:suff w:val="nothing"/>"#),
        level(3, "bullet", "\u{f06c}", r#"<w:suff w:val="space"/>"#),
    );
    let text: String = (0..4).map(|level| numbered(1, level, "甲")).collect();
    assert_eq!(texts(&source(&text, &numbering, "", "")), ["甲", "01 甲", "１．甲", "• 甲"]);
}

#[test]
fn a_task_table_keeps_its_merged_cells_and_automatic_numbers() {
    let cell = |properties: &str, content: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let plain = |text: &str| paragraph("", text);
    let (start, goes) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let number = numbered(1, 2, "");
    let text = format!(
        "<w:tbl>{}{}{}{}</w:tbl>",
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, &plain("任务")), cell("", &plain("单位"))]),
        row(&[cell("", &number), cell(start, &[plain("甲"), plain("乙")].concat()), cell("", &plain("县商务局"))]),
        row(&[cell("", &number), cell(goes, &plain("")), cell("", &plain("县税务局"))]),
        r#"<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>"#,
    );
    let source = source(&text, &office_list(""), "", "");
    let cell = |row, column, rows, columns| BlockKind::Cell { table: 1, row, column, rows, columns };
    let found: Vec<_> = source.blocks.iter().map(|block| block.kind.clone()).zip(texts(&source)).collect();
    assert_eq!(
        found,
        [
            (cell(1, 1, 1, 2), "任务".to_owned()),
            (cell(1, 3, 1, 1), "单位".to_owned()),
            (cell(2, 1, 1, 1), "1.".to_owned()),
            (cell(2, 2, 2, 1), "甲|乙".to_owned()),
            (cell(2, 3, 1, 1), "县商务局".to_owned()),
            (cell(3, 1, 1, 1), "2.".to_owned()),
            (cell(3, 3, 1, 1), "县税务局".to_owned()),
        ]
    );
}

#[test]
fn deleted_text_is_left_out_and_inserted_text_kept() {
    let text = r#"<w:p><w:r><w:t>压减</w:t></w:r><w:del w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>20</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:t>项</w:t></w:r></w:p>"#;
    assert_eq!(body(text), ["压减20项"]);
    let joined = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>"#;
    assert_eq!(body(joined), ["甲乙"]);
}

#[test]
fn fields_show_their_results_and_breaks_end_lines() {
    let text = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2025年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink><w:r><w:t>底前</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>次行</w:t></w:r></w:p>"#;
    let source = source(text, "", "", "");
    assert_eq!(texts(&source), ["2025年底前", "次行"]);
    assert_eq!(source.blocks[0].kind, BlockKind::Line);
    let circle = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>eq \o\ac(○,2)</w:instrText><w:fldChar w:fldCharType="end"/><w:t>甲</w:t></w:r></w:p>"#;
    assert_eq!(body(circle), ["②甲"]);
}

#[test]
fn the_text_of_a_box_is_read_once_after_its_paragraph() {
    let content = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>";
    let text = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(body(&text), ["正文", "框内"]);
}

#[test]
fn footnotes_stand_after_the_text_and_their_marks_in_no_piece() {
    let text = r#"<w:p><w:r><w:t>增长5%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>以上</w:t></w:r></w:p>"#;
    let notes = r#"<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>按现价。</w:t></w:r></w:p></w:footnote>"#;
    let source = source(text, "", "", notes);
    assert_eq!(texts(&source), ["增长5%|以上", "按现价。"]);
    assert_eq!(source.text, "增长5%[1]以上\n[1] 按现价。\n");
    assert_eq!(source.blocks[1].kind, BlockKind::Note);
}

#[test]
fn contents_are_kept_apart_and_hidden_text_is_told() {
    let text = r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>一、总则 1</w:t></w:r></w:p></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:p><w:r><w:t>正文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p></w:sdtContent></w:sdt>"#;
    let source = source(text, "", "", "");
    assert_eq!(texts(&source), ["一、总则 1", "正文"]);
    assert_eq!(source.blocks[0].kind, BlockKind::Furniture);
    assert_eq!(source.notices, ["有 2 个字设为隐藏文字，未读入"]);
}

#[test]
fn struck_out_text_is_left_out_and_told() {
    let text = r#"<w:p><w:r><w:t>由县财政局</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>、县税务局</w:t></w:r><w:r><w:rPr><w:dstrike w:val="1"/></w:rPr><w:t>、县审计局</w:t></w:r><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>牵头</w:t></w:r></w:p>"#;
    let source = source(text, "", "", "");
    assert_eq!(texts(&source), ["由县财政局牵头"]);
    assert_eq!(source.notices, ["有 10 个字标有删除线，未读入"]);
}

#[test]
fn broken_files_are_refused_with_the_reason() {
    let read = |bytes: &[u8]| read("甲.docx", bytes, &Options::default());
    assert!(matches!(read(&zip(&[("word/other.xml", "<a/>")])), Err(ReadError::Damaged { format: "docx", .. })));
    assert!(matches!(read(&zip(&[("word/document.xml", "<w:document><w:body>")])), Err(ReadError::Damaged { .. })));
    assert_eq!(read(&docx("", "", "", "")), Err(ReadError::Empty));
    let whole = docx(&paragraph("", "甲"), "", "", "");
    assert!(matches!(read(&whole[..whole.len() / 2]), Err(ReadError::Damaged { .. })));
    let deep = format!("{}{}", "<w:sdt><w:sdtContent>".repeat(5000), "</w:sdtContent></w:sdt>".repeat(5000));
    assert!(matches!(read(&docx(&deep, "", "", "")), Err(ReadError::Damaged { .. })));
}

#[test]
fn a_strict_document_is_read_like_any_other() {
    // ISO/IEC 29500-1, annex A: other namespaces.
    let base = "http://purl.oclc.org/ooxml";
    let relation = format!(
        r#"<Relationships><Relationship Id="r1" Type="{base}/officeDocument/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let body = format!("<w:p><w:r><w:t>一、</w:t></w:r><w:ins><w:r><w:t>总则</w:t></w:r></w:ins></w:p>{table}");
    let document =
        format!(r#"<w:document xmlns:w="{base}/wordprocessingml/main"><w:body>{body}</w:body></w:document>"#);
    let bytes = zip(&[("_rels/.rels", &relation), ("word/document.xml", &document)]);
    let source = read("甲.docx", &bytes, &Options::default()).unwrap();
    assert_eq!(source.text, "一、总则\n序号\t任务\n");
}

#[test]
fn diagrams_are_read_and_pictures_reported() {
    let drawing = |inner: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><a:graphic xmlns:a="a" xmlns:pic="p" xmlns:dgm="d"><a:graphicData>{inner}</a:graphicData></a:graphic></w:drawing></w:r></w:p>"#
        )
    };
    let body = format!(
        "{}{}{}",
        paragraph("", "一、总则"),
        drawing(r#"<dgm:relIds r:dm="r9"/>"#),
        drawing("<pic:pic><pic:blipFill/></pic:pic>")
    );
    let plain = docx(&body, "", "", "");
    let without = read("甲.docx", &plain, &Options::default()).unwrap();
    assert_eq!(texts(&without), ["一、总则"]);
    let notices = ["有 1 处 SmartArt 图形，其中的文字未读入", "有 1 张图片，其中如有文字，未读入"];
    assert_eq!(without.notices, notices);
    let data = r#"<dgm:dataModel xmlns:dgm="d" xmlns:a="a"><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>县水利局</a:t></a:r><a:r><a:t>负责巡查</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt/></dgm:ptLst></dgm:dataModel>"#;
    let relations =
        r#"<Relationships><Relationship Id="r9" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>"#;
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"><w:body>{body}</w:body></w:document>"#
    );
    let bytes = zip(&[
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", relations),
        ("word/diagrams/data1.xml", data),
    ]);
    let with = read("甲.docx", &bytes, &Options::default()).unwrap();
    assert_eq!(texts(&with), ["一、总则", "县水利局负责巡查"]);
    assert!(with.notices[0].contains("按存放的顺序读入"), "{:?}", with.notices);
}

#[test]
fn a_file_of_pictures_only_says_so() {
    let picture = |id: u8| {
        format!(
            r#"<w:p><w:r><w:drawing><pic:pic xmlns:pic="p" xmlns:a="a"><pic:blipFill><a:blip r:embed="r{id}"/></pic:blipFill></pic:pic></w:drawing></w:r></w:p>"#
        )
    };
    let body = picture(1) + &picture(2);
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"><w:body>{body}</w:body></w:document>"#
    );
    let bytes = zip(&[("word/document.xml", &document), ("word/media/image1.png", "x")]);
    let error = read("甲.docx", &bytes, &Options::default()).unwrap_err();
    assert!(error.to_string().contains("只有 2 张图片") && error.english().contains("only pictures: 2"), "{error}");
}

/// The places that words were read from: the part, how the element begins in it, and the byte of its text.
fn origins_of(bytes: &[u8], words: &str) -> Vec<(Part, String, Option<usize>)> {
    let (source, origins) = crate::read_traced("计划.docx", bytes, &Options::default()).unwrap();
    let start = source.text.find(words).unwrap();
    let mut package = Package::open(bytes, "docx").unwrap();
    let of = |origin: Origin| {
        let (at, from) = match origin.place {
            Place::Held { at, from } => (at, Some(from)),
            Place::Shown { at } => (at, None),
            Place::Cell { .. } | Place::Printed { .. } => panic!("no cell of a workbook, no page"),
        };
        let name = if at.part == Part::Main { "word/document.xml" } else { "word/footnotes.xml" };
        let xml = package.required_xml(name).unwrap();
        (at.part, xml[at.start..].chars().take(6).collect(), from)
    };
    origins.unwrap().of(Span::new(start, start + words.len())).map(of).collect()
}

#[test]
fn words_are_led_back_to_the_elements_that_hold_them_or_that_they_are_shown_for() {
    let list = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "decimal", "%1.", "")
    );
    let text = format!(
        r#"{}<w:p><w:r><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t><w:footnoteReference w:id="2"/></w:r></w:p>"#,
        numbered(1, 0, "子")
    );
    let note = r#"<w:footnote w:id="2"><w:p><w:r><w:t>注丁</w:t></w:r></w:p></w:footnote>"#;
    let bytes = docx(&text, &list, "", note);
    let main = |element: &str, from| (Part::Main, element.to_owned(), from);
    assert_eq!(origins_of(&bytes, "1. 子"), [main("<w:p><", None), main("<w:t>子", Some(0))]);
    assert_eq!(
        origins_of(&bytes, "乙\t丙[1]"),
        [main("<w:t>甲", Some(3)), main("<w:tab", None), main("<w:t>丙", Some(0)), main("<w:foo", None)]
    );
    assert_eq!(origins_of(&bytes, "丁"), [(Part::Footnotes, "<w:t>注".to_owned(), Some(3))]);
    let (_, origins) = crate::read_traced("计划.docx", &bytes, &Options::default()).unwrap();
    let last = origins.unwrap().near(usize::MAX).unwrap();
    assert!(matches!(last.place, Place::Held { at, .. } if at.reference.is_some()));
}

#[test]
fn pages_are_those_that_word_wrote_down() {
    let broken = "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>";
    let page = |body: &str| {
        let (source, origins) = crate::read_traced("计划.docx", &docx(body, "", "", ""), &Options::default()).unwrap();
        let at = source.text.rfind(|char: char| char != '\n').unwrap();
        origins.unwrap().page(Span::new(at, at + 1))
    };
    assert_eq!(page(broken), Some(2));
    assert_eq!(page("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"), None);
}

#[test]
fn the_type_of_text_comes_from_the_run_its_styles_and_the_defaults() {
    let styles = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="b"><w:pPr><w:spacing w:line="580" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="s" w:basedOn="b"><w:basedOn w:val="b"/><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:style>"#;
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        r#"<w:p>{}</w:p><w:p><w:pPr><w:pStyle w:val="s"/><w:rPr><w:sz w:val="99"/></w:rPr></w:pPr>{}{}</w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474"/><w:docGrid w:type="lines"/></w:sectPr>"#,
        run("", "甲"),
        run("", "乙"),
        run(r#"<w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="44"/>"#, "丙")
    );
    let source = crate::read("甲.docx", &docx(&body, "", styles, ""), &Options::default()).unwrap();
    let look = source.look.unwrap();
    let types: Vec<(&str, &str, u32, u32)> =
        look.types.iter().map(|kind| (kind.span.of(&source.text), kind.font.as_str(), kind.size, kind.line)).collect();
    assert_eq!(types, [("甲", "宋体", 21, 0), ("乙", "仿宋", 32, 580), ("丙", "", 44, 580)]);
    assert_eq!((look.pages.len(), look.pages[0].top, look.pages[0].grid), (1, 2098, true));
}
