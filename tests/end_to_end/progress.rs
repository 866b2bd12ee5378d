//! A ledger goes out, comes back filled, and tells how the tasks stand; nothing is overwritten, and a corrected
//! text keeps the links or says what changed.

use crate::ledger::task_rows;
use crate::support::{corpus, current, fail, lines, run, zhengtu};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PLAN: &str = "2021年某县优化营商环境方案\n一、主要任务\n\
    1.压缩办税时间。推行综合申报，压缩办税时间。\n完成时限：2021年6月\n牵头单位：县税务局\n配合单位：县财政局\n\
    2.公开办理进度。在网上公开办理进度。\n完成时限：2021年9月底\n责任单位：县政务服务局\n\
    3.加强宣传引导。广泛宣传惠企政策。\n完成时限：持续推进\n责任单位：县委宣传部\n\
    4.清理拖欠账款。建立台账，限时清欠。\n完成时限：2021年4月\n责任单位：县财政局\n";

/// A folder with a knowledge base of the plan.
fn plan() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("方案.txt"), PLAN).unwrap();
    run(folder.path(), &["build", "方案.txt"]);
    folder
}

/// The ledger as exported, with `says` (path, 进展, 状态) filled in, as the file `name`.
fn filled(folder: &Path, name: &str, says: &[(&str, &str, &str)]) -> PathBuf {
    let output = zhengtu(folder).args(["export", "ledger"]).output().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, caption) in (0u16..).zip(["任务", "出处", "进展", "状态", "标识"]) {
        sheet.write_string(0, column, caption).unwrap();
    }
    for (line, row) in (1u32..).zip(task_rows(&output.stdout)) {
        let said = says.iter().find(|(path, ..)| row[12].ends_with(&format!("/task/{path}")));
        let (progress, status) = said.map_or(("", ""), |(_, progress, status)| (progress, status));
        for (column, text) in (0u16..).zip([row[1].as_str(), &row[7], progress, status, &row[12]]) {
            sheet.write_string(line, column, text).unwrap();
        }
    }
    let path = folder.join(name);
    workbook.save(&path).unwrap();
    path
}

fn lights(folder: &Path, today: &str) -> Vec<(String, String, String)> {
    let text = run(folder, &["progress", "report", "--today", today, "--format", "jsonl"]);
    let field = |record: &Value, name: &str| record[name].as_str().unwrap_or_default().to_owned();
    lines(&text).iter().map(|line| (field(line, "unit"), field(line, "path"), field(line, "light"))).collect()
}

fn light(folder: &Path, today: &str, path: &str) -> String {
    lights(folder, today).into_iter().find(|(_, found, _)| found == path).unwrap().2
}

fn import(folder: &Path, file: &str, more: &[&str]) -> (String, String) {
    let output = zhengtu(folder).args(["progress", "import", file]).args(more).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (printed, said) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{said}");
    (printed, said)
}

/// The file of the reports.
fn reports(dir: &Path) -> PathBuf {
    current(dir).join("reports.jsonl")
}

#[test]
fn a_filled_ledger_tells_how_the_tasks_stand() {
    let folder = plan();
    let dir = folder.path();
    assert_eq!(light(dir, "2021-05-10", "一/4"), "overdue");
    assert_eq!(light(dir, "2021-06-10", "一/1"), "due-soon");
    filled(dir, "六月.xlsx", &[("一/1", "系统已上线", "已完成"), ("一/2", "", "滞后"), ("一/3", "", "正常推进")]);
    let (printed, said) = import(dir, "六月.xlsx", &["--date", "2021-06-20", "--source", "县营商办"]);
    assert!(printed.starts_with("收入 3 条进展报告（来源 县营商办，日期 2021-06-20）"), "{printed}");
    assert!(printed.contains("未填 1 行"), "{printed}");
    assert!(said.is_empty(), "{said}");
    let row = |unit: &str, path: &str, light: &str| (unit.to_owned(), path.to_owned(), light.to_owned());
    let wanted = [
        row("县税务局", "一/1", "done"),
        row("县政务服务局", "一/2", "late"),
        row("县委宣传部", "一/3", "on-track"),
        row("县财政局", "一/4", "overdue"),
    ];
    assert_eq!(lights(dir, "2021-06-25"), wanted);
    assert_eq!(light(dir, "2021-10-01", "一/2"), "overdue");
    let table = run(dir, &["progress", "report", "--today", "2021-06-25"]);
    assert!(table.contains("共 4 项任务：已完成 1，已逾期 1，进度滞后 1，正常推进 1"), "{table}");
    assert!(table.contains("清理拖欠账款") && !table.contains("加强宣传引导"), "{table}");
    let theirs = run(dir, &["progress", "report", "--today", "2021-06-25", "--unit", "县财政局"]);
    assert!(theirs.contains("共 2 项任务：已完成 1，已逾期 1"), "{theirs}");
    let whole = run(dir, &["progress", "report", "--today", "2021-06-25", "--all"]);
    assert!(whole.contains("加强宣传引导"), "{whole}");
}

#[test]
fn a_status_that_is_no_known_word_is_named_when_it_is_taken_in() {
    let folder = plan();
    let dir = folder.path();
    filled(dir, "五月.xlsx", &[("一/1", "系统已上线", "差不多了"), ("一/2", "还在办", "")]);
    let (printed, said) = import(dir, "五月.xlsx", &["--date", "2021-05-20"]);
    assert!(printed.starts_with("收入 2 条进展报告"), "{printed}");
    assert!(said.starts_with("1 行的状态没有看懂（“差不多了”）") && said.contains("已完成、正常推进"), "{said}");
    assert_eq!(light(dir, "2021-05-25", "一/1"), "unclear");
}

#[test]
fn taking_the_same_file_in_twice_adds_nothing_and_later_reports_stand_beside() {
    let folder = plan();
    let dir = folder.path();
    filled(dir, "一.xlsx", &[("一/2", "", "正常推进")]);
    import(dir, "一.xlsx", &["--date", "2021-05-01"]);
    let kept = fs::read(reports(dir)).unwrap();
    for more in [&["--date", "2021-05-01"][..], &[]] {
        let (printed, _) = import(dir, "一.xlsx", more);
        assert!(printed.contains("没有新增：这 1 条都已收过"), "{printed}");
    }
    assert_eq!(fs::read(reports(dir)).unwrap(), kept);
    filled(dir, "二.xlsx", &[("一/2", "完成公开", "已完成")]);
    import(dir, "二.xlsx", &["--date", "2021-06-01"]);
    let now = fs::read(reports(dir)).unwrap();
    assert!(now.starts_with(&kept) && now.len() > kept.len(), "lines are only added");
    let list = lines(&run(dir, &["progress", "list", "--task", "公开办理进度", "--format", "jsonl"]));
    let statuses: Vec<&str> = list.iter().filter_map(|report| report["status"].as_str()).collect();
    assert_eq!(statuses, ["正常推进", "已完成"]);
    assert_eq!(list[0]["source"], "一");
    assert_eq!([light(dir, "2021-05-15", "一/2"), light(dir, "2021-06-15", "一/2")], ["on-track", "done"]);
}

#[test]
fn reports_are_in_the_graph_and_survive_every_rebuild() {
    let folder = plan();
    let dir = folder.path();
    filled(dir, "一.xlsx", &[("一/1", "", "已完成")]);
    import(dir, "一.xlsx", &["--date", "2021-05-01", "--source", "县税务局"]);
    let ask = || {
        let query = "PREFIX zt: <https://zhengtu.example/ns#> PREFIX prov: <http://www.w3.org/ns/prov#> \
            SELECT ?task ?status ?body { ?r zt:reportOn ?task ; zt:status ?status ; prov:wasAttributedTo ?body }";
        fs::write(dir.join("q.rq"), query).unwrap();
        run(dir, &["query", "q.rq", "--format", "csv"])
    };
    let due = run(dir, &["query", "progress", "-p", "until=2021-06-30", "--format", "csv"]);
    assert!(due.contains("压缩办税时间,2021-06-30,2021-05-01,县税务局,已完成,,"), "{due}");
    assert!(due.contains("清理拖欠账款,2021-04-30,,,,,"), "a task without a report is there too: {due}");
    let found = ask();
    assert!(found.contains("/task/一/1,已完成,") && found.contains("unit/县税务局"), "{found}");
    run(dir, &["build", "--force", "方案.txt"]);
    assert_eq!(ask(), found);
    fs::write(dir.join("另一份.txt"), "另一方案\n一、任务\n1.推进。加快推进。\n责任单位：县商务局\n").unwrap();
    run(dir, &["build", "--add", "另一份.txt"]);
    assert_eq!(ask(), found);
    assert!(run(dir, &["export", "graph", "--doc", "方案.txt", "--format", "nquads"]).contains("ns#reportOn"));
}

#[test]
fn a_corrected_text_keeps_the_links_or_says_which_tasks_changed() {
    let folder = plan();
    let dir = folder.path();
    let says = [("一/1", "", "已完成"), ("一/2", "", "正常推进"), ("一/3", "", "正常推进"), ("一/4", "", "滞后")];
    filled(dir, "一.xlsx", &says);
    import(dir, "一.xlsx", &["--date", "2021-05-01"]);
    // The first task is reworded, one is put in before the second, the fourth is left out.
    let corrected = PLAN
        .replace("推行综合申报，", "全面推行综合申报，")
        .replace("2.公开办理进度", "2.设立政策专窗。设立专窗。\n责任单位：县政务服务局\n3.公开办理进度")
        .replace("3.加强宣传引导", "4.加强宣传引导");
    let corrected = &corrected[..corrected.find("4.清理拖欠账款").unwrap()];
    fs::write(dir.join("方案.txt"), corrected).unwrap();
    let output = zhengtu(dir).args(["build", "方案.txt"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("文字已改动，仍按标识对应：正文 一/1 压缩办税时间"), "{said}");
    assert!(said.contains("随原文对应到新的位置：正文 一/2 公开办理进度 → 正文 一/3"), "{said}");
    assert!(said.contains("已不在，未计入：正文 一/4 清理拖欠账款"), "{said}");
    let at = |path: &str| light(dir, "2021-05-10", path);
    assert_eq!([at("一/1"), at("一/2"), at("一/3"), at("一/4")], ["done", "unreported", "on-track", "on-track"]);
    let list = lines(&run(dir, &["progress", "list", "--format", "jsonl"]));
    let links: Vec<&str> = list.iter().filter_map(|report| report["link"].as_str()).collect();
    assert_eq!(links, ["changed", "moved", "moved", "lost"]);
}

#[test]
fn what_cannot_be_matched_is_said_and_strict_takes_in_nothing() {
    let folder = plan();
    let dir = folder.path();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("汇总表").unwrap();
    let base = "https://zhengtu.example/doc/方案.txt/part/0/task/";
    let cells: [&[&str]; 5] = [
        &["标识", "任务名称", "状态"],
        &[&format!("{base}一/1"), "压缩办税时间", "已完成"],
        &[&format!("{base}一/9"), "公开办理的进度", "已完成"],
        &[&format!("{base}一/3"), "清理拖欠账款", "已完成"],
        &["", "别的事", "已完成"],
    ];
    for (row, cells) in (0u32..).zip(cells) {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    workbook.save(dir.join("乱.xlsx")).unwrap();
    let (status, message) = fail(dir, &["progress", "import", "--strict", "--date", "2021-05-01", "乱.xlsx"]);
    assert_eq!((status, message.contains("一行也没有收")), (3, true), "{message}");
    assert!(!reports(dir).exists());
    let (printed, said) = import(dir, "乱.xlsx", &["--date", "2021-05-01"]);
    assert!(printed.contains("收入 1 条") && printed.contains("有问题 3 处"), "{printed}");
    for words in [
        "汇总表 第 3 行（公开办理的进度）：标识在知识库中没有；最接近的是 正文 一/2 公开办理进度",
        "第 4 行（清理拖欠账款）：标识与任务名称不是同一项",
        "第 5 行（别的事）：没有标识，出处与任务名称也对不上",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
}

#[test]
fn hostile_workbooks_end_with_a_message() {
    let folder = plan();
    let dir = folder.path();
    let check = |name: &str, bytes: &[u8], says: &str| {
        fs::write(dir.join(name), bytes).unwrap();
        let (status, message) = fail(dir, &["progress", "import", "--date", "2021-05-01", name]);
        assert_eq!(status, 3, "{name}: {message}");
        assert!(message.contains(says) && message.contains(name), "{name}: {message}");
        assert!(!message.contains("panicked"), "{message}");
    };
    check("空.xlsx", b"", "空的");
    check("断.xlsx", b"PK\x03\x04\x14\x00", "损坏");
    check("文.xlsx", "标识,状态\n1,已完成\n".as_bytes(), "请给出 xlsx");
    let mut other = Workbook::new();
    other.add_worksheet().write_string(0, 0, "姓名").unwrap();
    check("花名册.xlsx", &other.save_to_buffer().unwrap(), "没有一张工作表像任务台账");
    let (status, message) = fail(dir, &["progress", "import", "没有.xlsx"]);
    assert_eq!((status, message.contains("请检查路径")), (3, true), "{message}");
    // A sheet that claims a million rows and columns to the edge holds what it holds.
    let mut large = Workbook::new();
    let sheet = large.add_worksheet();
    for (column, caption) in [(0, "标识"), (1, "状态")] {
        sheet.write_string(0, column, caption).unwrap();
    }
    sheet.write_string(1_048_575, 0, "https://zhengtu.example/doc/方案.txt/part/0/task/一/1").unwrap();
    sheet.write_string(1_048_575, 1, "已完成").unwrap();
    sheet.write_string(1, 16_383, "边").unwrap();
    large.save(dir.join("大.xlsx")).unwrap();
    let (printed, _) = import(dir, "大.xlsx", &["--date", "2021-05-01"]);
    assert!(printed.contains("收入 1 条"), "{printed}");
}

#[test]
fn settings_of_ones_own_change_what_words_mean_and_when_soon_is() {
    let folder = plan();
    let dir = folder.path();
    filled(dir, "一.xlsx", &[("一/2", "", "收官")]);
    import(dir, "一.xlsx", &["--date", "2021-05-01"]);
    assert_eq!(light(dir, "2021-05-10", "一/2"), "unclear");
    fs::write(dir.join("灯.toml"), "due_soon_days = 3\n[[word]]\nmeans = 'done'\nwords = ['收官']\n").unwrap();
    let with =
        |today: &str| run(dir, &["progress", "report", "--today", today, "--format", "csv", "--lights", "灯.toml"]);
    let table = with("2021-06-20");
    assert!(table.contains("已完成,公开办理进度") && table.contains("未报进展,压缩办税时间"), "{table}");
    fs::write(dir.join("灯.toml"), "due_soon_day = 3").unwrap();
    let (status, message) = fail(dir, &["progress", "report", "--today", "2021-06-20", "--lights", "灯.toml"]);
    assert_eq!((status, message.contains("due_soon_day")), (3, true), "{message}");
    let (status, message) = fail(dir, &["progress", "report", "--light", "purple"]);
    assert_eq!((status, message.contains("overdue")), (2, true), "{message}");
}

#[test]
fn reports_that_were_damaged_are_named_and_not_passed_over() {
    let folder = plan();
    let dir = folder.path();
    filled(dir, "一.xlsx", &[("一/1", "", "已完成")]);
    import(dir, "一.xlsx", &["--date", "2021-05-01"]);
    let file = reports(dir);
    let good = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{good}{{")).unwrap();
    for arguments in [&["progress", "list"][..], &["build", "--force", "方案.txt"]] {
        let (status, message) = fail(dir, arguments);
        assert_eq!(status, 3, "{message}");
        assert!(message.contains("第 2 行") && message.contains("无法由文件重建"), "{message}");
    }
    // What still parses but was not written so is not believed either, until a person confirms it.
    fs::write(&file, good.replace("已完成", "没有做")).unwrap();
    for arguments in [&["progress", "list"][..], &["build", "方案.txt"]] {
        let (status, message) = fail(dir, arguments);
        assert!(status == 3 && message.contains("与写入时不同") && message.contains("--force"), "{message}");
    }
    fs::write(&file, good).unwrap();
    run(dir, &["build", "--force", "方案.txt"]);
}

/// The whole way on the plan of the corpus: every task's row comes back to its task.
#[test]
fn the_ledger_of_the_corpus_comes_back_whole() {
    let folder = TempDir::new().unwrap();
    let dir = folder.path();
    run(dir, &["build", corpus().to_str().unwrap()]);
    let output = zhengtu(dir).args(["export", "ledger"]).output().unwrap();
    let all: Vec<String> = task_rows(&output.stdout).into_iter().map(|row| row[12].clone()).collect();
    let paths: Vec<String> = all.iter().map(|id| id.split_once("/task/").unwrap().1.to_owned()).collect();
    let says: Vec<(&str, &str, &str)> = paths.iter().map(|path| (path.as_str(), "进展顺利", "正常推进")).collect();
    filled(dir, "全.xlsx", &says);
    let (printed, said) = import(dir, "全.xlsx", &["--date", "2021-03-31", "--source", "县营商办"]);
    assert!(printed.contains(&format!("收入 {} 条", all.len())), "{printed} {said}");
    let again = zhengtu(dir).args(["export", "ledger", "--filled"]).output().unwrap();
    let rows = task_rows(&again.stdout);
    assert!(rows.len() > 300 && rows.iter().all(|row| row[8] == "进展顺利" && row[10] == "正常推进"));
    fs::write(dir.join("再.xlsx"), &again.stdout).unwrap();
    let (printed, _) = import(dir, "再.xlsx", &["--date", "2021-06-30", "--source", "县营商办"]);
    assert!(printed.contains(&format!("收入 {} 条", all.len())), "the program's own file comes back too: {printed}");
}
