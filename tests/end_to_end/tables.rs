//! Records as CSV tables and as a network, and records that name their document.

use crate::support::{fail, lines, on_plans, plans_kb, run, zhengtu};
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

/// The rows of a table by the names of its columns; no test plan has a comma, quote or line break in what is compared.
fn column<'a>(csv: &'a str, name: &str) -> Vec<&'a str> {
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().expect("there is a header");
    let at = header.iter().position(|column| *column == name).expect("the column is there");
    rows.map(|row| row[at]).collect()
}

#[test]
fn each_record_is_a_row_and_every_responsibility_leads_to_its_task() {
    let folder = TempDir::new().unwrap();
    let kb = plans_kb().join(".zhengtu").display().to_string();
    run(folder.path(), &["export", "tables", "--kb", &kb, "--out", "表"]);
    let table = |name: &str| fs::read_to_string(folder.path().join("表").join(name)).expect("the table is written");
    let tasks = lines(&on_plans(&["export", "tasks"]));
    let responsibilities = table("responsibilities.csv");
    let known: BTreeSet<&str> = tasks.iter().filter_map(|task| task["id"].as_str()).collect();
    let named: BTreeSet<&str> = column(&responsibilities, "task").into_iter().collect();
    assert!(!named.is_empty() && named.is_subset(&known));
    let units: usize = tasks.iter().filter_map(|task| task["units"].as_array()).map(Vec::len).sum();
    assert_eq!(responsibilities.lines().count(), units + 1);
    // Two bureaus of one name are two bodies.
    let bodies = column(&responsibilities, "body");
    let finance: BTreeSet<&str> = bodies.into_iter().filter(|body| body.ends_with("/finance")).collect();
    assert!(finance.len() > 3, "{finance:?}");
    assert_eq!(table("tasks.csv").lines().next(), on_plans(&["export", "tasks", "--format", "csv"]).lines().next());
    let names: BTreeSet<String> = fs::read_dir(folder.path().join("表"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 10, "{names:?}");
}

#[test]
fn the_same_tables_are_written_as_parquet() {
    let folder = TempDir::new().unwrap();
    let kb = plans_kb().join(".zhengtu").display().to_string();
    run(folder.path(), &["export", "tables", "--kb", &kb, "--format", "parquet", "--out", "表"]);
    let written = |name: &str| fs::read(folder.path().join("表").join(name)).expect("the table is written");
    let tasks = written("tasks.parquet");
    assert!(tasks.starts_with(b"PAR1") && tasks.ends_with(b"PAR1"));
    assert_eq!(fs::read_dir(folder.path().join("表")).unwrap().count(), 10);
    let printed =
        zhengtu(folder.path()).args(["export", "tasks", "--kb", &kb, "--format", "parquet"]).output().unwrap();
    assert_eq!(printed.stdout, tasks);
    let (status, message) = fail(folder.path(), &["export", "tables", "--kb", &kb, "--format", "orc", "--out", "表"]);
    assert!(status == 2 && message.contains("parquet"), "{message}");
}

#[test]
fn the_network_is_graphml_or_two_files() {
    let folder = TempDir::new().unwrap();
    let kb = plans_kb().join(".zhengtu").display().to_string();
    let graphml = run(folder.path(), &["export", "network", "--kb", &kb]);
    assert!(graphml.contains("edgedefault=\"directed\"") && graphml.contains("广元市财政局"));
    run(folder.path(), &["export", "network", "--kb", &kb, "--format", "csv", "--out", "网络"]);
    let edges = fs::read_to_string(folder.path().join("网络/edges.csv")).unwrap();
    let nodes = fs::read_to_string(folder.path().join("网络/nodes.csv")).unwrap();
    assert_eq!(graphml.matches("<edge ").count() + 1, edges.lines().count());
    assert_eq!(graphml.matches("<node ").count() + 1, nodes.lines().count());
    let (status, message) = fail(folder.path(), &["export", "network", "--kb", &kb, "--format", "csv"]);
    assert!(status == 2 && message.contains("--out"), "{message}");
    let (status, message) = fail(folder.path(), &["export", "network", "--kb", &kb, "--format", "gexf"]);
    assert!(status == 2 && message.contains("graphml"), "{message}");
}

#[test]
fn every_record_names_its_document() {
    for kind in ["documents", "tasks", "targets", "clauses", "citations", "units"] {
        let records = lines(&on_plans(&["export", kind]));
        assert!(!records.is_empty() && records.iter().all(|record| record["doc"].is_string()), "{kind}");
    }
}
