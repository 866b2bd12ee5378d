//! The same input gives the same bytes out, whatever the number of threads.

use crate::support::{corpus, run, zhengtu};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

#[test]
fn the_number_of_threads_does_not_show() {
    let exports = ["1", "4"].map(|threads| {
        let folder = TempDir::new().unwrap();
        fs::copy(corpus().join("wenxian-2021.txt"), folder.path().join("a.txt")).unwrap();
        fs::write(folder.path().join("b.txt"), "方案\n一、任务\n1.推进办税。\n责任单位：县税务局\n").unwrap();
        let build = zhengtu(folder.path()).env("RAYON_NUM_THREADS", threads).args(["build", "."]).status().unwrap();
        assert!(build.success());
        export_all(folder.path())
    });
    assert!(exports[0] == exports[1]);
}

fn export_all(folder: &Path) -> Vec<String> {
    let records = ["tasks", "targets", "clauses", "citations", "units"].map(|what| run(folder, &["export", what]));
    let graph = run(folder, &["export", "graph", "--format", "nquads"]);
    records.into_iter().chain([graph]).collect()
}
