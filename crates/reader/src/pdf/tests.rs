use crate::testing::{PDF_MAP, pdf, pdf_text, pdf_with, pdf_with_map, texts};
use crate::{BlockKind, Options, ReadError, read};

mod kinds;

/// 26 characters, of which a line of the page holds 26.
const LINE: &str = "推进政务服务标准化规范化便利化实现更多事项全程网上办";

fn page(number: usize, lines: &[(f32, &str)]) -> String {
    let mut content = pdf_text(220.0, 800.0, 12.0, "某县人民政府文件");
    for (index, (x, line)) in lines.iter().enumerate() {
        content += &pdf_text(*x, 720.0 - 28.0 * index as f32, 16.0, line);
    }
    content + &pdf_text(270.0, 40.0, 12.0, &format!("— {number} —"))
}

#[test]
fn chinese_fonts_without_a_map_of_their_own_are_read_and_lines_joined() {
    let pages = [
        page(1, &[(122.0, &LINE[..24 * 3]), (90.0, LINE)]),
        page(2, &[(90.0, "理。"), (122.0, "责任单位：县政务服务局")]),
        page(3, &[(122.0, "本方案自印发之日起施行，有效期五年。")]),
    ];
    let source = read("甲.pdf", &pdf(&pages, 3), &Options::default()).unwrap();
    let shown = texts(&source);
    assert_eq!(shown[0], format!("{}{LINE}理。", &LINE[..24 * 3]));
    assert_eq!(shown[1..3], ["责任单位：县政务服务局", "本方案自印发之日起施行，有效期五年。"]);
    assert_eq!(source.blocks[1].page, Some(2));
    let furniture = source.blocks.iter().filter(|block| block.kind == BlockKind::Furniture).count();
    assert_eq!((shown.len(), furniture), (9, 6));
    assert!(source.printed().ends_with("有效期五年。\n"));
}

#[test]
fn the_grounds_of_paragraphs_are_no_tables_and_thin_shapes_are_rules() {
    let text = pdf_text(90.0, 700.0, 16.0, "一、总体要求") + &pdf_text(90.0, 660.0, 16.0, "坚持问题导向。");
    let cells = |kind: &str| {
        let read = read("甲.pdf", &pdf(&[format!("{kind}{text}")], 1), &Options::default()).unwrap();
        read.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Cell { .. })).count()
    };
    let grounds = |colour: &str| {
        format!("{colour} rg 80 690 m 500 690 l 500 720 l 80 720 l h f 80 650 m 500 650 l 500 690 l 80 690 l h f*\n")
    };
    assert_eq!(cells(&grounds("1 1 1")), 0);
    assert_eq!(cells(&grounds("0.9 0.9 0.8")), 0);
    let thin = "0 g 80 720 420 0.5 re 80 690 420 0.5 re 80 650 420 0.5 re f 80 650 0.5 70 re 500 650 0.5 70 re f\n";
    assert_eq!(cells(thin), 2);
    assert_eq!(cells("0 G 80 650 420 40 re 80 690 420 30 re S\n"), 2);
}

#[test]
fn scans_and_files_that_claim_more_than_they_hold_are_told() {
    let read = |bytes: &[u8]| read("甲.pdf", bytes, &Options::default());
    let blank = [String::from("0 0 m 10 10 l S"), String::new()];
    assert!(matches!(read(&pdf(&blank, 2)), Err(ReadError::NoText { format: "pdf", pages: 2, .. })));
    let page = [page(1, &[(90.0, LINE)])];
    // The page that is there is read, whatever the file claims.
    let source = read(&pdf(&page, 1_000_000)).unwrap();
    assert_eq!(source.printed(), format!("某县人民政府文件\n{LINE}\n"));
    assert_eq!(source.blocks.len(), 3);
    let whole = pdf(&page, 1);
    assert!(read(b"%PDF-1.4\nnothing").is_err());
    assert!(read(&whole[..200]).is_err());
}

#[test]
fn maps_to_unicode_are_read_whatever_ends_their_lines() {
    for end in ["\n", "\r", "\r\n"] {
        let bytes = pdf_with_map("BT /F3 16 Tf 90 700 Td <00030010> Tj ET".into(), &PDF_MAP.replace('\n', end));
        assert_eq!(
            read("甲.pdf", &bytes, &Options::default()).unwrap().printed(),
            "线一\n".replace('线', "纟"),
            "{end:?}"
        );
    }
}

#[test]
fn text_that_is_filled_and_stroked_or_printed_twice_is_read_once() {
    let text = pdf_text(90.0, 700.0, 16.0, "一、总体要求");
    let shown = |content: String| read("甲.pdf", &pdf(&[content], 1), &Options::default()).unwrap().text;
    assert_eq!(shown(format!("2 Tr {text}")), "一、总体要求\n");
    assert_eq!(shown(format!("{text}{}", pdf_text(90.4, 700.2, 16.0, "一、总体要求"))), "一、总体要求\n");
}

#[test]
fn text_under_a_picture_is_read_and_not_again_where_it_is_painted_too() {
    let text = pdf_text(90.0, 700.0, 16.0, LINE);
    let picture = "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n";
    let read = |content: String| read("甲.pdf", &pdf(&[content], 1), &Options::default()).unwrap();
    let scan = read(format!("{picture}3 Tr {text}"));
    assert_eq!(scan.printed(), format!("{LINE}\n"));
    assert!(scan.notices.iter().any(|notice| notice.contains("OCR")), "{:?}", scan.notices);
    let both = read(format!("{text}3 Tr {}", pdf_text(93.0, 703.0, 15.0, LINE)));
    assert_eq!((both.printed(), both.notices.len()), (format!("{LINE}\n").as_str(), 0));
}

#[test]
fn replacement_text_and_variants_of_simplified_text_are_read_as_they_look() {
    let content = "BT /F3 16 Tf 90 700 Td /Span <</ActualText <FEFF5DE5>>> BDC <0099> Tj EMC <0004> Tj ET ";
    let bytes = pdf_with_map(content.to_owned() + &pdf_text(90.0, 660.0, 16.0, LINE), PDF_MAP);
    assert_eq!(read("甲.pdf", &bytes, &Options::default()).unwrap().printed(), format!("工户\n{LINE}\n"));
}

#[test]
fn columns_from_top_to_bottom_are_read_from_the_right() {
    let column = |x: f32, text: &str| -> String {
        text.chars()
            .enumerate()
            .map(|(index, char)| pdf_text(x, 700.0 - 16.0 * index as f32, 16.0, &char.to_string()))
            .collect()
    };
    let content = column(400.0, "一、推进政务服务标准化规范化。") + &column(372.0, "二、压缩办理时限");
    let source = read("甲.pdf", &pdf(&[content], 1), &Options::default()).unwrap();
    assert_eq!(texts(&source), ["一、推进政务服务标准化规范化。", "二、压缩办理时限"]);
}

#[test]
fn forms_that_hold_others_twice_each_come_to_an_end() {
    let content = "/A Do /A Do";
    let form = |number: usize| {
        let next = number + 1;
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A {next} 0 R>>>>/Length {}>>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let forms: Vec<(usize, String)> = (2000..2040).map(|number| (number, form(number))).collect();
    let text = pdf_text(90.0, 700.0, 16.0, "一、总体要求");
    let bytes = pdf_with(&[format!("{text} /A Do")], 1, ">>/XObject<</A 2000 0 R", &forms);
    let result = read("甲.pdf", &bytes, &Options::default());
    assert!(matches!(result, Err(ReadError::TooLarge { .. })), "{result:?}");
}
