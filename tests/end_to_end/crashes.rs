//! Killed, or with the disk full, before any of the system calls by which it changes what lies on the disk, the program
//! leaves what was there before or what it was to make, whole; and what is done again is then done.
//!
//! `ZHENGTU_STOPS` says at how many of the calls of each command it is stopped, `all` at all of them. With `--nocapture` the
//! numbers are printed.

use crate::into::docx;
use crate::support::{current, lines, run, zhengtu};
use crate::traced::{self, Ended, Fate};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// At how many of the calls of each command it is stopped in a usual run of the tests.
const STOPS: usize = 3;
/// What the program ends with where a file could not be written.
const INPUT: i32 = 3;

/// The commands that change a knowledge base, on the folder that [`before`] makes.
const CHANGES: [&str; 6] = [
    // The fourth small segment: four are merged.
    "build in 丁.txt",
    "build in --compact",
    "build 丁.txt",
    "import graph h.ttl",
    "import graph --remove g.ttl",
    "progress import 台账.xlsx --date 2022-05-01",
];

/// The commands that write a file, which is their last argument.
const WRITES: [&str; 9] = [
    "export ledger --format xlsx --out 出.xlsx",
    "export ledger --format docx --out 出.docx",
    "export ledger --format csv --out 出.csv",
    "export calendar --out 出.ics",
    "check --format xlsx --out 出.xlsx",
    "check --format jsonl --out 出.jsonl",
    "diff in/甲.txt in/乙.txt --beside 出.docx",
    "check 稿.docx --into 出.docx",
    "diff 稿.docx 稿二.docx --into 出.docx",
];

fn plan(place: &str, matter: &str) -> String {
    format!(
        "{place}{matter}实施方案\n\n一、主要任务\n（一）推进{matter}。加快推进{matter}，建成3个项目。\n责任单位：市财政局\n"
    )
}

/// A folder with a knowledge base of four plans in three segments, an imported graph, and what is to come.
fn before() -> TempDir {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let write = |name: &str, content: &str| fs::write(here.join(name), content).unwrap();
    fs::create_dir(here.join("in")).unwrap();
    write("in/甲.txt", &plan("广元市", "办税"));
    write("in/乙.txt", &plan("苏州市", "供水"));
    run(here, &["build", "in"]);
    write("in/丙.txt", &plan("昆山市", "供电"));
    run(here, &["build", "in"]);
    write("in/戊.txt", &plan("泸州市", "供暖"));
    run(here, &["build", "in"]);
    write("丁.txt", &plan("遵义市", "供气"));
    write("g.ttl", "<http://a.example/x> <http://a.example/p> \"值\" .");
    write("h.ttl", "<http://a.example/y> <http://a.example/p> \"值\" .");
    run(here, &["import", "graph", "g.ttl"]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, caption) in (0u16..).zip(["任务", "出处", "进展", "状态", "标识"]) {
        sheet.write_string(0, column, caption).unwrap();
    }
    let tasks = lines(&run(here, &["export", "tasks", "--format", "jsonl"]));
    for (row, task) in (1u32..).zip(&tasks) {
        let field = |name: &str| task[name].as_str().unwrap();
        for (column, text) in (0u16..).zip([field("title"), field("doc"), "已开工", "", field("id")]) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    workbook.save(here.join("台账.xlsx")).unwrap();
    for (name, figure) in [("稿.docx", "3"), ("稿二.docx", "5")] {
        let file = docx(&["2021年甲县工作方案", "一、主要措施", "#加强布署。", &format!("#建成{figure}个项目。")]);
        fs::write(here.join(name), file).unwrap();
    }
    assert_eq!(segments(here), 3);
    folder
}

fn segments(here: &Path) -> usize {
    let entries = fs::read_dir(current(here)).unwrap().map(|entry| entry.unwrap().file_name());
    entries.filter(|name| name.to_string_lossy().starts_with("s-")).count()
}

/// What readers see of the knowledge base: all of its graph, what is found in it, its reports.
fn state(here: &Path) -> String {
    if !here.join(".zhengtu/CURRENT").exists() {
        return "none".to_owned();
    }
    assert!(run(here, &["verify"]).contains("都与写入时一致"));
    let graph = run(here, &["export", "graph", "--format", "nquads"]);
    let (found, reports) = (run(here, &["search", "推进", "--format", "jsonl"]), run(here, &["progress", "list"]));
    format!("{graph}\n{found}\n{reports}\n{}", run(here, &["import", "graph", "--list"]))
}

/// A copy of a folder: files shared and times as they are.
fn fresh(from: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    assert!(Command::new("cp").arg("-a").arg(from.join(".")).arg(folder.path()).status().unwrap().success());
    folder
}

/// The numbers of the calls at which it is stopped, of so many: the last one, and others that stand evenly before it.
fn stops(calls: usize) -> Vec<usize> {
    let wanted = match std::env::var("ZHENGTU_STOPS").ok() {
        Some(all) if all == "all" => calls,
        Some(number) => number.parse().expect("ZHENGTU_STOPS is a number, or all"),
        None => STOPS,
    };
    (1..=calls).rev().step_by(calls.div_ceil(wanted.max(1)).max(1)).collect()
}

/// Stops a command at its calls and looks each time at what is left; gives at how many.
fn stop(from: &Path, arguments: &str, fate: fn(usize) -> Fate, look: &mut dyn FnMut(&Path, Fate, &Ended)) -> usize {
    let begin = |here: &Path, fate: Fate| {
        let mut command = zhengtu(here);
        command.args(arguments.split(' '));
        traced::run(command, here, fate)
    };
    // A run that is stopped behind all calls counts them.
    let spared = fresh(from);
    let all = match begin(spared.path(), fate(usize::MAX)) {
        Ok(all) => all,
        Err(error) => {
            println!("skipped: the system lets no process be followed ({error})");
            return 0;
        }
    };
    assert!(matches!(all.status, Some(0 | 1)), "{arguments}: {}", all.said);
    let stops = stops(all.calls);
    for &at in &stops {
        let folder = fresh(from);
        let ended = begin(folder.path(), fate(at)).unwrap();
        look(folder.path(), fate(at), &ended);
    }
    println!("{arguments}: {} calls, stopped at {} of them", all.calls, stops.len());
    stops.len()
}

/// The first line in which what is left differs from a state, and that state's.
fn unlike(left: &str, state: &str) -> String {
    let differ = left.lines().zip(state.lines()).find(|(left, state)| left != state);
    match differ {
        Some((left, state)) => format!("left: {left}\nnot:  {state}"),
        None => format!("{} lines left, not {}", left.lines().count(), state.lines().count()),
    }
}

/// Looks at a knowledge base that a command was to change, and does it again.
fn changed(arguments: &str, fate: fn(usize) -> Fate, on: &Path) -> usize {
    let words: Vec<&str> = arguments.split(' ').collect();
    let done = fresh(on);
    let (old, _) = (state(on), run(done.path(), &words));
    let new = state(done.path());
    let mut seen = [0, 0];
    let stopped = stop(on, arguments, fate, &mut |here, fate, ended| {
        let left = state(here);
        let half = || format!("half of it\n{}\n{}", unlike(&left, &old), unlike(&left, &new));
        assert!(left == old || left == new, "{arguments}, {fate:?}: {}\n{}", half(), ended.said);
        seen[usize::from(left == new)] += 1;
        match fate {
            Fate::Killed(_) => assert!(ended.status.is_none() || left == new, "{arguments}, {fate:?}: {}", ended.said),
            _ if ended.status == Some(0) => assert_eq!(left, new, "{arguments}, {fate:?}: {}", ended.said),
            _ => {
                assert_eq!(ended.status, Some(INPUT), "{arguments}, {fate:?}: {}", ended.said);
                assert!(ended.said.lines().count() > 0 && !ended.said.contains("panicked"), "{}", ended.said);
            }
        }
        // What was not done is done again; what was done may be said to be so already.
        let again = zhengtu(here).args(&words).output().unwrap();
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(again.status.success() || left == new, "{arguments}, {fate:?}: {said}");
        assert_eq!(state(here), new, "{arguments}, {fate:?}: doing it again does not heal");
        let kept = fs::read_dir(here.join(".zhengtu")).unwrap().map(|entry| entry.unwrap().file_name());
        let kept: Vec<String> = kept.map(|name| name.to_string_lossy().into_owned()).collect();
        assert!(kept.iter().filter(|name| name.starts_with("gen-")).count() <= 2, "{arguments}, {fate:?}: {kept:?}");
    });
    if old != new {
        println!("{arguments}: left the state before {} times, the new one {} times", seen[0], seen[1]);
    }
    stopped
}

#[test]
fn killed_at_any_call_a_command_leaves_the_old_state_or_the_new_one() {
    let folder = before();
    let mut stopped = 0;
    for arguments in CHANGES {
        stopped += changed(arguments, Fate::Killed, folder.path());
    }
    // The first build of all.
    let empty = fresh(folder.path());
    fs::remove_dir_all(empty.path().join(".zhengtu")).unwrap();
    stopped += changed("build in", Fate::Killed, empty.path());
    println!("{stopped} kills");
    let merged = fresh(folder.path());
    run(merged.path(), &["build", "in", "丁.txt"]);
    assert_eq!(segments(merged.path()), 1, "four segments are merged");
}

#[test]
fn with_the_disk_full_from_any_call_on_a_command_says_so_and_leaves_the_old_state() {
    let folder = before();
    let mut stopped = 0;
    for arguments in CHANGES {
        stopped += changed(arguments, Fate::Full, folder.path());
    }
    println!("{stopped} full disks");
}

/// Looks at a file that a command was to write in the place of another.
fn written(arguments: &str, fate: fn(usize) -> Fate, on: &Path) -> usize {
    let words: Vec<&str> = arguments.split(' ').collect();
    let file = words[words.len() - 1];
    let from = fresh(on);
    fs::write(from.path().join(file), "上一次的").unwrap();
    let done = fresh(from.path());
    assert!(matches!(zhengtu(done.path()).args(&words).output().unwrap().status.code(), Some(0 | 1)), "{arguments}");
    let new = fs::read(done.path().join(file)).unwrap();
    stop(from.path(), arguments, fate, &mut |here, fate, ended| {
        let left = fs::read(here.join(file)).unwrap();
        assert!(left == new || left == "上一次的".as_bytes(), "{arguments}, {fate:?}: {} bytes", left.len());
        if let Fate::Full(_) = fate {
            assert!(
                left == new || ended.status == Some(INPUT),
                "{arguments}, {fate:?}: {:?} {}",
                ended.status,
                ended.said
            );
            assert!(left == new || !ended.said.is_empty() && !ended.said.contains("panicked"), "{}", ended.said);
        }
    })
}

#[test]
fn a_file_that_is_written_in_the_place_of_another_is_the_one_or_the_other() {
    let folder = before();
    let (mut kills, mut full) = (0, 0);
    for arguments in WRITES {
        kills += written(arguments, Fate::Killed, folder.path());
        full += written(arguments, Fate::Full, folder.path());
    }
    println!("{kills} kills, {full} full disks");
}

#[test]
fn what_cannot_be_printed_is_said() {
    let folder = before();
    for arguments in [
        "export tasks --format jsonl",
        "export targets --format csv",
        "export graph",
        "export graph --format nquads",
        "export ledger --format csv",
        "export calendar",
        "search 推进",
        "ask 市财政局有哪些任务？",
        "query workload --format csv",
        "check --format sarif",
        "audit",
        "progress list",
        "progress report --today 2022-01-01",
        "import graph --list",
        "verify",
        "queries",
        "text in/甲.txt",
        "outline in/甲.txt",
        "diff in/甲.txt in/乙.txt",
        "manual",
        "completions bash",
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = zhengtu(folder.path()).args(arguments.split(' ')).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(INPUT), "{arguments}: {said}");
        assert!(!said.is_empty() && !said.contains("panicked"), "{arguments}: {said}");
    }
}
