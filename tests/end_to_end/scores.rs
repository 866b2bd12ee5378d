//! The figures on the labelled plans, where they lie beside the project.

use crate::support::{project, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The floors of each figure, and which of precision, recall and F1 they are for.
const FLOORS: [(&str, f64); 7] = [
    ("task", 0.98),
    ("title", 0.98),
    ("unit+role", 0.97),
    ("deadline", 0.99),
    ("target", 0.92),
    ("target detail", 0.95),
    ("target indicator", 0.90),
];

#[test]
fn every_labelled_plan_is_read_as_well_as_is_claimed() {
    let shared = project().join("../shared");
    let scorer = shared.join("score/score.py");
    if !scorer.exists() || Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no labelled plans beside the project, or no Python to score them");
        return;
    }
    let mut plans: Vec<_> = fs::read_dir(shared.join("plans")).unwrap().map(|entry| entry.unwrap().path()).collect();
    plans.sort();
    assert!(!plans.is_empty());
    println!("| plan | field | precision | recall | F1 | right | missed | wrong |");
    println!("|---|---|---|---|---|---|---|---|");
    for plan in plans {
        let gold = shared.join("gold").join(plan.file_stem().unwrap());
        let figures = score(&scorer, &gold, &plan);
        let plan = plan.file_name().unwrap().to_string_lossy().into_owned();
        for (name, figure) in &figures {
            let value = |field: &str| figure[field].to_string();
            let shares = ["precision", "recall", "f1"].map(value).join(" | ");
            let counts = ["right", "missed", "wrong"].map(value).join(" | ");
            println!("| {plan} | {name} | {shares} | {counts} |");
        }
        for (name, floor) in FLOORS {
            let figure = &figures[name];
            let empty = ["right", "missed", "wrong"].iter().all(|count| figure[*count] == 0);
            let f1 = figure["f1"].as_f64().unwrap();
            assert!(empty || f1 >= floor, "{plan}: {name} {f1} is below {floor}");
        }
    }
}

fn score(scorer: &Path, gold: &Path, plan: &Path) -> BTreeMap<String, Value> {
    let folder = TempDir::new().unwrap();
    let plan = plan.to_str().unwrap();
    for what in ["tasks", "targets"] {
        let records = run(folder.path(), &["export", what, "--from", plan]);
        fs::write(folder.path().join(format!("{what}.jsonl")), records).unwrap();
    }
    let mut command = Command::new("python3");
    command.arg(scorer).arg(gold).arg(folder.path()).arg("--json");
    if let Some(parts) = labelled_parts(gold) {
        command.args(["--parts", &parts]);
    }
    let output = command.output().unwrap();
    serde_json::from_slice(&output.stdout).expect("the scorer prints JSON")
}

/// The parts that the labels cover, where they do not cover all.
fn labelled_parts(gold: &Path) -> Option<String> {
    let tasks = fs::read_to_string(gold.join("tasks.jsonl")).ok()?;
    let part = |line: &str| serde_json::from_str::<Value>(line).ok()?["part"].as_u64();
    let mut parts: Vec<u64> = tasks.lines().filter_map(part).collect();
    parts.sort_unstable();
    parts.dedup();
    Some(parts.iter().map(u64::to_string).collect::<Vec<_>>().join(","))
}
