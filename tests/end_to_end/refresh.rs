//! Refreshing: what is unchanged is not read again, and a reader always has a whole state.

use crate::support::{current, fail, run, zhengtu};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "方案\n一、主要任务\n1.优化办税。推行网上办税。\n责任单位：县税务局\n";

#[test]
fn an_unchanged_file_is_not_read_again_and_a_changed_one_is() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("计划.txt");
    fs::write(&plan, PLAN).unwrap();
    assert!(run(folder.path(), &["build", "计划.txt"]).contains("读入 1 个文件"));
    let first = current(folder.path());
    assert!(run(folder.path(), &["build", "计划.txt"]).contains("读入 0 个文件，未变 1 个"));
    assert_eq!(current(folder.path()), first);
    // The same content under a new time of change is the same content.
    fs::write(&plan, PLAN).unwrap();
    assert!(run(folder.path(), &["build", "计划.txt"]).contains("读入 0 个文件，未变 1 个"));
    fs::write(&plan, PLAN.replace("县税务局", "县财政局")).unwrap();
    assert!(run(folder.path(), &["build", "计划.txt"]).contains("读入 1 个文件"));
    assert!(run(folder.path(), &["export", "units"]).contains("县财政局"));
}

#[test]
fn reading_commands_refresh_first_when_told_from_what() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("计划.txt");
    fs::write(&plan, PLAN).unwrap();
    assert!(run(folder.path(), &["search", "--from", "计划.txt", "网上办税"]).contains("办税"));
    fs::write(&plan, PLAN.replace("网上办税", "掌上办税")).unwrap();
    assert!(run(folder.path(), &["search", "--from", "计划.txt", "掌上办税"]).contains("共命中 1"));
}

#[test]
fn documents_that_are_no_longer_named_go_and_added_ones_stay() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("甲.txt"), PLAN).unwrap();
    fs::write(folder.path().join("乙.txt"), PLAN.replace("县税务局", "县水利局")).unwrap();
    run(folder.path(), &["build", "甲.txt"]);
    run(folder.path(), &["build", "--add", "乙.txt"]);
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 2);
    assert_eq!(run(folder.path(), &["export", "tasks", "--doc", "乙.txt"]).lines().count(), 1);
    assert!(run(folder.path(), &["build", "乙.txt"]).contains("移除 1 个"));
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 1);
}

#[test]
fn what_a_killed_build_left_does_not_matter() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("计划.txt"), PLAN).unwrap();
    run(folder.path(), &["build", "计划.txt"]);
    let unfinished = folder.path().join(".zhengtu/gen-000002/s-000002");
    fs::create_dir_all(&unfinished).unwrap();
    fs::write(unfinished.join("documents"), "{").unwrap();
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 1);
    fs::write(folder.path().join("计划.txt"), PLAN.replace("县税务局", "县财政局")).unwrap();
    run(folder.path(), &["build", "计划.txt"]);
    assert!(run(folder.path(), &["export", "tasks"]).contains("县财政局"));
}

#[test]
fn a_failed_build_leaves_the_last_good_state() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("计划.txt"), PLAN).unwrap();
    run(folder.path(), &["build", "计划.txt"]);
    fs::write(folder.path().join("计划.txt"), b"").unwrap();
    assert_eq!(fail(folder.path(), &["build", "计划.txt"]).0, 3);
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 1);
}

#[test]
fn builds_at_the_same_time_wait_for_one_another_and_readers_do_not() {
    let folder = TempDir::new().unwrap();
    for number in 0..6 {
        fs::write(folder.path().join(format!("计划{number}.txt")), PLAN).unwrap();
    }
    run(folder.path(), &["build", "."]);
    let builds: Vec<_> = (0..3)
        .map(|_| zhengtu(folder.path()).args(["build", "--force", "."]).spawn().expect("the program runs"))
        .collect();
    for _ in 0..10 {
        assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 6);
    }
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 6);
}

#[test]
fn an_index_of_another_tokenizer_is_rebuilt_with_a_message() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("计划.txt"), PLAN).unwrap();
    run(folder.path(), &["build", "计划.txt"]);
    let outdate = || {
        for segment in fs::read_dir(current(folder.path())).unwrap().map(|entry| entry.unwrap().path().join("index")) {
            if segment.is_dir() {
                fs::write(segment.join("tokenizer-version"), "t0").unwrap();
            }
        }
    };
    outdate();
    let output = zhengtu(folder.path()).args(["search", "网上办税"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("共命中"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("正在重建"));
    let output = zhengtu(folder.path()).args(["search", "网上办税"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "the rebuilt index stays");
    outdate();
    assert!(run(folder.path(), &["build", "计划.txt"]).contains("读入 0 个文件，未变 1 个"));
    let output = zhengtu(folder.path()).args(["search", "网上办税"]).output().unwrap();
    assert!(output.stderr.is_empty(), "a refresh rebuilds it as well");
}
