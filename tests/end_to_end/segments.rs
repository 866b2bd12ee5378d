//! A knowledge base in segments is the same as one that was built at once, and is whole at every moment.

use crate::support::{corpus, current, plans, run, zhengtu};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;
use zhengtu_text::testing::cases;

/// All that is asked of a knowledge base; where documents are counted in segments, nothing of it may tell.
const ASKED: &[&[&str]] = &[
    &["export", "graph", "--format", "nquads"],
    &["export", "graph", "--format", "turtle"],
    &["export", "graph", "--format", "ntriples", "--place", "四川省"],
    &["export", "tasks", "--format", "jsonl"],
    &["export", "targets", "--format", "jsonl"],
    &["export", "clauses", "--format", "jsonl"],
    &["export", "documents", "--format", "jsonl"],
    &["check", "--format", "jsonl"],
    &["audit", "--format", "jsonl"],
    &["search", "税务局", "--format", "jsonl", "--all"],
    &["search", "优化营商环境", "--format", "jsonl", "--limit", "7"],
    &["search", "企业 服务 -税务局", "--facets"],
    &["search", "没有这样的词"],
    &["ask", "市税务局牵头哪些任务？", "--format", "jsonl", "--today", "2023-01-01"],
    &["ask", "企业开办由谁负责", "--today", "2023-01-01"],
    &["ask", "各部门分别有几项任务", "--all", "--today", "2023-01-01"],
    &["ask", "企业开办时间压缩到多少", "--format", "jsonl", "--today", "2023-01-01"],
    &["query", "plan-links", "--format", "csv"],
    &["query", "matter-across-levels", "-p", "words=企业开办", "--format", "csv"],
    &["query", "targets-across-governments", "--format", "csv"],
    &["query", "workload", "--format", "csv"],
    &["query", "findings", "--format", "csv"],
    &["query", "unsorted.rq", "--format", "csv"],
];

fn answers(here: &Path) -> Vec<(String, String)> {
    fs::write(
        here.join("unsorted.rq"),
        "SELECT ?s (GROUP_CONCAT(?o) AS ?all) { ?s a ?c ; ?p ?o } GROUP BY ?s LIMIT 300",
    )
    .unwrap();
    ASKED
        .iter()
        .map(|arguments| {
            let output = zhengtu(here).args(*arguments).output().unwrap();
            let said = format!("{}\n{}", output.status, String::from_utf8(output.stdout).unwrap());
            (arguments.join(" "), said)
        })
        .collect()
}

fn segments(here: &Path) -> usize {
    let entries = fs::read_dir(current(here)).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| name.to_string_lossy().starts_with("s-")).count()
}

/// The made plans and that of the corpus, by name.
fn sources() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = [plans(), corpus()]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    files
}

fn copy(from: &[PathBuf], to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in from {
        fs::copy(file, to.join(file.file_name().unwrap())).unwrap();
    }
}

#[test]
fn documents_that_came_one_by_one_answer_as_those_that_came_at_once() {
    let (once, by_one) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let files = sources();
    copy(&files, &once.path().join("in"));
    run(once.path(), &["build", "in"]);
    let wanted = answers(once.path());

    // Added in turn, the last first; one is another before it is what it is, and one is there for a while only.
    let (here, folder) = (by_one.path(), by_one.path().join("in"));
    fs::create_dir(&folder).unwrap();
    let other = |name: &str, place: &str| {
        fs::write(
            folder.join(name),
            format!(
                "{place}优化营商环境实施方案\n\
        一、主要任务\n（一）压缩企业开办时间。企业开办时间压缩至2个工作日以内。\n责任单位：市税务局、市财政局\n"
            ),
        )
        .unwrap();
    };
    other("guangyuan-2022.txt", "成都市");
    other("别的.txt", "四川省");
    run(here, &["build", "in"]);
    let mut most = 0;
    for file in files.iter().rev() {
        fs::copy(file, folder.join(file.file_name().unwrap())).unwrap();
        run(here, &["build", "in"]);
        most = most.max(segments(here));
    }
    fs::remove_file(folder.join("别的.txt")).unwrap();
    assert!(run(here, &["build", "in"]).contains("移除 1 个"));
    assert!(most > 1);
    assert_eq!(answers(here), wanted);
    assert!(run(here, &["verify"]).contains("都与写入时一致"));

    run(here, &["build", "in", "--compact"]);
    assert_eq!(segments(here), 1);
    assert_eq!(answers(here), wanted);
    assert!(run(here, &["verify"]).contains("都与写入时一致"));
    // Nothing is left to be done.
    let generation = current(here);
    run(here, &["build", "in", "--compact"]);
    assert_eq!(current(here), generation);
}

#[test]
fn documents_that_are_read_in_parts_for_want_of_memory_answer_as_those_that_were_read_at_once() {
    let (once, parts) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for here in [once.path(), parts.path()] {
        copy(&sources(), &here.join("in"));
        // A plan in two files, which are understood together.
        fs::write(
            here.join("in/总.txt"),
            "青山市养老方案\n一、任务\n（一）推进养老工作。\n责任单位：市民政局\n附件：1.任务分工\n",
        )
        .unwrap();
        fs::write(here.join("in/附件1.txt"), "附件1\n任务分工\n一、任务\n（一）建设养老院。\n责任单位：市住建局\n")
            .unwrap();
    }
    run(once.path(), &["build", "in"]);
    // Hardly any memory: each plan by itself.
    run(parts.path(), &["build", "in", "--memory", "1"]);
    assert_eq!(segments(once.path()), 1);
    assert_eq!(answers(parts.path()), answers(once.path()));
    assert!(run(parts.path(), &["verify"]).contains("都与写入时一致"));
    let generation = current(parts.path());
    run(parts.path(), &["build", "in"]);
    assert_eq!(current(parts.path()), generation, "nothing is left to be done");
}

#[test]
fn what_was_there_is_shared_and_not_written_again() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    copy(&sources(), &here.join("in"));
    run(here, &["build", "in"]);
    let first = current(here).join("s-000001");
    let there = fs::metadata(first.join("records")).unwrap();
    fs::write(here.join("in/新.txt"), "昆山市方案\n一、任务\n（一）推进工作。\n责任单位：市财政局\n").unwrap();
    run(here, &["build", "in"]);
    let records = current(here).join("s-000001/records");
    let added = current(here).join("s-000002/records");
    let written = fs::metadata(&added).unwrap().len();
    assert!(written * 20 < there.len(), "{written} bytes of {}", there.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        assert_eq!(fs::metadata(&records).unwrap().ino(), there.ino());
    }
    assert!(records.exists());
}

/// The state that readers see: what the knowledge base says of two files that change together.
fn state(here: &Path) -> String {
    run(here, &["export", "tasks", "--format", "jsonl"])
}

#[test]
fn a_build_that_is_killed_leaves_the_old_state_or_the_new_one() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    copy(&sources()[..4], &here.join("in"));
    let write = |number: usize| {
        let text = format!("昆山市第{number}方案\n一、任务\n（一）推进第{number}项工作。\n责任单位：市财政局\n");
        fs::write(here.join("in/甲.txt"), &text).unwrap();
        fs::write(here.join("in/乙.txt"), text.replace("昆山市", "苏州市")).unwrap();
    };
    write(0);
    run(here, &["build", "in"]);
    let mut seen = BTreeSet::new();
    for number in 1..=kills() {
        let before = state(here);
        write(number);
        let mut build =
            zhengtu(here).args(["build", "in"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(number as u64 * 600 / kills() as u64));
        let ended = build.try_wait().unwrap().is_some();
        build.kill().unwrap();
        build.wait().unwrap();
        let after = state(here);
        let new = |text: &str| text.matches(&format!("推进第{number}项工作。")).count();
        let is_new = after != before;
        assert!(if is_new { new(&after) >= 2 } else { new(&after) == 0 }, "half of it: {after}");
        assert!(is_new || !ended);
        run(here, &["query", "workload"]);
        run(here, &["search", "推进"]);
        assert!(run(here, &["verify"]).contains("都与写入时一致"));
        seen.insert(is_new);
        run(here, &["build", "in"]);
    }
    assert!(seen.contains(&false), "no build was killed before it was done");
    run(here, &["build", "in", "--compact"]);
    let left = fs::read_dir(here.join(".zhengtu")).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert!(left.count() <= 2, "what the killed builds left is gone");
}

/// How many builds are killed; the variable is for longer runs by hand.
fn kills() -> usize {
    cases("ZHENGTU_KILLS", 6)
}

/// How many changes readers stand; the variable is for longer runs by hand.
fn changes() -> usize {
    cases("ZHENGTU_CHANGES", 12)
}

#[test]
fn readers_see_no_error_while_two_builders_change_and_merge() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    copy(&sources()[..4], &here.join("in"));
    run(here, &["build", "in"]);
    let (done, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let build = |builder: usize| {
        for number in 0..changes() / 2 {
            let name = format!("in/{builder}-{}.txt", number % 5);
            let text = format!("昆山市方案\n一、任务\n（一）推进第{number}项工作。\n责任单位：市{builder}局\n");
            fs::write(here.join(&name), text).unwrap();
            run(here, &["build", "--add", &name]);
        }
    };
    let read = |arguments: &[&str]| {
        while !done.load(Ordering::Relaxed) {
            run(here, arguments);
            reads.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        let builders = [1, 2].map(|builder| scope.spawn(move || build(builder)));
        for arguments in [&["query", "workload"][..], &["search", "工作"], &["export", "graph"]] {
            scope.spawn(move || read(arguments));
        }
        let ended: Vec<_> = builders.into_iter().map(|builder| builder.join()).collect();
        done.store(true, Ordering::Relaxed);
        ended.into_iter().for_each(|ended| ended.unwrap());
    });
    assert!(reads.load(Ordering::Relaxed) > 3);
    let (one, other) = (run(here, &["export", "graph"]), run(here, &["export", "tasks"]));
    run(here, &["build", "in", "--compact"]);
    assert_eq!((run(here, &["export", "graph"]), run(here, &["export", "tasks"])), (one, other));
}
