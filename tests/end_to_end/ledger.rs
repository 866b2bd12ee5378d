//! The task ledger and the calendar: every task once, in every format, and the same bytes each time.

use crate::support::{corpus_kb, fail, lines, on_corpus, run, zhengtu};
use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use tempfile::TempDir;

/// The rows of the sheet 任务台账 below its captions, each as the texts of its cells.
pub fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("the workbook opens");
    let range = book.worksheet_range("任务台账").expect("it has the sheet");
    let text = |cell: &Data| cell.to_string();
    let all: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(text).collect()).collect();
    let head = all.iter().position(|row| row[0] == "序号").expect("it has captions");
    all[head + 1..].to_vec()
}

/// The rows that are of tasks.
pub fn task_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    rows(bytes).into_iter().filter(|row| !row[12].is_empty()).collect()
}

fn tasks() -> Vec<Value> {
    lines(&on_corpus(&["export", "tasks"]))
}

fn text<'a>(record: &'a Value, field: &str) -> &'a str {
    record[field].as_str().unwrap_or_default()
}

/// What the program prints as bytes.
fn bytes(arguments: &[&str]) -> Vec<u8> {
    let output = zhengtu(corpus_kb()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn the_workbook_holds_every_task_once_with_its_id() {
    let (tasks, rows) = (tasks(), task_rows(&bytes(&["export", "ledger", "--format", "xlsx"])));
    assert!(tasks.len() > 300);
    let wanted: Vec<(&str, &str)> = tasks.iter().map(|task| (text(task, "id"), text(task, "title"))).collect();
    let found: Vec<(&str, &str)> = rows.iter().map(|row| (row[12].as_str(), row[1].as_str())).collect();
    assert_eq!(found, wanted);
    for (number, (row, task)) in (1..).zip(rows.iter().zip(&tasks)) {
        assert_eq!(row[0], number.to_string());
        assert!(!row[2].is_empty(), "{row:?} has no content");
        assert_eq!(row[5], task["deadline_raw"].as_str().unwrap_or_default());
        assert!(row[8..12].iter().all(String::is_empty), "{row:?} is to be filled in");
        let leads = task["units"].as_array().unwrap().iter().filter(|unit| unit["role"] == "lead");
        assert_eq!(row[3], leads.map(|unit| text(unit, "name")).collect::<Vec<_>>().join("、"));
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_in_every_format() {
    let folder = TempDir::new().unwrap();
    for format in ["xlsx", "docx", "csv", "md"] {
        let first = bytes(&["export", "ledger", "--format", format]);
        let file = folder.path().join(format);
        run(corpus_kb(), &["export", "ledger", "--format", format, "--out", file.to_str().unwrap()]);
        assert!(first == fs::read(&file).unwrap(), "{format}");
    }
    assert_eq!(bytes(&["export", "calendar"]), bytes(&["export", "calendar", "--format", "ics"]));
}

#[test]
fn the_word_document_and_the_texts_hold_every_task() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("台账.docx");
    fs::write(&file, bytes(&["export", "ledger", "--format", "docx"])).unwrap();
    let read = squeeze(&run(folder.path(), &["text", "台账.docx"]));
    let markdown = squeeze(&on_corpus(&["export", "ledger", "--format", "md"]).replace('\\', ""));
    let table = on_corpus(&["export", "ledger", "--format", "csv", "--bom"]);
    assert!(table.starts_with("\u{feff}分组,序号,任务"));
    for task in tasks() {
        let title = squeeze(text(&task, "title"));
        assert!(read.contains(&title), "{title} is not in the Word document");
        assert!(markdown.contains(&title), "{title} is not in the Markdown");
        assert!(table.contains(text(&task, "id")), "{title} is not in the CSV");
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn grouped_by_unit_each_task_still_stands_once() {
    let found = rows(&bytes(&["export", "ledger", "--group", "unit"]));
    let ids: BTreeSet<&str> = found.iter().map(|row| row[12].as_str()).filter(|id| !id.is_empty()).collect();
    assert_eq!(ids.len(), tasks().len());
    let mut led_by = String::new();
    for row in &found {
        if row[12].is_empty() {
            led_by = row[0].split('（').next().unwrap().to_owned();
        } else if !row[3].is_empty() {
            assert_eq!(row[3].split('、').next(), Some(led_by.as_str()), "{row:?}");
        }
    }
}

#[test]
fn each_unit_has_a_workbook_of_its_tasks() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("各单位");
    run(corpus_kb(), &["export", "ledger", "--by", "unit", "--out", out.to_str().unwrap()]);
    let tasks = tasks();
    let units = |task: &Value| -> BTreeSet<String> {
        task["units"].as_array().unwrap().iter().map(|unit| text(unit, "name").to_owned()).collect()
    };
    let all: BTreeSet<String> = tasks.iter().flat_map(units).collect();
    assert_eq!(fs::read_dir(&out).unwrap().count(), all.len());
    let own = task_rows(&fs::read(out.join("县税务局.xlsx")).unwrap());
    let wanted: Vec<&str> =
        tasks.iter().filter(|task| units(task).contains("县税务局")).map(|task| text(task, "id")).collect();
    assert_eq!(own.iter().map(|row| row[12].as_str()).collect::<Vec<_>>(), wanted);
    assert_eq!(task_rows(&bytes(&["export", "ledger", "--unit", "税务局"])), own);
}

#[test]
fn what_looks_like_a_formula_stays_text() {
    let folder = TempDir::new().unwrap();
    let plan = "某县方案\n一、主要任务\n1.=HYPERLINK(\"http://a\")落实。加快落实。\n责任单位：县财政局\n2.+1落实。加快落实。\n责任单位：县财政局\n";
    fs::write(folder.path().join("方案.txt"), plan).unwrap();
    run(folder.path(), &["build", "方案.txt"]);
    let output = zhengtu(folder.path()).args(["export", "ledger"]).output().unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(output.stdout)).unwrap();
    let formulas = book.worksheet_formula("任务台账").unwrap();
    assert!(formulas.used_cells().next().is_none());
    let table = run(folder.path(), &["export", "ledger", "--format", "csv"]);
    assert!(table.contains("'=HYPERLINK") && table.contains(",'+1落实"), "{table}");
}

#[test]
fn the_calendar_has_an_event_for_each_deadline_with_a_day() {
    let output = zhengtu(corpus_kb()).args(["export", "calendar"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let dated = tasks().iter().filter(|task| task["deadline"]["kind"] == "date").count();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), dated);
    assert_eq!(text.matches("BEGIN:VALARM").count(), 2 * dated);
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("日历事件 {dated} 个")) && said.contains("持续推进 86"), "{said}");
    let own = on_corpus(&["export", "calendar", "--unit", "县税务局"]);
    let count = own.matches("BEGIN:VEVENT").count();
    assert!(count > 0 && count < dated && own.contains("SUMMARY:【牵头】"), "{count}");
}

#[test]
fn options_that_do_not_fit_are_refused_with_what_does() {
    let check = |arguments: &[&str], says: &str| {
        let (status, message) = fail(corpus_kb(), arguments);
        assert_eq!(status, 2, "{arguments:?}: {message}");
        assert!(message.contains(says), "{arguments:?}: {message}");
    };
    check(&["export", "tasks", "--group", "unit"], "--group 只用于台账和日历");
    check(&["export", "tasks", "--out", "t.jsonl"], "重定向");
    check(&["export", "ledger", "--format", "ics"], "xlsx、docx、csv、md");
    check(&["export", "ledger", "--out", "台账.pdf"], "后缀却是 .pdf");
    check(&["export", "ledger", "--format", "md", "--out", "台账.docx"], "后缀却是 .docx");
    check(&["export", "calendar", "--format", "xlsx"], "可用 ics");
    check(&["export", "calendar", "--by", "unit"], "--by 只用于台账");
    check(&["export", "ledger", "--issued", "2021-01-01"], "--issued 只用于日历");
    check(&["export", "calendar", "--issued", "2021-13-01"], "YYYY-MM-DD");
    check(&["export", "ledger", "--by", "unit"], "--out");
    check(&["export", "ledger", "--unit", "气象局"], "没有叫“气象局”的单位");
    check(&["export", "ledger", "--unit", "公司"], "请写全");
}

#[test]
fn a_folder_for_a_file_and_a_file_for_a_folder_are_refused() {
    let folder = TempDir::new().unwrap();
    let (status, message) = fail(corpus_kb(), &["export", "ledger", "--out", folder.path().to_str().unwrap()]);
    assert_eq!((status, message.contains("是文件夹")), (3, true), "{message}");
    let file: &Path = &folder.path().join("a");
    fs::write(file, "x").unwrap();
    let (status, message) = fail(corpus_kb(), &["export", "ledger", "--by", "unit", "--out", file.to_str().unwrap()]);
    assert_eq!(status, 3, "{message}");
}
