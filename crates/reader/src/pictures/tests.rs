use crate::testing::{ocr_program, zip_of};
use crate::{Format, OcrChoice, Options, ReadError, Source, read};

const WORDS: [(u32, u32, &str, &str); 2] = [(200, 200, "0.99", "一、重点任务"), (288, 300, "0.95", "完成改造。")];

/// The head of a PNG file; its pixels are for the OCR program.
fn png(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[width.to_be_bytes(), height.to_be_bytes()].concat()[..]].concat()
}

fn source(name: &str, bytes: &[u8], ocr: &str) -> Result<Source, ReadError> {
    read(name, bytes, &Options { ocr: OcrChoice::from(ocr), ..Options::default() })
}

/// A document that shows these pictures and no text.
fn docx(pictures: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let shown: String = (1..=pictures.len())
        .map(|id| format!(r#"<w:p><w:r><w:drawing><pic:pic xmlns:pic="p" xmlns:a="a"><pic:blipFill><a:blip r:embed="r{id}"/></pic:blipFill></pic:pic></w:drawing></w:r></w:p>"#))
        .collect();
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"><w:body>{shown}</w:body></w:document>"#
    );
    let relations: String = (1..)
        .zip(pictures)
        .map(|(id, (name, _))| format!(r#"<Relationship Id="r{id}" Type="x/image" Target="media/{name}"/>"#))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut members: Vec<(String, &[u8])> = vec![
        ("word/document.xml".into(), document.as_bytes()),
        ("word/_rels/document.xml.rels".into(), relations.as_bytes()),
    ];
    members.extend(pictures.iter().map(|(name, bytes)| (format!("word/media/{name}"), bytes.as_slice())));
    zip_of(&members)
}

#[test]
fn a_picture_is_a_page_whose_text_is_marked_as_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let source = source("甲.png", &png(1654, 2339), &ocr_program(folder.path(), &WORDS)).unwrap();
    assert_eq!(source.printed(), "一、重点任务\n完成改造。\n");
    assert_eq!(source.format, Format::Image);
    assert_eq!(source.recognition.as_ref().unwrap().pages, [1]);
    assert!(
        source.notices[0].contains("第 1 页") && source.notices[0].contains("RapidOCR 3.4.5"),
        "{:?}",
        source.notices
    );
}

#[test]
fn a_picture_without_a_program_or_without_text_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let without = source("甲.png", &png(800, 1200), "off").unwrap_err();
    assert!(without.to_string().contains("pip install rapidocr"), "{without}");
    assert!(without.to_string().contains("tesseract-ocr-chi-sim"), "{without}");
    let blank = source("甲.png", &png(800, 1200), &ocr_program(folder.path(), &[])).unwrap_err();
    assert!(blank.to_string().contains("RapidOCR 3.4.5 没有从中识别出文字"), "{blank}");
    assert!(!blank.english().contains("install"), "{}", blank.english());
    let icon = source("甲.png", &png(64, 64), &ocr_program(folder.path(), &WORDS)).unwrap_err();
    assert!(icon.to_string().contains("过小的图片") && icon.english().is_ascii(), "{icon}");
    assert!(matches!(source("甲.gif", b"GIF89a", "off"), Err(ReadError::Unsupported { .. })));
}

#[test]
fn the_pictures_of_a_document_without_text_are_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = [("b.png", png(1654, 2339)), ("c.emf", b"\x01\0\0\0".to_vec()), ("a.png", png(1654, 2339))];
    let source = source("甲.docx", &docx(&pictures), &ocr_program(folder.path(), &WORDS)).unwrap();
    assert_eq!(source.printed(), "一、重点任务\n完成改造。\n".repeat(2));
    assert_eq!(source.format, Format::Docx);
    assert_eq!(source.recognition.as_ref().unwrap().pages, [1, 2]);
    assert!(source.notices.iter().any(|notice| notice.starts_with("第 2 张图片不是")), "{:?}", source.notices);
}
