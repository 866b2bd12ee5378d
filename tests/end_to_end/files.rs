//! The files of offices through the program: folders, archives, ledgers, bad files among good ones.

use crate::support::{fail, lines, run, zhengtu};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

const PLAN: &str = "方案\n一、主要任务\n1.优化办税。推行网上办税。\n责任单位：县税务局\n";

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A docx file that unpacks to far more than it holds.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..260 {
        writer.write_all(&blanks).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str, head: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?>{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn bad_files_among_good_ones_are_listed_and_the_good_ones_read() {
    let folder = TempDir::new().unwrap();
    let good = docx("<w:p><w:r><w:t>一、总体要求</w:t></w:r></w:p>", "");
    let entity = docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>");
    let encrypted: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().chain([0]).flat_map(u16::to_le_bytes))
        .collect();
    let pages = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1000000>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("炸弹.docx", bomb()),
        ("实体.docx", entity),
        ("断.docx", good[..good.len() / 2].to_vec()),
        ("密.docx", encrypted),
        ("页.pdf", pages.to_vec()),
        ("断.pdf", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog".to_vec()),
        ("图.pdf", b"\x89PNG\r\n\x1a\n0000".to_vec()),
        ("空.txt", Vec::new()),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
        ("坏.ofd", archive(&[("OFD.xml", b"<OFD/>")])),
        ("演示.doc", b"PK\x03\x04".to_vec()),
    ];
    fs::write(folder.path().join("好.txt"), PLAN).unwrap();
    fs::write(folder.path().join("好.docx"), &good).unwrap();
    fs::write(folder.path().join("名不副实.pdf"), &good).unwrap();
    for (name, bytes) in &bad {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let office = |arguments: &[&str]| {
        let mut command = zhengtu(folder.path());
        let output = command.env("ZHENGTU_SOFFICE", "").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), output.stdout)
    };
    let (status, message, out) = office(&["build", "."]);
    assert_eq!(status, Some(0), "{message}");
    assert!(!message.contains("panicked"), "{message}");
    for (name, _) in &bad {
        let line = message.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {message}"));
        assert!(line.contains('请'), "{line} does not say what to do");
    }
    let out = String::from_utf8_lossy(&out).into_owned();
    assert!(out.contains(&format!("读入 3 个文件，未变 0 个，移除 0 个，失败 {} 个", bad.len())), "{out}");
    // What is known to be bad is not tried again, and said again.
    let (status, again, out) = office(&["build", "."]);
    assert_eq!(status, Some(0));
    assert!(bad.iter().all(|(name, _)| again.contains(name)), "{again}");
    assert!(String::from_utf8_lossy(&out).contains("读入 0 个文件，未变 3 个"));
    let (status, message, _) = office(&["--lang", "en", "build", ".", "--strict", "--force"]);
    assert_eq!(status, Some(3));
    let chinese = |char: char| ('\u{4e00}'..='\u{9fff}').contains(&char);
    for (name, _) in &bad {
        let line = message.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name}: {message}"));
        assert!(!line.replace(name, "").contains(chinese), "{line} is not in English");
    }
}

#[test]
fn nothing_but_bad_files_is_status_3() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("空.txt"), b"").unwrap();
    fs::write(folder.path().join("炸弹.docx"), bomb()).unwrap();
    let (status, message) = fail(folder.path(), &["build", "."]);
    assert_eq!(status, 3);
    assert!(message.contains("空.txt") && message.contains("炸弹.docx"), "{message}");
}

#[test]
fn folders_are_read_without_hidden_temporary_and_other_files() {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("p/里/.git")).unwrap();
    for name in ["p/甲.txt", "p/里/乙.md", "p/~$丙.docx", "p/.丁.txt", "p/里/.git/戊.txt", "p/己.exe", "p/庚.txt.tmp"]
    {
        fs::write(folder.path().join(name), PLAN).unwrap();
    }
    let (status, message) = fail(folder.path(), &["build", "p", "--strict"]);
    assert_eq!(status, 0, "{message}");
    assert!(message.contains("己.exe"), "{message}");
    let docs: Vec<String> = lines(&run(folder.path(), &["export", "tasks"]))
        .iter()
        .map(|task| task["doc"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(docs, ["乙.md", "甲.txt"]);
}

#[test]
fn an_archive_with_names_in_gbk_is_read_and_none_leads_out() {
    let folder = TempDir::new().unwrap();
    let mut bytes = archive(&[("XXXX/YYY.txt", PLAN.as_bytes()), ("../../出.txt", PLAN.as_bytes())]);
    // 计划/附1.txt in GBK, of the same length.
    let name = b"\xbc\xc6\xbb\xae/\xb8\xbd1.txt";
    while let Some(at) = bytes.windows(name.len()).position(|window| window == b"XXXX/YYY.txt") {
        bytes[at..at + name.len()].copy_from_slice(name);
    }
    fs::write(folder.path().join("包.zip"), bytes).unwrap();
    run(folder.path(), &["build", "包.zip"]);
    let tasks = run(folder.path(), &["export", "tasks"]);
    assert!(tasks.contains("附1.txt") && tasks.contains("出.txt"), "{tasks}");
    assert!(!Path::new(folder.path()).join("../../出.txt").exists());
}

#[test]
fn a_ledger_becomes_tasks_with_their_cells() {
    let folder = TempDir::new().unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    sheet.merge_range(0, 0, 0, 4, "2022年重点任务台账", &format).unwrap();
    for (column, head) in (0u16..).zip(["序号", "领域", "任务", "责任单位", "完成时限"]) {
        sheet.write(1, column, head).unwrap();
    }
    sheet.merge_range(2, 1, 3, 1, "办税", &format).unwrap();
    let rows =
        [["1", "推行网上办税", "县税务局", "2022年6月底"], ["2", "压缩办税时间", "县税务局、县财政局", "2022年底"]];
    for (row, [number, task, unit, due]) in (2u32..).zip(rows) {
        sheet.write(row, 0, number.parse::<i32>().unwrap()).unwrap();
        sheet.write(row, 2, task).unwrap();
        sheet.write(row, 3, unit).unwrap();
        sheet.write(row, 4, due).unwrap();
    }
    book.save(folder.path().join("台账.xlsx")).unwrap();
    run(folder.path(), &["build", "台账.xlsx"]);
    let tasks = lines(&run(folder.path(), &["export", "tasks"]));
    let titles: Vec<&str> = tasks.iter().map(|task| task["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["推行网上办税", "压缩办税时间"]);
    assert_eq!(tasks[0]["deadline"]["end"], "2022-06-30");
    assert_eq!(tasks[1]["units"][1]["name"], "县财政局");
    let cell = &tasks[1]["units"][0]["evidence"]["cell"];
    // The line above the header names the table and is no row of it.
    assert_eq!((cell["row"].as_u64(), cell["column"].as_u64()), (Some(3), Some(4)), "{cell}");
}
