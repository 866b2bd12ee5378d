use super::*;
use crate::table::tests::{plan, two_plans};
use crate::{Column, Layout, Ledger, xlsx};
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::io::{Cursor, Read, Write};
use zhengtu_model::{Bodies, Task};
use zhengtu_progress::Lights;
use zhengtu_say::{Lang, Titles};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook of one sheet with these rows.
fn book(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(*cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn id(path: &str) -> String {
    format!("https://zhengtu.example/doc/计划.txt/part/1/task/{path}")
}

fn titles() -> Titles {
    Titles::of_facts(&[plan()])
}

fn tasks() -> Vec<Task> {
    plan().tasks
}

/// What is taken in of a workbook: the paths with their 状态, and the kinds of trouble.
fn take(bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let (filled, tasks) = (read("台账.xlsx", bytes).unwrap(), tasks());
    let import = match_tasks(&filled, &tasks, &titles());
    let matched = import.matched.iter().map(|(line, task)| (task.path.clone(), line.says[2].clone())).collect();
    (
        matched,
        import
            .troubles
            .iter()
            .map(|(line, trouble)| format!("{} {}", line.row, trouble.message(&titles(), Lang::Zh)))
            .collect(),
    )
}

/// The workbook without some words of its first sheet.
fn without(book: &[u8], words: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        let text = if name.ends_with("sheet1.xml") { text.replace(words, "") } else { text };
        package.start_file(name, SimpleFileOptions::default()).unwrap();
        package.write_all(text.as_bytes()).unwrap();
    }
    package.finish().unwrap().into_inner()
}

const HEAD: [&str; 5] = ["任务", "出处", "进展", "状态", "标识"];

#[test]
fn the_ledger_that_was_written_is_read_back() {
    let ledger =
        Ledger::new(&[&plan()], &Layout { units: &Bodies::of([&plan()]).named("县财政局"), ..Layout::default() });
    let filled = read("台账.xlsx", &xlsx(&ledger, &Lights::default()).unwrap()).unwrap();
    assert_eq!((filled.unit.as_deref(), filled.date, filled.has_ids), (Some("县财政局"), None, true));
    assert_eq!(filled.sheets, ["任务台账"]);
    let read: Vec<[&str; 3]> = filled.lines.iter().map(|line| [&*line.id, &line.title, &line.source]).collect();
    assert_eq!(read, [[&*id("三/1"), "推进办税便利", "附件1 三/1"], [&id("三/2"), "=1+1", "附件1 三/2"]]);
    assert!(filled.lines.iter().all(Line::is_blank));
}

#[test]
fn rows_are_matched_by_id_in_a_renamed_sheet_with_other_columns() {
    let rows: [&[&str]; 4] = [
        &["某局填报", ""],
        &["标识", "完成度", "工作任务", "任务状态", "自拟列"],
        &[&id("三/3"), "50%", "长期宣传", "正常推进", "x"],
        &[&id("三/1"), "", "推进办税便利", "已完成", "y"],
    ];
    let (matched, troubles) = take(&book("Sheet1 (2)", &rows));
    assert_eq!(matched, [("三/3".into(), "正常推进".into()), ("三/1".into(), "已完成".into())]);
    assert!(troubles.is_empty(), "{troubles:?}");
}

#[test]
fn without_ids_place_and_title_must_both_fit() {
    let rows: [&[&str]; 4] = [
        &HEAD[..4],
        &["推进办税便利", "附件1 三/1", "", "已完成"],
        &["推进办税便利", "附件1 三/9", "", "已完成"],
        &["推进办税便利化", "附件1 三/1", "", "已完成"],
    ];
    let (matched, troubles) = take(&book("台账", &rows));
    assert_eq!(matched, [("三/1".into(), "已完成".into())]);
    assert_eq!(troubles.len(), 2, "{troubles:?}");
    assert!(troubles.iter().all(|trouble| trouble.contains("最接近的是 附件1 三/1 推进办税便利")), "{troubles:?}");
}

#[test]
fn an_unknown_id_and_an_id_of_another_task_are_not_taken_in() {
    let rows: [&[&str]; 3] =
        [&HEAD, &["推进办税便利", "", "", "已完成", &id("三/99")], &["长期宣传", "", "", "已完成", &id("三/1")]];
    let (matched, troubles) = take(&book("台账", &rows));
    assert!(matched.is_empty());
    assert!(troubles[0].starts_with("2 标识在知识库中没有；最接近的是 附件1 三/1"), "{troubles:?}");
    assert!(troubles[1].starts_with("3 标识与任务名称不是同一项（名称是 附件1 三/3"), "{troubles:?}");
}

#[test]
fn a_title_that_is_of_no_task_is_a_correction_and_is_said() {
    let rows: [&[&str]; 2] = [&HEAD, &["推进办税便利工作", "", "", "已完成", &id("三/1")]];
    let (filled, tasks) = (read("a.xlsx", &book("台账", &rows)).unwrap(), tasks());
    let import = match_tasks(&filled, &tasks, &titles());
    assert_eq!((import.matched.len(), import.renamed.len()), (1, 1));
}

#[test]
fn rows_that_repeat_count_once_and_rows_that_contradict_not_at_all() {
    let rows: [&[&str]; 5] = [
        &HEAD,
        &["推进办税便利", "", "", "已完成", &id("三/1")],
        &["推进办税便利", "", "", "已完成", &id("三/1")],
        &["长期宣传", "", "", "已完成", &id("三/3")],
        &["长期宣传", "", "", "滞后", &id("三/3")],
    ];
    let (matched, troubles) = take(&book("台账", &rows));
    assert_eq!(matched, [("三/1".into(), "已完成".into())]);
    assert_eq!(troubles.len(), 2);
    assert!(troubles[0].starts_with("4 同一任务还有第 5 行"), "{troubles:?}");
}

#[test]
fn a_header_in_two_rows_merged_cells_and_headers_again() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    for (row, column, text) in [(0, 0, "任务"), (1, 2, "状态"), (1, 3, "备注"), (4, 0, "任务"), (4, 2, "状态")]
    {
        sheet.write_string(row, column, text).unwrap();
    }
    sheet.merge_range(0, 2, 0, 3, "填报", &plain).unwrap();
    sheet.write_string(0, 1, "标识").unwrap();
    for (row, path) in [(2, "三/1"), (3, "三/3"), (5, "三/2")] {
        sheet.write_string(row, 1, id(path)).unwrap();
    }
    sheet.merge_range(2, 2, 3, 2, "正常推进", &plain).unwrap();
    sheet.write_string(5, 3, "见附表").unwrap();
    let (matched, troubles) = take(&workbook.save_to_buffer().unwrap());
    let path = |path: &str, status: &str| (path.to_owned(), status.to_owned());
    assert_eq!(matched, [path("三/1", "正常推进"), path("三/3", "正常推进"), path("三/2", "")]);
    assert!(troubles.is_empty(), "{troubles:?}");
}

#[test]
fn dates_percentages_and_formulas_are_read_as_they_are_shown() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in (0u16..).zip(["标识", "状态", "完成情况", "进展", "备注"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.write_string(1, 0, id("三/1")).unwrap();
    sheet.write_formula(1, 1, Formula::new("=A1").set_result("已完成")).unwrap();
    sheet.write_number_with_format(1, 2, 0.8, &Format::new().set_num_format("0%")).unwrap();
    sheet.write_number_with_format(1, 3, 44_377, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write_formula(1, 4, Formula::new("=CONCATENATE(\"a\",\"b\")").set_result("999")).unwrap();
    let filled = read("a.xlsx", &without(&workbook.save_to_buffer().unwrap(), "<v>999</v>")).unwrap();
    assert_eq!(filled.lines[0].says, ["2021-06-30", "80%", "已完成", ""]);
    assert_eq!(filled.lines[0].unknown, [Column::Note]);
}

#[test]
fn who_and_when_stand_above_the_table() {
    let rows: [&[&str]; 3] =
        [&["填报单位：县税务局", "", "填报日期", "2021年6月28日"], &HEAD, &["长期宣传", "", "", "", ""]];
    let filled = read("a.xlsx", &book("台账", &rows)).unwrap();
    assert_eq!(filled.unit.as_deref(), Some("县税务局"));
    assert_eq!(filled.date.map(|date| date.to_string()).as_deref(), Some("2021-06-28"));
}

#[test]
fn what_is_no_ledger_is_refused_with_what_there_is() {
    let fault = |bytes: &[u8]| read("a.xlsx", bytes).unwrap_err().to_string();
    let message = fault(&book("花名册", &[&["姓名", "电话"], &["甲", "1"]]));
    assert!(message.contains("需要“标识”或“任务”一列") && message.contains("花名册"), "{message}");
    assert!(fault(&book("空", &[])).contains("现有工作表：空"));
    assert!(fault("不是工作簿".as_bytes()).contains("请给出 xlsx"), "{}", fault("不是工作簿".as_bytes()));
    assert!(fault(b"PK\x03\x04broken").contains("损坏"));
    assert!(fault(b"").contains("空的"));
}

#[test]
fn rows_of_several_documents_without_ids_are_told_apart_by_their_document() {
    let documents = two_plans();
    let ledger = Ledger::new(&documents.each_ref(), &Layout::default());
    let filled = read("台账.xlsx", &without(&xlsx(&ledger, &Lights::default()).unwrap(), "标识（请勿改动）")).unwrap();
    let tasks: Vec<Task> = documents.iter().flat_map(|facts| facts.tasks.clone()).collect();
    let filled = Filled {
        lines: filled
            .lines
            .into_iter()
            .map(|line| Line {
                says: ["正常".into(), String::new(), String::new(), String::new()],
                id: String::new(),
                ..line
            })
            .collect(),
        ..filled
    };
    let titles = Titles::of_facts(&documents);
    let import = match_tasks(&filled, &tasks, &titles);
    assert!(import.troubles.is_empty(), "{:?}", import.troubles);
    let matched: Vec<(&str, &str)> = import.matched.iter().map(|(_, task)| (&*task.doc, &*task.path)).collect();
    assert_eq!(
        matched,
        [
            ("a.txt", "三/1"),
            ("a.txt", "三/2"),
            ("a.txt", "三/3"),
            ("b.txt", "三/1"),
            ("b.txt", "三/2"),
            ("b.txt", "三/3")
        ]
    );
}
