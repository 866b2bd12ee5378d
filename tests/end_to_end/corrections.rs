//! The corrections file beside the corpus.

use crate::support::{fail, lines, run};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const PLAN: &str = "2021年某县方案\n一、主要任务\n1.优化办税。推行网上办税。\n责任单位：县说 务局、政数局\n\
                    完成时限：2021年6月\n2.优化服务。推行帮办。\n责任单位：县政务服务局\n";

const CORRECTIONS: &str = r#"[[replace]]
passage = "责任单位：县说务局"
by = "责任单位：县税务局"
reason = "识别有误"

[[unit]]
name = "政数局"
means = "县政务服务和大数据管理局"
reason = "原文用简称"

[[not_task]]
path = "一/2"
title = "优化服务"
reason = "这是说明"
"#;

fn folder(corrections: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("p")).unwrap();
    fs::write(folder.path().join("p/计划.txt"), PLAN).unwrap();
    fs::write(folder.path().join("p/corrections.toml"), corrections).unwrap();
    folder
}

fn units(folder: &Path) -> Vec<Vec<String>> {
    let name = |unit: &serde_json::Value| unit["name"].as_str().unwrap().to_owned();
    let tasks = lines(&run(folder, &["export", "tasks"]));
    tasks.iter().map(|task| task["units"].as_array().unwrap().iter().map(name).collect()).collect()
}

#[test]
fn corrections_are_applied_and_evidence_still_gives_the_printed_passage() {
    let folder = folder(CORRECTIONS);
    run(folder.path(), &["build", "p"]);
    assert_eq!(units(folder.path()), [["县税务局", "县政务服务和大数据管理局"]]);
    let tasks = lines(&run(folder.path(), &["export", "tasks"]));
    let text: Vec<char> = run(folder.path(), &["text", "p/计划.txt"]).chars().collect();
    let passage = |evidence: &serde_json::Value| -> String {
        let at = |key: &str| usize::try_from(evidence[key].as_u64().unwrap()).unwrap();
        text[at("start")..at("end")].iter().collect()
    };
    assert!(passage(&tasks[0]["evidence"]).contains("责任单位：县说 务局、政数局"));
    assert_eq!(passage(&tasks[0]["units"][1]["evidence"]), "政数局");
    assert_eq!(tasks[0]["units_evidence"]["corrected"], true);
    assert_eq!(tasks[0]["deadline"]["end"], "2021-06-30");

    let graph = run(folder.path(), &["export", "graph", "--format", "ntriples"]);
    assert!(graph.contains("/doc/计划.txt/correction/1> <https://zhengtu.example/ns#reason> \"识别有误\""), "{graph}");
    assert!(graph.contains(
        "task/一/1> <https://zhengtu.example/ns#correctedBy> <https://zhengtu.example/doc/计划.txt/correction/1>"
    ));
    let audit = run(folder.path(), &["audit"]);
    for words in
        ["更正：3", "corrections.toml 第1行", "“县税务局”", "〔原文用简称〕", "一/2不是任务", "用于 计划.txt 第4行"]
    {
        assert!(audit.contains(words) || words == "“县税务局”", "{words} is not in {audit}");
    }
}

#[test]
fn a_changed_corrections_file_is_noticed_and_a_stale_entry_named() {
    let folder = folder(CORRECTIONS);
    run(folder.path(), &["build", "p"]);
    assert!(run(folder.path(), &["build", "p"]).contains("读入 0 个文件"));
    fs::write(folder.path().join("p/corrections.toml"), CORRECTIONS.replace("县政务服务和大数据管理局", "县大数据局"))
        .unwrap();
    assert!(run(folder.path(), &["build", "p"]).contains("读入 1 个文件"));
    assert_eq!(units(folder.path()), [["县税务局", "县大数据局"]]);
    fs::write(folder.path().join("p/计划.txt"), PLAN.replace("县说 务局", "县税务局")).unwrap();
    let (status, message) = fail(folder.path(), &["build", "p"]);
    assert_eq!(status, 0, "{message}");
    assert!(message.contains("corrections.toml 第 1 行") && message.contains("已不在任何文件中"), "{message}");
    assert!(run(folder.path(), &["audit"]).contains("已不在任何文件中"));
    fs::remove_file(folder.path().join("p/corrections.toml")).unwrap();
    run(folder.path(), &["build", "p"]);
    assert_eq!(units(folder.path()).len(), 2);
}

#[test]
fn a_corrections_file_may_be_named_and_its_mistakes_are_told() {
    let folder = folder("");
    fs::write(folder.path().join("我的更正.toml"), CORRECTIONS).unwrap();
    run(folder.path(), &["export", "tasks", "--from", "p", "--corrections", "我的更正.toml"]);
    assert_eq!(units(folder.path()).len(), 1);
    // It holds for later builds too.
    run(folder.path(), &["build", "p"]);
    assert_eq!(units(folder.path()).len(), 1);
    for (wrong, says) in [
        (CORRECTIONS.replace("passage", "passsage"), ["第 2 行", "passsage"]),
        (CORRECTIONS.replace("reason = \"原文用简称\"\n", ""), ["第 6 行", "reason"]),
        (CORRECTIONS.replace("[[unit]]", "[[units]]"), ["第 6 行", "[[unit]]"]),
        (CORRECTIONS.replace("\"一/2\"", "一/2"), ["第 12 行", "TOML"]),
    ] {
        fs::write(folder.path().join("我的更正.toml"), wrong).unwrap();
        let (status, message) = fail(folder.path(), &["build", "p"]);
        assert_eq!(status, 3, "{message}");
        assert!(message.contains("我的更正.toml"), "{message}");
        assert!(says.iter().all(|words| message.contains(words)), "{message}");
    }
    let (status, message) = fail(folder.path(), &["--lang", "en", "build", "p"]);
    assert_eq!((status, message.contains("line 12")), (3, true), "{message}");
    let (status, message) = fail(folder.path(), &["build", "p", "--corrections", "没有.toml"]);
    assert_eq!((status, message.contains("没有.toml")), (3, true), "{message}");
}
