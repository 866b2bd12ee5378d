//! Records of files by themselves, also through a pipe: those of a knowledge base, byte for byte.

use crate::support::{fail, lines, on_plans, plans, run, zhengtu};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// Gives `input` to the program; gives its exit status, what it printed, and its standard error.
fn piped(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let folder = TempDir::new().unwrap();
    let mut command = zhengtu(folder.path());
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that refuses its arguments reads nothing.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn names() -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(plans()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The records of all lines, one a line, as the program printed them.
fn records(printed: &str, kind: &str) -> String {
    let of = |line: serde_json::Value| {
        let found = line[kind].as_array().expect("the kind is there").iter();
        found.map(|record| record.to_string() + "\n").collect::<String>()
    };
    lines(printed).into_iter().map(of).collect()
}

#[test]
fn the_records_are_those_of_a_knowledge_base_however_the_documents_come() {
    let paths: Vec<String> = names().iter().map(|name| plans().join(name).display().to_string()).collect();
    let arguments: Vec<&str> = std::iter::once("extract").chain(paths.iter().map(String::as_str)).collect();
    let printed = run(Path::new("."), &arguments);
    for kind in ["documents", "tasks", "targets", "clauses", "citations", "units"] {
        assert_eq!(records(&printed, kind), on_plans(&["export", kind]), "{kind}");
    }
    assert_eq!(records(&printed, "findings"), on_plans(&["check", "--format", "jsonl"]));
    let mut framed = Vec::new();
    for (name, path) in names().iter().zip(&paths) {
        let bytes = fs::read(path).unwrap();
        framed.extend(format!("{} {name}\n", bytes.len()).into_bytes());
        framed.extend(bytes);
    }
    let (status, again, _) = piped(&["extract", "-", "--frame", "length"], &framed);
    assert_eq!((status, again), (0, printed));
}

#[test]
fn texts_end_with_nul_and_one_text_needs_no_frame() {
    let text = "一、任务\n（一）植树。完成造林。（责任单位：县林业局）\n";
    let (status, printed, _) =
        piped(&["extract", "-", "--frame", "nul", "--only", "tasks"], format!("{text}\0{text}").as_bytes());
    let found = lines(&printed);
    assert_eq!((status, found.len()), (0, 2), "{printed}");
    assert_eq!((found[0]["doc"].as_str(), found[1]["doc"].as_str()), (Some("1.txt"), Some("2.txt")));
    assert_eq!(found[0]["tasks"][0]["units"][0]["name"], "县林业局");
    assert_eq!(found[0].as_object().unwrap().len(), 2, "only tasks were wanted: {printed}");
    let (_, printed, _) = piped(&["extract", "-", "--name", "甲.txt", "--only", "tasks"], text.as_bytes());
    assert_eq!(lines(&printed)[0]["doc"], "甲.txt");
}

#[test]
fn a_document_that_cannot_be_read_is_a_line_and_the_others_are_read() {
    let good = "一、任务\n（一）植树。（责任单位：县林业局）\n";
    let framed = format!("7 坏.docx\nPK\u{3}\u{4}abc{} 好.txt\n{good}", good.len());
    let (status, printed, _) = piped(&["extract", "-", "--frame", "length", "--only", "tasks"], framed.as_bytes());
    let found = lines(&printed);
    assert_eq!((status, found.len()), (3, 2), "{printed}");
    assert!(found[0]["error"].is_string() && found[0]["doc"] == "坏.docx", "{printed}");
    assert_eq!(found[1]["tasks"].as_array().map(Vec::len), Some(1), "{printed}");
    let (status, printed, _) = piped(&["--lang", "en", "extract", "没有.txt"], b"");
    assert!(status == 3 && printed.contains("does not exist"), "{printed}");
}

#[test]
fn a_broken_frame_and_a_wrong_command_line_are_refused() {
    let (status, _, message) = piped(&["extract", "-", "--frame", "length"], "三 甲.txt\n".as_bytes());
    assert!(status == 3 && message.contains("字节数 名称"), "{message}");
    let (status, _, message) = piped(&["--lang", "en", "extract", "-", "--frame", "length"], b"99 a.txt\nshort");
    assert!(status == 3 && message.contains("99 bytes") && message.contains("5 came"), "{message}");
    let folder = TempDir::new().unwrap();
    let (status, message) = fail(folder.path(), &["extract", "-", "--only", "任务"]);
    assert!(status == 2 && message.contains("targets"), "{message}");
    let (status, message) = fail(folder.path(), &["extract", "甲.txt", "--frame", "nul"]);
    assert!(status == 2 && message.contains("--frame"), "{message}");
}
