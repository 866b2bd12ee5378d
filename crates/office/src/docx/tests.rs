use super::*;
use zhengtu_reader::{Options, read};

fn sample() -> Document {
    let mut document = Document::new(Page::Wide);
    document.title("任务台账");
    document.heading(2, "附件1");
    document.paragraph(&[Run::new("甲 < 乙 & "), Run::new("红").bold().colour("C00000")]);
    document.table(&Table {
        columns: vec![("序号".into(), 1), ("任务".into(), 4)],
        rows: vec![Row::Banner("第一组".into()), Row::Cells(vec!["1".into(), "推进\u{1}\n=1+1".into()])],
    });
    document
}

#[test]
fn what_is_written_is_read_back_with_signs_of_xml_intact() {
    let bytes = sample().to_bytes().unwrap();
    let text = read("a.docx", &bytes, &Options::default()).unwrap().text;
    for words in ["任务台账", "附件1", "甲 < 乙 & 红", "第一组", "推进", "=1+1"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(sample().to_bytes().unwrap(), sample().to_bytes().unwrap());
}

#[test]
fn columns_share_the_width_of_the_text() {
    let body = sample().body;
    let width = Page::Wide.text_width();
    assert!(body.contains(&format!("<w:gridCol w:w=\"{}\"/>", width / 5)), "{body}");
    assert!(body.contains("<w:tblHeader/>") && body.contains("<w:gridSpan w:val=\"2\"/>"));
}
