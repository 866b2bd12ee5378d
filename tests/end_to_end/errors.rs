//! Bad input: a clear message that names the place and says what to do, the exit status of the contract,
//! nothing lost.

use crate::support::{corpus_kb, fail, run};
use std::fs;
use tempfile::TempDir;

fn check(files: &[(&str, &[u8])], arguments: &[&str], status: i32, says: &[&str]) {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let (found, message) = fail(folder.path(), arguments);
    assert_eq!(found, status, "{arguments:?}: {message}");
    for words in says {
        assert!(message.contains(words), "{arguments:?}: {message:?} does not say {words:?}");
    }
    assert!(!message.contains("panicked"), "{message}");
}

fn check_on_corpus(arguments: &[&str], status: i32, says: &[&str]) {
    let (found, message) = fail(corpus_kb(), arguments);
    assert_eq!(found, status, "{arguments:?}: {message}");
    for words in says {
        assert!(message.contains(words), "{arguments:?}: {message:?} does not say {words:?}");
    }
}

#[test]
fn a_path_that_does_not_exist() {
    check(&[], &["build", "没有.txt"], 3, &["没有.txt", "请检查路径"]);
    check(&[], &["text", "没有.txt"], 3, &["没有.txt", "请检查路径"]);
}

#[test]
fn empty_binary_and_undecodable_files() {
    check(&[("空.txt", b"")], &["build", "空.txt"], 3, &["空.txt", "空的"]);
    check(&[("机.txt", b"\x7fELF\x02\x01\x00")], &["build", "机.txt"], 3, &["机.txt"]);
    let mut broken = "一、总体要求。\n".repeat(30).into_bytes();
    broken[7] = 0xff;
    check(&[("坏.txt", &broken)], &["build", "坏.txt"], 3, &["坏.txt", "--lossy"]);
}

#[test]
fn one_bad_file_does_not_stop_the_others_unless_told_so() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("好.txt"), "方案\n一、任务\n1.推进。加快推进。\n责任单位：县财政局\n").unwrap();
    fs::write(folder.path().join("坏.txt"), b"").unwrap();
    let (status, message) = fail(folder.path(), &["build", "."]);
    assert_eq!(status, 0, "{message}");
    assert!(message.contains("坏.txt"), "{message}");
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 1);
    for strictly in [&["build", "--strict", "--force", "."][..], &["build", "--strict", "."]] {
        let (status, message) = fail(folder.path(), strictly);
        assert_eq!(status, 3, "{strictly:?}");
        assert!(message.contains("坏.txt") && message.contains("--strict"), "{message}");
    }
    assert_eq!(run(folder.path(), &["export", "tasks"]).lines().count(), 1, "the last good state stays");
}

#[test]
fn a_knowledge_base_that_is_missing_of_another_version_or_damaged() {
    check(&[], &["search", "税务"], 3, &[".zhengtu", "zhengtu build"]);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "方案\n一、任务\n1.推进。\n责任单位：县财政局\n").unwrap();
    run(folder.path(), &["build", "a.txt"]);
    let generation = folder.path().join(".zhengtu/gen-000001");
    let manifest = generation.join("manifest.json");
    let good = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, good.replacen(&format!("\"format\": {}", zhengtu_kb::FORMAT), "\"format\": 999", 1)).unwrap();
    let (status, message) = fail(folder.path(), &["export", "tasks"]);
    assert_eq!(status, 3);
    assert!(message.contains("999") && message.contains("zhengtu build"), "{message}");
    fs::write(&manifest, "{").unwrap();
    let (status, message) = fail(folder.path(), &["export", "tasks"]);
    assert_eq!((status, message.contains("损坏")), (3, true), "{message}");
    fs::write(&manifest, good).unwrap();
    let graph = generation.join("graph");
    let bytes = fs::read(&graph).unwrap();
    fs::write(&graph, &bytes[..bytes.len() / 2]).unwrap();
    let (status, message) = fail(folder.path(), &["query", "workload"]);
    assert_eq!(status, 3, "{message}");
    run(folder.path(), &["build", "--force", "a.txt"]);
    run(folder.path(), &["query", "workload"]);
}

#[test]
fn queries_that_are_wrong_say_where_and_what_there_is() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("错.rq");
    fs::write(&file, "SELECT ?x {\n  ?x a \n}").unwrap();
    check_on_corpus(&["query", file.to_str().unwrap()], 2, &["3"]);
    check_on_corpus(&["query", "tasks-led-by-units"], 2, &["tasks-led-by-unit"]);
    check_on_corpus(&["query", "tasks-led-by-unit"], 2, &["unit"]);
    check_on_corpus(&["query", "tasks-led-by-unit", "-p", "unti=税务局"], 2, &["unti", "unit"]);
    check_on_corpus(&["query", "tasks-led-by-unit", "-p", "unit=气象局"], 2, &["气象局"]);
    check_on_corpus(&["query", "tasks-led-by-unit", "-p", "unit=税务局", "-p", "due=六月"], 2, &["due"]);
    check_on_corpus(&["query", "tasks-led-by-unit", "-p", "税务局"], 2, &["名称=值"]);
    check_on_corpus(&["export", "tasks", "--doc", "别的.txt"], 3, &["别的.txt", "wenxian-2021.txt"]);
}

#[test]
fn a_command_line_that_is_wrong() {
    check(&[], &["bild"], 2, &["build"]);
    check(&[], &["build"], 2, &[]);
    check(&[], &["search", "--limit", "x", "税务"], 2, &["--limit"]);
}
