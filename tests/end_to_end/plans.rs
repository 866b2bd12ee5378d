//! A plan whose main text and annexes lie in several files is understood as the plan in one file is.

use crate::support::{corpus, fail, lines, on_corpus, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The plan that ships with the project, cut before each annex: the main text, then the annexes.
fn cut() -> Vec<String> {
    let text = fs::read_to_string(corpus().join("wenxian-2021.txt")).unwrap();
    let mut files = vec![String::new()];
    for line in text.split_inclusive('\n') {
        let solid: String = line.chars().filter(|char| !char.is_whitespace()).collect();
        let number = solid.strip_prefix("附件").and_then(|number| number.parse::<usize>().ok());
        if number == Some(files.len()) {
            files.push(String::new());
        }
        files.last_mut().unwrap().push_str(line);
    }
    assert_eq!(files.len(), 21);
    files
}

/// What of a task does not depend on the file it stands in.
fn understood(tasks: &str) -> Vec<(u64, String, String, String, String)> {
    let text = |task: &Value, key: &str| task[key].as_str().unwrap_or_default().to_owned();
    let units = |task: &Value| {
        let one = |unit: &Value| format!("{}/{}/{}", unit["name"], unit["role"], unit["kind"]);
        task["units"].as_array().unwrap().iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let mut all: Vec<_> = lines(tasks)
        .iter()
        .map(|task| {
            let part = task["part"].as_u64().unwrap();
            (part, text(task, "path"), text(task, "title"), units(task), task["deadline"].to_string())
        })
        .collect();
    all.sort();
    all
}

/// The findings by code and message, each with the number of files it points into.
fn found(findings: &str) -> BTreeMap<(String, String), usize> {
    let mut all = BTreeMap::new();
    for finding in lines(findings) {
        let key = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        *all.entry((key("code"), key("message"))).or_default() += 1;
    }
    all
}

fn write(folder: &Path, files: &[(String, String)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// Checks that what was built in a folder is understood as the plan in one file is.
fn agrees(folder: &Path) {
    let tasks = run(folder, &["export", "tasks"]);
    let (split, whole) = (understood(&tasks), understood(&on_corpus(&["export", "tasks"])));
    for (a, b) in split.iter().zip(&whole) {
        assert_eq!(a, b);
    }
    assert_eq!(split.len(), whole.len());
    let findings = run(folder, &["check", "--format", "jsonl"]);
    assert_eq!(found(&findings), found(&on_corpus(&["check", "--format", "jsonl"])));
    let conflict = lines(&findings)
        .into_iter()
        .find(|finding| {
            let said = finding.to_string();
            finding["code"] == "value-conflict" && said.contains("1TB") && said.contains("3TB")
        })
        .expect("the overall plan and an annex disagree");
    let (a, b) = (&conflict["doc"], &conflict["b"]["doc"]);
    assert!(b.is_string() && a != b, "{conflict}");
}

#[test]
fn annexes_in_files_of_their_own_are_found_by_their_first_line() {
    let folder = TempDir::new().unwrap();
    let name = |at: usize| if at == 0 { "总体方案.txt".to_owned() } else { format!("附件{at}.txt") };
    let files: Vec<(String, String)> = cut().into_iter().enumerate().map(|(at, text)| (name(at), text)).collect();
    write(folder.path(), &files);
    run(folder.path(), &["build", "."]);
    agrees(folder.path());

    let answer = run(folder.path(), &["ask", "附件6有哪些任务", "--format", "jsonl"]);
    let rows = lines(&answer);
    assert!(rows.len() > 5 && rows[1..].iter().all(|row| row["doc"] == "附件6.txt" && row["part"] == 6), "{answer}");
    let graph = run(folder.path(), &["export", "graph", "--format", "ntriples"]);
    let has_annex = "/doc/总体方案.txt> <http://data.europa.eu/eli/ontology#has_annex> <https://zhengtu.example/doc/附件6.txt/part/6>";
    assert!(graph.contains(has_annex), "the annex belongs to the plan");

    // A refresh reads the plan again as a whole, and nothing else is changed.
    assert!(run(folder.path(), &["build", "."]).contains("读入 0 个文件，未变 21 个"));
    fs::write(folder.path().join("附件6.txt"), files[6].1.replace("县税务局", "县水利局")).unwrap();
    assert!(run(folder.path(), &["build", "."]).contains("读入 21 个文件"));
    fs::remove_file(folder.path().join("附件20.txt")).unwrap();
    run(folder.path(), &["build", "."]);
    let findings = run(folder.path(), &["check", "--select", "annex-list", "--format", "concise"]);
    assert!(findings.contains("附件20"), "{findings}");
}

#[test]
fn annexes_without_a_number_are_found_by_the_titles_in_the_list() {
    let folder = TempDir::new().unwrap();
    let files: Vec<(String, String)> = cut()
        .into_iter()
        .enumerate()
        .map(|(at, text)| match at {
            0 => ("a.txt".to_owned(), text),
            _ => (format!("b{at}.txt"), text.split_once('\n').unwrap().1.to_owned()),
        })
        .collect();
    write(folder.path(), &files);
    run(folder.path(), &["build", "."]);
    let tasks = run(folder.path(), &["export", "tasks"]);
    let mut parts: Vec<u64> = lines(&tasks).iter().map(|task| task["part"].as_u64().unwrap()).collect();
    parts.sort_unstable();
    parts.dedup();
    assert_eq!(understood(&tasks).len(), understood(&on_corpus(&["export", "tasks"])).len());
    let whole: Vec<u64> =
        lines(&on_corpus(&["export", "tasks"])).iter().map(|task| task["part"].as_u64().unwrap()).collect();
    assert!(whole.iter().all(|part| parts.contains(part)), "{parts:?}");
}

const MAIN: &str = "某县工作方案\n一、主要任务\n1.优化办税。推行网上办税。\n责任单位：县税务局\n";
const OTHER: &str = "用水专项措施\n一、主要任务\n1.优化用水。压缩用水报装。\n责任单位：县水利局\n";

#[test]
fn the_user_says_which_files_are_one_plan_and_it_is_remembered() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &[("甲.txt".into(), MAIN.into()), ("乙.txt".into(), OTHER.into())]);
    run(folder.path(), &["build", "."]);
    assert!(lines(&run(folder.path(), &["export", "tasks"])).iter().all(|task| task["part"] == 0));
    run(folder.path(), &["build", ".", "--plan", "工作方案", "甲.txt", "乙.txt"]);
    let parts = |folder: &Path| -> Vec<(String, u64)> {
        let tasks = lines(&run(folder, &["export", "tasks"]));
        tasks.iter().map(|task| (task["doc"].as_str().unwrap().to_owned(), task["part"].as_u64().unwrap())).collect()
    };
    let expected = [("乙.txt".to_owned(), 1), ("甲.txt".to_owned(), 0)];
    assert_eq!(parts(folder.path()), expected);
    fs::write(folder.path().join("甲.txt"), MAIN.replace("网上", "掌上")).unwrap();
    run(folder.path(), &["build", "."]);
    assert_eq!(parts(folder.path()), expected);
    let (status, message) = fail(folder.path(), &["build", "--plan", "工作方案"]);
    assert_eq!(status, 2, "{message}");
}
