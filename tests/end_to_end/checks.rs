//! `check` and `diff` through the program: formats, exit statuses, suppression, checks of one's own.

use crate::support::{corpus_kb, fail, lines, on_corpus, project, run, zhengtu};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PLAN: &str = "2021年甲县工作方案\n一、主要措施\n1.压缩时限。不动产登记办理时间压缩至3个工作日以内。\n责任单位：县税务局、县财政局、县公安局牵头\n完成时限：2021年6月底\n\
                    2.优化服务。2021年底前，推行网上办理。\n责任单位：县自然资源牵头，县财政局配合\n完成时限：2021年4月\n4.公开信息。公开办理进度。\n责任单位：县税务局\n完成时限：2021年6月底\n";

fn plan() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("计划.txt"), PLAN).unwrap();
    run(folder.path(), &["build", "计划.txt"]);
    folder
}

fn codes(folder: &Path, more: &[&str]) -> Vec<String> {
    let printed = run(folder, &[&["check", "--format", "jsonl"], more].concat());
    lines(&printed).iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn findings_come_in_every_format() {
    let folder = plan();
    let here = folder.path();
    let text = |format: &str| run(here, &["check", "--format", format]);
    assert_eq!(codes(here, &[]), ["deadline-late-text", "units-incomplete", "numbering"]);
    let full = text("full");
    assert!(full.contains("错误[deadline-late-text]") && full.contains("计划.txt:6:"), "{full}");
    assert!(full.contains("完成时限：2021年4月") && full.trim_end().ends_with("错误 2，警告 1，提示 0"), "{full}");
    let english = run(here, &["--lang", "en", "check", "--format", "full"]);
    assert!(english.contains("== 计划.txt text (errors 2, warnings 1, infos 0)"), "{english}");
    assert!(english.contains("error[deadline-late-text]: ") && !english.contains("错误"), "{english}");
    assert!(english.contains("note: ") && english.trim_end().ends_with("errors 2, warnings 1, infos 0"), "{english}");
    assert_eq!(text("concise").lines().count(), 3);
    assert!(text("concise").starts_with("计划.txt:6:8: error[deadline-late-text] 正文 一/2"), "{}", text("concise"));
    let sarif: serde_json::Value = serde_json::from_str(&text("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 3);
    assert!(text("markdown").contains("## 计划.txt 正文"));
    for format in ["xlsx", "docx"] {
        let name = format!("结果.{format}");
        assert_eq!(run(here, &["check", "--format", format, "--out", &name]), "");
        let bytes = fs::read(here.join(&name)).unwrap();
        let read = zhengtu_reader::read(&name, &bytes, &zhengtu_reader::Options::default()).unwrap();
        assert!(read.text.contains("序号不连续") && read.text.contains("县自然资源"), "{}", read.text);
        let printed = zhengtu(here).args(["check", "--format", format]).output().unwrap();
        assert!(printed.status.success() && printed.stdout == bytes, "{format}");
    }
    let (status, message) = fail(here, &["check", "--out", "没有/结果.txt"]);
    assert!(status == 3 && message.contains("没有/结果.txt"), "{message}");
}

#[test]
fn the_exit_status_is_1_only_where_something_grave_enough_was_found() {
    let folder = plan();
    let status = |more: &[&str]| fail(folder.path(), &[&["check", "--format", "concise"], more].concat()).0;
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--fail-on", "error"]), 1);
    assert_eq!(status(&["--fail-on", "error", "--select", "units"]), 0);
    assert_eq!(status(&["--fail-on", "warning", "--select", "units"]), 1);
    assert_eq!(status(&["--fail-on", "info", "--ignore", "units,numbering,deadline"]), 0);
    assert_eq!(status(&["--select", "unit"]), 2);
    assert_eq!(status(&["--kb", "没有"]), 3);
}

#[test]
fn checks_are_selected_and_ignored_by_code_or_its_beginning() {
    let folder = plan();
    assert_eq!(codes(folder.path(), &["--select", "deadline"]), ["deadline-late-text"]);
    assert_eq!(codes(folder.path(), &["--select", "deadline,numbering"]), ["deadline-late-text", "numbering"]);
    assert_eq!(codes(folder.path(), &["--ignore", "deadline-late-text"]), ["units-incomplete", "numbering"]);
}

#[test]
fn a_suppression_needs_a_reason_and_is_listed_when_stale() {
    let folder = plan();
    let here = folder.path();
    let allow = |text: &str| fs::write(here.join("例外.toml"), text).unwrap();
    allow(
        "[[allow]]\ncode = \"numbering\"\npath = \"一/4\"\nreason = \"第3项另发\"\n[[allow]]\ncode = \"bracket\"\nreason = \"已改\"\n",
    );
    let output = zhengtu(here).args(["check", "--format", "concise", "--suppress", "例外.toml"]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("第 2 项（bracket，理由：已改）已不对应任何发现"), "{message}");
    allow("[[allow]]\ncode = \"numbering\"\n");
    let (status, message) = fail(here, &["check", "--suppress", "例外.toml"]);
    assert!(status == 3 && message.contains("例外.toml"), "{message}");
}

#[test]
fn a_copy_is_told_once_and_a_version_is_named() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let write = |name: &str, text: &str| fs::write(here.join(name), text).unwrap();
    write("计划.txt", PLAN);
    write("计划2.txt", &PLAN.replace('\n', "\n\n"));
    write("计划3.txt", &PLAN.replace("推行网上办理", "推行线上办理"));
    let output = zhengtu(here).args(["check", "--from", ".", "--format", "jsonl"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("“计划2.txt”与“计划.txt”文字相同"), "{message}");
    assert!(message.contains("“计划3.txt”与“计划.txt”大部分文字相同"), "{message}");
    let found = lines(&String::from_utf8(output.stdout).unwrap());
    let of = |doc: &str| found.iter().filter(|found| found["doc"] == doc).count();
    assert_eq!((of("计划.txt"), of("计划2.txt"), of("计划3.txt")), (3, 0, 3));
}

#[test]
fn a_check_of_ones_own_comes_through_the_same_door() {
    let folder = plan();
    let here = folder.path();
    let checks = project().join("examples/checks");
    let own = ["--checks", checks.to_str().unwrap()];
    assert_eq!(codes(here, &own), ["own-many-leads", "deadline-late-text", "units-incomplete", "numbering"]);
    let found = lines(&run(here, &[&["check", "--format", "jsonl", "--select", "own"], &own[..]].concat())).remove(0);
    assert_eq!(found["message"], "“压缩时限”有3个牵头单位");
    let chars: Vec<char> = PLAN.chars().collect();
    let at = |name: &str| usize::try_from(found["a"]["evidence"][name].as_u64().unwrap()).unwrap();
    let passage: String = chars[at("start")..at("end")].iter().collect();
    assert_eq!(found["a"]["quote"].as_str().unwrap(), passage);
    let status = |more: &[&str]| fail(here, &[&["check", "--fail-on", "warning", "--select", "own"], more].concat()).0;
    assert_eq!(status(&own), 1);
    // The same file is a saved query.
    let rows = run(here, &["query", checks.join("many-leads.rq").to_str().unwrap(), "--format", "csv"]);
    assert_eq!(rows.lines().count(), 2, "{rows}");
    assert!(run(here, &["query", "many-leads", "--queries", checks.to_str().unwrap()]).contains("压缩时限"));
}

#[test]
fn a_check_of_ones_own_that_is_wrong_is_named() {
    let folder = plan();
    let checks = folder.path().join("checks");
    fs::create_dir(&checks).unwrap();
    let good = fs::read_to_string(project().join("examples/checks/many-leads.rq")).unwrap();
    for (from, to, says) in [
        ("[check]", "[chick]", "many-leads.rq"),
        ("own-many-leads", "numbering", "numbering"),
        ("{leads}", "{laeds}", "laeds"),
        ("GROUP BY", "GROUP", "行"),
    ] {
        fs::write(checks.join("many-leads.rq"), good.replace(from, to)).unwrap();
        let (status, message) = fail(folder.path(), &["check", "--checks", "checks"]);
        assert!(status >= 2 && message.contains(says), "{from}: {status} {message}");
    }
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let listed: BTreeSet<String> = on_corpus(&["check", "--explain"])
        .lines()
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect();
    assert!(listed.contains("value-conflict") && listed.contains("diff-moved"));
    for code in &listed {
        assert!(on_corpus(&["check", "--explain", code]).starts_with(&format!("# {code}：")));
        assert!(on_corpus(&["--lang", "en", "check", "--explain", code]).starts_with(&format!("# {code}: ")));
    }
    let (status, message) = fail(corpus_kb(), &["check", "--explain", "value-conflicts"]);
    assert!(status == 2 && message.contains("--explain"), "{message}");
}

#[test]
fn findings_on_the_corpus_are_those_of_the_graph() {
    let printed = lines(&on_corpus(&["check", "--format", "jsonl"]));
    let rows = on_corpus(&["query", "findings", "--format", "jsonl"]);
    let in_graph: BTreeSet<(String, String)> = lines(&rows)
        .iter()
        .map(|row| (row["code"].as_str().unwrap().to_owned(), row["message"].as_str().unwrap().to_owned()))
        .collect();
    for finding in &printed {
        let key = (finding["code"].as_str().unwrap().to_owned(), finding["message"].as_str().unwrap().to_owned());
        assert!(in_graph.contains(&key), "{finding}");
    }
    assert!(printed.len() > 50);
}

#[test]
fn two_versions_are_compared_in_every_format() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    fs::write(here.join("旧.txt"), PLAN).unwrap();
    fs::write(here.join("新.txt"), PLAN.replace("压缩至3个", "压缩至2个").replace("4.公开", "3.公开")).unwrap();
    let text = |format: &str| run(here, &["diff", "旧.txt", "新.txt", "--format", format]);
    let found = lines(&text("jsonl"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["code"], "diff-target");
    assert_eq!(found[0]["b"]["doc"], "旧.txt");
    assert!(text("full").contains("3个工作日") && text("full").contains("2个工作日"));
    assert!(text("sarif").contains("2.1.0") && text("markdown").contains("diff-target"));
    assert_eq!(text("concise").lines().count(), 1);
    for format in ["xlsx", "docx"] {
        let name = format!("变化.{format}");
        run(here, &["diff", "旧.txt", "新.txt", "--format", format, "--out", &name]);
        let bytes = fs::read(here.join(&name)).unwrap();
        let read = zhengtu_reader::read(&name, &bytes, &zhengtu_reader::Options::default()).unwrap();
        assert!(read.text.contains("压缩至3个工作日"), "{}", read.text);
    }
    assert_eq!(fail(here, &["diff", "旧.txt", "新.txt", "--fail-on", "info"]).0, 1);
    assert_eq!(fail(here, &["diff", "旧.txt", "旧.txt", "--fail-on", "info"]).0, 0);
    assert_eq!(fail(here, &["diff", "旧.txt", "没有.txt"]).0, 3);
}

/// The conflicts that two readers labelled in the parts of the plan that are shown, and how much is found in
/// the other plans; where they lie beside the project. Prints the table of `docs/checks.md`.
#[test]
fn labelled_conflicts_are_found_and_other_plans_are_left_alone() {
    let shared = project().join("../shared");
    let scorer = shared.join("score/score.py");
    if !scorer.exists() || Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no labelled plans beside the project, or no Python to score them");
        return;
    }
    println!("| plan | errors | warnings | infos |\n|---|---|---|---|");
    let mut plans: Vec<_> = fs::read_dir(shared.join("plans")).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.sort();
    for plan in plans {
        let folder = TempDir::new().unwrap();
        let printed = run(folder.path(), &["check", "--from", plan.to_str().unwrap(), "--format", "jsonl"]);
        let count = |severity: &str| lines(&printed).iter().filter(|found| found["severity"] == severity).count();
        let name = plan.file_name().unwrap().to_string_lossy().into_owned();
        println!("| {name} | {} | {} | {} |", count("error"), count("warning"), count("info"));
        // Form and the choice of words, which may be left out as groups, are not counted.
        let apart = |found: &&serde_json::Value| {
            let code = found["code"].as_str().unwrap();
            found["severity"] == "info" && !["form-", "text-word"].iter().any(|group| code.starts_with(group))
        };
        let infos = lines(&printed).iter().filter(apart).count();
        assert!(infos <= 65, "{name}: {infos}");
        let gold = shared.join("gold").join(plan.file_stem().unwrap());
        if !gold.join("conflicts.jsonl").exists() {
            assert!(count("error") <= 2, "{name}: {printed}");
            continue;
        }
        for what in ["tasks", "targets"] {
            fs::write(folder.path().join(format!("{what}.jsonl")), run(folder.path(), &["export", what])).unwrap();
        }
        fs::write(folder.path().join("findings.jsonl"), printed).unwrap();
        let scored = Command::new("python3").arg(&scorer).args([&gold, folder.path()]).arg("--json").output().unwrap();
        let figures: serde_json::Value = serde_json::from_slice(&scored.stdout).unwrap();
        let recall = |severity: &str| figures[format!("conflict: {severity}")]["recall"].as_f64().unwrap();
        println!(
            "labelled conflicts found: errors {}, warnings {}, infos {}",
            recall("error"),
            recall("warning"),
            recall("info")
        );
        assert!(recall("error") >= 1.0 && recall("warning") >= 0.8, "{figures}");
    }
}
