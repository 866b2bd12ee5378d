use super::{cell_named, name_of};
use crate::annotate;
use crate::testing::{members, note, noted, open, zip};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook of two sheets; the second has a note at B2 and a drawing.
fn book() -> Vec<u8> {
    let cell = |name: &str, text: &str| format!(r#"<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let sheet = |rows: &str, behind: &str| {
        format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{behind}</worksheet>"#)
    };
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="2">{}{}</row>"#,
        cell("A1", "任务"),
        cell("B1", "单位"),
        cell("A2", "推进甲事"),
        cell("B2", "县商务局")
    );
    let second = rows.replace('甲', "乙").replace("商务", "税务");
    let relations = |list: &str| format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{list}</Relationships>"#);
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    zip(&[
        (
            "[Content_Types].xml",
            &format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
            ),
        ),
        ("_rels/.rels", &relations(&relation("rId1", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="甲表" sheetId="1" r:id="rId1"/><sheet name="乙表" sheetId="2" r:id="rId2"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                &[
                    relation("rId1", "worksheet", "worksheets/sheet1.xml"),
                    relation("rId2", "worksheet", "worksheets/sheet2.xml"),
                ]
                .concat(),
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &sheet(
                &rows,
                r#"<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><tableParts count="0"/>"#,
            ),
        ),
        ("xl/worksheets/sheet2.xml", &sheet(&second, r#"<legacyDrawing r:id="rId2"/>"#)),
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            &relations(
                &[
                    relation("rId1", "comments", "../comments1.xml"),
                    relation("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ]
                .concat(),
            ),
        ),
        (
            "xl/comments1.xml",
            &format!(
                r#"<comments xmlns="{MAIN}"><authors><author>甲</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>旧批注</t></r></text></comment></commentList></comments>"#
            ),
        ),
        (
            "xl/drawings/vmlDrawing1.vml",
            r#"<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s2049"/></xml>"#,
        ),
    ])
}

#[test]
fn notes_stand_at_their_cells_and_nothing_else_changes() {
    let bytes = book();
    let before = members(&bytes);
    let copy = noted("台账.xlsx", &bytes, &["推进甲事", "县商务局"]);
    let after = members(&copy.bytes);
    let changed: Vec<&String> =
        after.iter().filter(|(name, text)| before.get(*name) != Some(*text)).map(|(name, _)| name).collect();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "xl/comments.xml",
            "xl/drawings/vmlDrawing.vml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/worksheets/sheet1.xml"
        ]
    );
    let notes = &after["xl/comments.xml"];
    assert!(notes.contains(r#"ref="A2""#) && notes.contains(r#"ref="B2""#) && notes.contains("说推进甲事"));
    assert!(after["xl/worksheets/sheet1.xml"].contains(r#"<legacyDrawing r:id="rId2"/><tableParts"#));
    assert_eq!(after["xl/drawings/vmlDrawing.vml"].matches("<v:shape ").count(), 2);
    assert!(after["[Content_Types].xml"].contains(r#"Extension="vml""#));
}

#[test]
fn a_note_that_is_there_stays_with_the_new_one_behind_it() {
    let copy = noted("台账.xlsx", &book(), &["县税务局", "推进乙事"]);
    let after = members(&copy.bytes);
    let notes = &after["xl/comments1.xml"];
    assert!(notes.contains("<r><t>旧批注</t></r><r><t xml:space=\"preserve\">\n说县税务局</t></r></text>"), "{notes}");
    assert!(notes.contains(r#"<comment ref="A2" authorId="1">"#) && notes.contains("<author>政图</author></authors>"));
    let boxes = &after["xl/drawings/vmlDrawing1.vml"];
    assert!(boxes.contains("_x0000_s2050") && boxes.matches("<v:shape ").count() == 2, "{boxes}");
}

#[test]
fn two_notes_of_a_cell_are_one() {
    let bytes = book();
    let (source, origins) = open("台账.xlsx", &bytes);
    let copy = annotate(&bytes, &origins, &[note(&source, "推进甲"), note(&source, "甲事")], true).unwrap();
    assert_eq!((copy.notes, copy.suggestions), (2, 0));
    assert!(members(&copy.bytes)["xl/comments.xml"].contains("说推进甲\n说甲事"));
}

#[test]
fn cells_are_named_as_excel_names_them() {
    for (place, name) in [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((1_048_575, 16_383), "XFD1048576")] {
        assert_eq!((name_of(place).as_str(), cell_named(name)), (name, Some(place)));
    }
    assert_eq!([cell_named("A"), cell_named("7"), cell_named("A0")], [None, None, None]);
}
