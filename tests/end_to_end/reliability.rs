//! Nothing lost, nothing half: files of any name, knowledge bases among the documents, outputs that cannot be written.

use crate::support::{corpus_kb, fail, lines, run, zhengtu};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "白水市方案\n\n一、主要任务\n（一）推进工作。加快推进。\n责任单位：市财政局\n";

#[cfg(target_os = "linux")]
#[test]
fn files_whose_names_are_not_utf_8_are_all_read_and_kept() {
    use std::os::unix::ffi::OsStrExt;
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("in");
    fs::create_dir(&place).unwrap();
    // 甲, 乙, 丙 and 甲 once more in UTF-8, which reads the same.
    for name in [b"\xbc\xd7.txt".as_slice(), b"\xd2\xd2.txt", b"\xb1\xfb.txt", "甲.txt".as_bytes()] {
        fs::write(place.join(std::ffi::OsStr::from_bytes(name)), PLAN).unwrap();
    }
    let first = run(folder.path(), &["build", "in"]);
    assert!(first.contains("读入 4 个文件"), "{first}");
    let docs: Vec<String> = lines(&run(folder.path(), &["export", "tasks", "--format", "jsonl"]))
        .iter()
        .map(|task| task["doc"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(docs.len(), 4, "{docs:?}");
    for name in ["甲.txt", "甲~2.txt", "乙.txt", "丙.txt"] {
        assert!(docs.iter().any(|doc| doc.ends_with(name)), "{docs:?}");
    }
    let again = run(folder.path(), &["build", "in"]);
    assert!(again.contains("未变 4 个"), "{again}");
}

#[test]
fn a_knowledge_base_inside_the_folder_that_is_read_is_no_document() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/甲.txt"), PLAN).unwrap();
    for _ in 0..3 {
        run(folder.path(), &["build", "in", "--kb", "in/kb", "--force"]);
        let tasks = run(folder.path(), &["export", "tasks", "--kb", "in/kb", "--format", "jsonl"]);
        assert_eq!(tasks.lines().count(), 1);
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let folder = TempDir::new().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("管道.txt")).status().unwrap();
    assert!(made.success());
    for arguments in [["build", "管道.txt"], ["text", "管道.txt"], ["build", "/dev/null"], ["outline", "/dev/zero"]]
    {
        let (status, message) = fail(folder.path(), &arguments);
        assert_eq!(status, 3, "{arguments:?}: {message}");
        assert!(message.contains("管道") && message.contains("存成文件"), "{arguments:?}: {message}");
    }
}

/// A limit on the size of files stands for a full disk.
#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_leaves_what_was_there() {
    let folder = TempDir::new().unwrap();
    let kb = corpus_kb().join(".zhengtu");
    for arguments in [
        "export ledger --format xlsx --out 台账.xlsx",
        "export ledger --format csv --out 台账.csv",
        "check --format xlsx --out 问题.xlsx",
        "check --format jsonl --out 问题.jsonl",
        "export calendar --out 日历.ics",
    ] {
        let out = folder.path().join(arguments.rsplit(' ').next().unwrap());
        fs::write(&out, "上一次的").unwrap();
        let script = format!("trap '' XFSZ; ulimit -f 2; exec \"$0\" {arguments} --kb \"$1\"");
        let output = std::process::Command::new("sh")
            .args(["-c", &script, zhengtu(folder.path()).get_program().to_str().unwrap(), kb.to_str().unwrap()])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{arguments}: {message}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "上一次的", "{arguments}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "nothing is left beside them");
}
