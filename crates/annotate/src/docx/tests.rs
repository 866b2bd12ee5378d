use crate::testing::{commented, members, note, noted, open, zip};
use crate::{Annotated, Error, Fix, Note, annotate};
use std::collections::BTreeMap;
use zhengtu_reader::{Options, Origins, read};
use zhengtu_text::Span;

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// A Word file with this body, and these parts besides: their names and what they hold.
fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let part = |name: &str, content: &str| format!("{HEAD}<w:{name} {SPACES}>{content}</w:{name}>");
    let mut files = vec![("word/document.xml".to_owned(), part("document", &format!("<w:body>{body}</w:body>")))];
    files.extend(more.iter().map(|(name, content)| (format!("word/{name}.xml"), part(name, content))));
    let relation = |(number, (name, _)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="rId{number}" Type="{OFFICE}/{name}" Target="{name}.xml"/>"#)
    };
    let relations: String = (1..).zip(more).map(relation).collect();
    let list = |relations: &str| {
        format!(
            r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        )
    };
    files.push(("word/_rels/document.xml.rels".into(), list(&relations)));
    let main = format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>"#);
    files.push(("_rels/.rels".into(), list(&main)));
    files.push(("[Content_Types].xml".into(), format!(r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#)));
    files.push(("docProps/app.xml".into(), format!("{HEAD}<Properties/>")));
    zip(&files.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn main_of(copy: &Annotated) -> String {
    members(&copy.bytes)["word/document.xml"].clone()
}

/// The words that the comments for these words stand at.
fn at(body: &str, more: &[(&str, &str)], words: &[&str]) -> Vec<String> {
    commented(&main_of(&noted("计划.docx", &docx(body, more), words))).into_values().collect()
}

#[test]
fn a_comment_stands_at_its_words_wherever_runs_are_parted() {
    let bold = |text: &str| format!(r#"<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"#);
    let body = p(&[r("推进甲"), bold("事，压缩至"), r("3个工作日内。")].concat());
    let words = ["推进甲事，压缩至3个工作日内。", "甲事", "压缩", "至3个", "压缩至", "内。"];
    assert_eq!(at(&body, &[], &words), words);
    let xml = main_of(&noted("计划.docx", &docx(&body, &[]), &["缩至"]));
    let parted = r#"<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>事，压</w:t></w:r><w:commentRangeStart w:id="0"/><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>缩至</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#;
    assert!(xml.contains(parted), "{xml}");
}

#[test]
fn references_white_space_and_signs_within_a_run_are_parted_as_they_stand() {
    let body = p("<w:r><w:t>甲&amp;乙&#x4e59; 丙</w:t><w:tab/><w:t>丁</w:t><w:br/><w:t>戊己</w:t></w:r>");
    assert_eq!(
        at(&body, &[], &["乙乙", "丙\t丁", "己"]),
        ["乙&#x4e59;".replace("&#x4e59;", ""), "丙丁".into(), "己".into()]
    );
    let xml = main_of(&noted("计划.docx", &docx(&body, &[]), &["丙\t丁"]));
    assert!(xml.contains(r#"<w:t xml:space="preserve">甲&amp;乙&#x4e59; </w:t></w:r><w:commentRangeStart"#), "{xml}");
}

#[test]
fn a_number_that_word_shows_is_commented_at_its_paragraph() {
    let numbering = r#"<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/><w:suff w:val="nothing"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#;
    let item = |text: &str| {
        format!(r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{text}</w:p>"#)
    };
    let body = [item(&r("压缩时间。推进甲事。")), item(&r("推进乙事。")), item("")].concat();
    let words = ["（一）压缩时间", "（二）", "（三）"];
    assert_eq!(at(&body, &[("numbering", numbering)], &words), ["压缩时间", "推进乙事。", ""]);
}

#[test]
fn comments_stand_in_cells_and_never_reach_over_their_border() {
    let cell = |text: &str| format!("<w:tc><w:tcPr/>{}</w:tc>", p(&r(text)));
    let row = |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let body =
        format!("{}<w:tbl>{}{}</w:tbl>", p(&r("任务表")), row(&["任务", "单位"]), row(&["推进甲事", "县商务局"]));
    assert_eq!(at(&body, &[], &["县商务局", "推进甲事\t县商务局"]), ["县商务局", "推进甲事"]);
}

#[test]
fn tracked_changes_stay_and_comments_stand_at_what_is_left() {
    let body = p(&format!(
        r#"{}<w:del w:id="3" w:author="甲"><w:r><w:delText>5</w:delText></w:r></w:del><w:ins w:id="4" w:author="甲">{}</w:ins>{}"#,
        r("压缩至"),
        r("3个"),
        r("工作日")
    ));
    let copy = noted("计划.docx", &docx(&body, &[]), &["至3个工", "个"]);
    let xml = main_of(&copy);
    // Text within the range is that of the deletion too, which stays.
    assert_eq!(commented(&xml).into_values().collect::<Vec<_>>(), ["至53个工", "个"]);
    assert_eq!(commented(&xml).into_keys().collect::<Vec<_>>(), [0, 1]);
    assert!(xml.contains(r#"<w:del w:id="3" w:author="甲"><w:r><w:delText>5</w:delText></w:r></w:del>"#));
}

#[test]
fn what_stands_in_boxes_and_notes_is_commented_where_word_shows_it_and_named() {
    let words = format!("<w:txbxContent>{}</w:txbxContent>", p(&r("框中的话")));
    let shape = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{words}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#
    );
    let body = [
        p(&[r("框外的话"), shape.clone(), r("后面")].concat()),
        p(&[r("增长5%"), r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#.into(), r("以上")].concat()),
    ]
    .concat();
    let notes = format!(r#"<w:footnote w:id="2">{}</w:footnote>"#, p(&r("现价，含税")));
    let copy = noted("计划.docx", &docx(&body, &[("footnotes", &notes)]), &["框中", "含税", "以上"]);
    let xml = main_of(&copy);
    assert!(xml.contains(&format!(r#"<w:commentRangeStart w:id="0"/>{shape}<w:commentRangeEnd w:id="0"/>"#)), "{xml}");
    let mark =
        r#"<w:commentRangeStart w:id="1"/><w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeEnd w:id="1"/>"#;
    assert!(xml.contains(mark), "{xml}");
    let comments = &members(&copy.bytes)["word/comments.xml"];
    assert!(comments.contains("所指：框中") && comments.contains("所指：含税") && !comments.contains("所指：以上"));
}

#[test]
fn links_fields_controls_and_formulas_are_left_whole() {
    let field = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        r("附件1")
    );
    let body = p(&[
        format!(r#"<w:hyperlink w:anchor="a">{}</w:hyperlink>"#, r("见某网站")),
        field,
        format!(r#"<w:fldSimple w:instr="DATE">{}</w:fldSimple>"#, r("2021年")),
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", r("控件中的话")),
        "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>".to_owned(),
    ]
    .concat());
    let words = ["某网", "件1", "2021", "中的", "=b"];
    assert_eq!(at(&body, &[], &words), ["某网", "件1", "2021", "控件中的话", "a=b"]);
}

#[test]
fn comments_that_are_there_stay_and_no_number_is_given_twice() {
    let old =
        r#"<w:comment w:id="0" w:author="甲"><w:p/></w:comment><w:comment w:id="2" w:author="甲"><w:p/></w:comment>"#;
    let body = p(&format!(
        r#"<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:bookmarkStart w:id="1" w:name="b"/>{}<w:bookmarkEnd w:id="1"/>"#,
        r("推进甲事"),
        r("，推进乙事")
    ));
    let bytes = docx(&body, &[("comments", old)]);
    let copy = noted("计划.docx", &bytes, &["甲事，推", "乙"]);
    let parts = members(&copy.bytes);
    assert_eq!(commented(&parts["word/document.xml"]).into_keys().collect::<Vec<_>>(), [0, 3, 4]);
    assert!(parts["word/comments.xml"].contains(old));
    assert_eq!(parts["word/comments.xml"].matches("<w:comment ").count(), 4);
    assert_eq!(parts["word/_rels/document.xml.rels"].matches("/comments\"").count(), 1);
}

#[test]
fn every_other_part_stays_byte_for_byte_and_the_new_ones_are_led_to() {
    let bytes = docx(&p(&r("推进甲事")), &[("styles", ""), ("settings", "<w:zoom/>")]);
    let (before, copy) = (members(&bytes), noted("计划.docx", &bytes, &["甲事"]));
    let after = members(&copy.bytes);
    let changed: Vec<&String> =
        after.iter().filter(|(name, text)| before.get(*name) != Some(*text)).map(|(name, _)| name).collect();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
            "word/comments.xml",
            "word/document.xml",
            "word/people.xml"
        ]
    );
    assert!(after["[Content_Types].xml"].contains(r#"PartName="/word/comments.xml""#));
    assert!(after["word/_rels/document.xml.rels"].contains(r#"Target="comments.xml""#));
    // Without what was put in, the main part is the old one.
    let put_in = without_marks(&after["word/document.xml"]);
    assert_eq!(put_in, before["word/document.xml"]);
    assert_eq!(copy, noted("计划.docx", &bytes, &["甲事"]));
}

/// The text without the marks of comments, runs that were parted made one.
fn without_marks(xml: &str) -> String {
    xml.replace(r#"</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>"#, "")
        .replace(r#"<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#, "")
}

/// A copy with a suggestion: other words for some.
fn suggested(
    body: &str,
    more: &[(&str, &str)],
    words: &str,
    wrong: &str,
    right: &str,
) -> (Annotated, BTreeMap<String, String>) {
    let bytes = docx(body, more);
    let (source, origins) = open("计划.docx", &bytes);
    let note = note(&source, words);
    let start = note.span.start + words.find(wrong).unwrap();
    let fix = Fix { span: Span::new(start, start + wrong.len()), text: right.into() };
    let copy = annotate(&bytes, &origins, &[Note { fixes: vec![fix], ..note }], true).unwrap();
    let parts = members(&copy.bytes);
    (copy, parts)
}

#[test]
fn a_suggestion_strikes_out_and_puts_in_with_the_look_of_the_run() {
    let body = p(&format!("<w:r><w:rPr><w:b/></w:rPr><w:t>加强布</w:t></w:r>{}", r("署工作")));
    let (copy, parts) = suggested(&body, &[], "强布署工", "布署", "部署");
    assert_eq!((copy.notes, copy.suggestions), (1, 1));
    let xml = &parts["word/document.xml"];
    let first = r#"<w:del w:id="1" w:author="政图"><w:r><w:rPr><w:b/></w:rPr><w:delText>布</w:delText></w:r></w:del>"#;
    let rest = r#"<w:del w:id="2" w:author="政图"><w:r><w:delText>署</w:delText></w:r></w:del><w:ins w:id="3" w:author="政图"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">部署</w:t></w:r></w:ins>"#;
    assert!(xml.contains(&format!("{first}{rest}")), "{xml}");
    let again = read("计划.docx", &copy.bytes, &Options::default()).unwrap();
    assert_eq!(again.text, "加强部署工作\n");
}

#[test]
fn whole_texts_and_nothing_in_their_place_can_be_suggested() {
    let body = p(&[r("推进"), r("的的"), r("工作")].concat());
    let (copy, parts) = suggested(&body, &[], "的的", "的的", "");
    assert!(parts["word/document.xml"].contains("<w:r><w:delText>的的</w:delText></w:r></w:del>"));
    assert!(!parts["word/document.xml"].contains("<w:ins"));
    assert_eq!(read("计划.docx", &copy.bytes, &Options::default()).unwrap().text, "推进工作\n");
}

#[test]
fn in_notes_suggestions_are_made_and_within_other_changes_and_boxes_none() {
    let notes = format!(r#"<w:footnote w:id="2">{}</w:footnote>"#, p(&r("加强布署")));
    let body = p(&[r("增长"), r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#.into()].concat());
    let (copy, parts) = suggested(&body, &[("footnotes", &notes)], "布署", "布署", "部署");
    assert_eq!(copy.suggestions, 1);
    assert!(parts["word/footnotes.xml"].contains("<w:delText>布署</w:delText>"), "{}", parts["word/footnotes.xml"]);
    let inserted = p(&format!(r#"<w:ins w:id="1" w:author="甲">{}</w:ins>"#, r("加强布署")));
    let (copy, parts) = suggested(&inserted, &[], "布署", "布署", "部署");
    assert_eq!((copy.notes, copy.suggestions), (1, 0));
    assert!(!parts["word/document.xml"].contains("delText"));
}

#[test]
fn a_file_with_other_prefixes_keeps_them() {
    let body = p(&r("推进甲事"));
    let bytes = docx(&body, &[]);
    let text = members(&bytes)["word/document.xml"]
        .replace("<w:", "<x:")
        .replace("</w:", "</x:")
        .replace("xmlns:w=", "xmlns:x=");
    let mut files = members(&bytes);
    files.insert("word/document.xml".into(), text);
    let bytes = zip(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let xml = main_of(&noted("计划.docx", &bytes, &["甲"]));
    assert!(xml.contains(r#"<x:commentRangeStart x:id="0"/><x:r><x:t>甲</x:t></x:r>"#), "{xml}");
}

#[test]
fn a_note_about_nothing_stands_at_what_comes_next_and_a_file_without_text_is_refused() {
    let bytes = docx(&[p(&r("某县方案")), p(&r("推进甲事"))].concat(), &[]);
    let (_, origins) = open("计划.docx", &bytes);
    let nowhere = Note { lines: vec!["缺少落款".into()], ..Note::default() };
    let copy = annotate(&bytes, &origins, &[nowhere], false).unwrap();
    assert_eq!(commented(&main_of(&copy)).into_values().collect::<Vec<_>>(), ["某县方案"]);
    assert!(matches!(annotate(&bytes, &Origins::default(), &[], false), Err(Error::NoText)));
}

#[test]
fn a_part_that_is_no_xml_is_said_to_be_malformed() {
    let bytes = docx(&p(&r("推进甲事")), &[]);
    let (source, origins) = open("计划.docx", &bytes);
    let mut files = members(&bytes);
    files.insert("word/document.xml".into(), "<w:document".into());
    let broken = zip(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let error = annotate(&broken, &origins, &[note(&source, "甲")], false).unwrap_err().to_string();
    assert!(error.contains("word/document.xml"), "{error}");
}
