//! Files made to do harm, and files broken at random: every reader ends with text or a message.

use crate::testing::{
    PDF_MAP, doc, docx, level, ods, ofd, ofd_text, paragraph, pdf, pdf_text, pdf_with_map, xls, xlsx, zip,
};
use crate::{Options, ReadError, read};
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};
use zhengtu_text::testing::{self, Dice};

/// How many broken files of each format are read; `ZHENGTU_FUZZ_CASES` names another number.
const CASES: usize = 60;

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let list = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "chineseCounting", "%1、", "")
    );
    let numbered = paragraph(r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#, "总体要求");
    let table = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    let page = "<html><meta charset=gbk><div class=a><p>一、总体要求。<table><tr><td rowspan=2>甲<td colspan=3>乙</table><ol><li>丙";
    let rule = r#"<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 1 1 L 90 1 B 1 2 3 4 5 6 C</ofd:AbbreviatedData></ofd:PathObject>"#;
    vec![
        ("甲.docx", docx(&format!("{numbered}{table}"), &list, "", "")),
        ("甲.xlsx", xlsx(&[&["题"], &["序号", "任务"], &["1", "甲"]], &["A1:B1"])),
        ("甲.xls", xls(&["0", "31"], &[(0, 0, 1, 46_022.0), (1, 1, 0, 2.0)], &[(0x0200, &[0; 14])])),
        (
            "甲.ods",
            ods(
                "",
                r#"<table:table table:name="甲"><table:table-row table:number-rows-repeated="9"><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row></table:table>"#,
            ),
        ),
        ("甲.csv", "序号,任务\n1,\"甲\n乙\"\n".into()),
        ("乙.txt", "序号\t任务\t单位\n1\t甲\t\"乙\n\"丙\n".into()),
        ("甲.ofd", ofd(&[&format!("{}{rule}", ofd_text(20.0, 30.0, 5.0, "一、总体要求"))], "")),
        ("甲.pdf", pdf(&[pdf_text(90.0, 700.0, 16.0, "一、总体要求")], 1)),
        ("甲.doc", doc("一、总体要求\r（一）\u{13}A\u{14}乙\u{15}\u{7}丙\u{7}\u{7}\r")),
        ("甲.html", encoding_rs::GB18030.encode(page).0.into_owned()),
        (
            "甲.md",
            "# 题\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td rowspan=9>甲</td></tr></table>\n\n1. 乙\n"
                .into(),
        ),
        ("甲.txt", encoding_rs::GB18030.encode("一、总体要求\n责任单位：县税务局\n").0.into_owned()),
    ]
}

fn broken(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(6) {
        let at = dice.roll(bytes.len());
        match dice.roll(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, dice.roll(256) as u8),
            2 => drop(bytes.drain(at..(at + dice.roll(40)).min(bytes.len()))),
            3 => {
                let part = bytes[at..(at + dice.roll(200)).min(bytes.len())].to_vec();
                let to = dice.roll(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = [0, 1, 0x7f, 0x80, 0xff, b'9', b'<', b'&'][dice.roll(8)];
                }
            }
        }
    }
    bytes
}

/// The archive with one of its members broken, so that the fault lies behind the compression.
fn broken_inside(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let victim = dice.roll(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let mut content = Vec::new();
        member.read_to_end(&mut content).ok()?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        writer.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        writer.write_all(&if index == victim { broken(&content, dice) } else { content }).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// The case that took longest.
#[derive(Default)]
struct Longest {
    case: usize,
    time: Duration,
}

impl Longest {
    fn of<T>(&mut self, case: usize, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        if started.elapsed() > self.time {
            (self.case, self.time) = (case, started.elapsed());
        }
        done
    }
}

impl std::fmt::Display for Longest {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the longest, case {}, took {:?}", self.case, self.time)
    }
}

fn cases() -> usize {
    testing::cases("ZHENGTU_FUZZ_CASES", CASES)
}

#[test]
fn broken_files_end_with_text_or_a_message() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for (name, seed) in seeds() {
        assert!(read(name, &seed, &Options::default()).is_ok(), "{name}: {:?}", read(name, &seed, &Options::default()));
        let mut longest = Longest::default();
        for case in 0..cases() {
            let bytes = if case % 2 == 0 { broken_inside(&seed, &mut dice) } else { None };
            let bytes = bytes.unwrap_or_else(|| broken(&seed, &mut dice));
            let options = Options { lossy: case % 3 == 0, ..Options::default() };
            if let Ok(source) = longest.of(case, || read(name, &bytes, &options)) {
                for block in &source.blocks {
                    assert!(!block.pieces.is_empty(), "{name}, case {case}");
                    let lengths: usize = block.pieces.iter().map(|piece| piece.of(&source.text).len()).sum();
                    assert!(lengths > 0, "{name}, case {case}");
                }
            }
        }
        println!("{name}: {} broken files, {longest}", cases());
    }
}

#[test]
fn a_file_that_unpacks_without_bound_is_refused() {
    let bomb = |name: &str, around: (&str, &str)| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(around.0.as_bytes()).unwrap();
        let blanks = vec![b' '; 1 << 20];
        for _ in 0..257 {
            writer.write_all(&blanks).unwrap();
        }
        writer.write_all(around.1.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    for (file, member) in [("甲.docx", "word/document.xml"), ("甲.ofd", "OFD.xml"), ("甲.xlsx", "xl/workbook.xml")] {
        let bytes = bomb(member, ("<a>", "</a>"));
        assert!(bytes.len() < 1 << 20);
        assert!(matches!(read(file, &bytes, &Options::default()), Err(ReadError::TooLarge { .. })), "{file}");
    }
}

#[test]
fn entities_and_references_to_themselves_are_refused() {
    let entity = "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = zip(&[("word/document.xml", entity)]);
    assert!(matches!(read("甲.docx", &bytes, &Options::default()), Err(ReadError::Damaged { .. })));
    let unit = r#"<ofd:CompositeGraphicUnit ID="9"><ofd:Content><ofd:CompositeObject ResourceID="9"/><ofd:CompositeObject ResourceID="9"/></ofd:Content></ofd:CompositeGraphicUnit>"#;
    let resource = format!(
        r#"<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"#
    );
    let document = r#"<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PublicRes>Res.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>"#;
    let page = crate::testing::ofd_page(r#"<ofd:CompositeObject ResourceID="9"/>"#);
    let root = "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>";
    let bytes = zip(&[("OFD.xml", root), ("D/Document.xml", document), ("D/Res.xml", &resource), ("D/P.xml", &page)]);
    let error = read("甲.ofd", &bytes, &Options::default());
    assert!(matches!(error, Err(ReadError::NoText { format: "ofd", pages: 1, .. })));
}

#[test]
fn broken_archives_end_with_files_or_a_message() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let inner = zip(&[("丙.txt", "一、总体要求")]);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in
        [("甲/乙.txt", "责任单位：县税务局".as_bytes()), ("里.zip", inner.as_slice()), ("../丁.md", &b"# a"[..])]
    {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let seed = writer.finish().unwrap().into_inner();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("包.zip");
    for case in 0..cases() {
        std::fs::write(&path, if case == 0 { seed.clone() } else { broken(&seed, &mut dice) }).unwrap();
        let found = crate::collect(&[&path]);
        assert!(case > 0 || found.files.len() == 3);
        for file in found.files {
            assert!(!file.path.contains("/../"), "{}", file.path);
            let _ = file.read(&Options { lossy: true, ..Options::default() });
        }
    }
}

#[test]
fn a_million_pages_claimed_and_pages_that_hold_themselves_end_with_a_message() {
    let page = pdf_text(90.0, 700.0, 16.0, "一、总体要求");
    let claimed = pdf(std::slice::from_ref(&page), 1_000_000);
    let length = |bytes: &[u8]| match read("甲.pdf", bytes, &Options::default()) {
        Ok(source) => source.text.len(),
        Err(error) => error.to_string().len(),
    };
    assert!(length(&claimed) < 10_000);
    let itself = String::from_utf8_lossy(&pdf(&[page], 1)).replace("/Kids[10 0 R ]", "/Kids[2 0 R  ]");
    assert!(itself.contains("/Kids[2 0 R") && length(itself.as_bytes()) < 10_000);
}

/// PDF files with all that their reader looks at; beside the project real ones.
fn pdf_seeds() -> Vec<Vec<u8>> {
    let rules = "0 G 80 650 420 40 re 80 690 420 30 re S 2 Tr q 1 0 0 1 3 3 cm Q\n";
    let marked = "/Span <</ActualText <FEFF4E00>>> BDC BT /F3 16 Tf 90 640 Td [<0003> -20 <00100012>] TJ ET EMC\n";
    let text = pdf_text(90.0, 700.0, 16.0, "一、总体要求");
    let mut seeds =
        vec![pdf(&[format!("{rules}{text}"), text.clone()], 2), pdf_with_map(format!("{marked}{text}"), PDF_MAP)];
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let files = std::fs::read_dir(samples).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).collect();
    files.sort();
    seeds.extend(files.iter().filter_map(|path| std::fs::read(path).ok()));
    seeds
}

#[test]
fn broken_pdfs_end_with_text_or_a_message() {
    let mut dice = Dice(0xd1b5_4a32_d192_ed03);
    let seeds = pdf_seeds();
    let mut longest = Longest::default();
    for case in 0..cases() {
        let bytes = broken(&seeds[case % seeds.len()], &mut dice);
        if let Ok(source) = longest.of(case, || read("甲.pdf", &bytes, &Options::default())) {
            assert!(source.blocks.iter().all(|block| !block.pieces.is_empty()), "case {case}");
        }
    }
    println!("甲.pdf: {} broken files, {longest}", cases());
}
