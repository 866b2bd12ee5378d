//! Nothing lost, nothing half: files of any name, knowledge bases among the documents, outputs that cannot be written.

use crate::support::{corpus_kb, current, fail, lines, project, run, zhengtu};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use zhengtu_text::testing::{Dice, cases};

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

/// A small knowledge base with an imported graph and a report of progress.
fn furnished() -> TempDir {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    fs::write(here.join("甲.txt"), PLAN).unwrap();
    fs::write(here.join("乙.txt"), PLAN.replace("市财政局", "市商务局").replace("一）推进", "一）扩大")).unwrap();
    run(here, &["build", "甲.txt", "乙.txt"]);
    fs::write(here.join("g.ttl"), "<http://a.example/x> <http://a.example/p> \"值\" .").unwrap();
    run(here, &["import", "graph", "g.ttl"]);
    run(here, &["export", "ledger", "--format", "csv", "--out", "台账.csv"]);
    folder
}

/// The files of the current generation, manifest and `CURRENT` among them.
fn current_files(here: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            match entry.path().is_dir() {
                true => walk(&entry.path(), files),
                false => files.push(entry.path()),
            }
        }
    }
    let mut files = vec![here.join(".zhengtu/CURRENT")];
    walk(&current(here), &mut files);
    files.sort();
    files
}

/// Writes a file anew, so that a file that shares its content with it keeps it.
fn put(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

/// What is asked of a knowledge base of which a file is damaged.
const ASKED: [&[&str]; 10] = [
    &["export", "tasks", "--format", "jsonl"],
    &["export", "targets", "--format", "jsonl"],
    &["export", "graph", "--format", "nquads"],
    &["search", "推进工作", "--format", "jsonl"],
    &["ask", "市财政局有哪些任务？", "--format", "jsonl"],
    &["query", "workload", "--format", "csv"],
    &["check", "--format", "jsonl"],
    &["audit", "--format", "jsonl"],
    &["progress", "list", "--format", "jsonl"],
    &["import", "graph", "--list"],
];

/// How many corruptions are tried in a usual run of the tests; `ZHENGTU_CORRUPTIONS` names another number.
const CORRUPTIONS: usize = 8;

/// The bytes with a fault of one kind, and its name; `other` is what another file holds, or the same one held before.
fn corrupted(good: &[u8], other: &[u8], dice: &mut Dice) -> (&'static str, Option<Vec<u8>>) {
    let mut bytes = good.to_vec();
    let at = dice.roll(bytes.len());
    let to = (at + 1 + dice.roll(512)).min(bytes.len());
    let kind = match dice.roll(8) {
        0 => {
            bytes[at] ^= 1 << dice.roll(8);
            "a bit"
        }
        1 => {
            bytes.truncate(at);
            "cut off"
        }
        2 => {
            bytes[at..to].fill(0);
            "zeros"
        }
        3 => {
            bytes.drain(at..to);
            "a stretch taken out"
        }
        4 => {
            let stretch = bytes[at..to].to_vec();
            bytes.splice(at..at, stretch);
            "a stretch twice"
        }
        5 => {
            bytes.extend_from_slice(&good[at..to]);
            "something behind it"
        }
        6 => {
            bytes = other.to_vec();
            "another file"
        }
        _ => return ("gone", None),
    };
    (kind, Some(bytes))
}

#[test]
fn no_corruption_gives_a_wrong_answer() {
    let folder = furnished();
    let here = folder.path();
    // A second segment, and a generation before, whose files may come back.
    fs::write(here.join("丙.txt"), PLAN.replace("白水市", "青山市").replace("推进", "加强")).unwrap();
    run(here, &["build", "--add", "丙.txt"]);
    let right: Vec<String> = ASKED.iter().map(|arguments| run(here, arguments)).collect();
    let files: Vec<PathBuf> =
        current_files(here).into_iter().filter(|file| !file.ends_with("tokenizer-version")).collect();
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let wanted = cases("ZHENGTU_CORRUPTIONS", CORRUPTIONS);
    let (mut dice, mut tried, mut kinds) = (Dice(0x1f83_d9ab_fb41_bd6b), 0, BTreeMap::new());
    let (mut same, mut refused) = (0, 0);
    while tried < wanted {
        let (at, other) = (dice.roll(files.len()), dice.roll(files.len()));
        if bytes[at].is_empty() {
            continue;
        }
        let (kind, bad) = corrupted(&bytes[at], &bytes[other], &mut dice);
        if bad.as_ref() == Some(&bytes[at]) {
            continue;
        }
        fs::remove_file(&files[at]).unwrap();
        if let Some(bad) = bad {
            fs::write(&files[at], bad).unwrap();
        }
        for (arguments, right) in ASKED.iter().zip(&right) {
            let output = zhengtu(here).args(*arguments).output().unwrap();
            match output.status.code() {
                Some(0 | 1) if String::from_utf8_lossy(&output.stdout) == *right => same += 1,
                Some(3) => refused += 1,
                _ => panic!("{}, {kind}, {arguments:?}: {output:?}", files[at].display()),
            }
        }
        assert_eq!(fail(here, &["verify"]).0, 3, "{}, {kind}", files[at].display());
        fs::write(&files[at], &bytes[at]).unwrap();
        tried += 1;
        *kinds.entry(kind).or_insert(0) += 1;
    }
    println!("{tried} corruptions {kinds:?}, {} commands each: {same} right answers, {refused} refusals", ASKED.len());
    println!("no wrong answer; verify noticed every one");
}

#[test]
fn a_damaged_file_is_never_believed_and_a_build_mends_it() {
    let folder = furnished();
    let here = folder.path();
    let commands = ASKED;
    let right: Vec<String> = commands.iter().map(|arguments| run(here, arguments)).collect();
    assert!(run(here, &["verify"]).contains("都与写入时一致"));
    let mut refused = 0;
    // An index of another tokenizer is written anew by whoever searches; that has a test of its own.
    for file in current_files(here).into_iter().filter(|file| !file.ends_with("tokenizer-version")) {
        let good = fs::read(&file).unwrap();
        let mut other = good.clone();
        if let Some(byte) = other.get_mut(good.len() * 2 / 3) {
            *byte ^= 1;
        }
        for bytes in [Vec::new(), other].into_iter().filter(|bytes| *bytes != good) {
            put(&file, &bytes);
            for (arguments, right) in commands.iter().zip(&right) {
                let output = zhengtu(here).args(*arguments).output().unwrap();
                let message = String::from_utf8_lossy(&output.stderr);
                match output.status.code() {
                    Some(0) => assert_eq!(String::from_utf8(output.stdout).unwrap(), *right, "{file:?} {arguments:?}"),
                    Some(3) => refused += 1,
                    other => panic!("{file:?} {arguments:?}: {other:?} {message}"),
                }
            }
            assert_eq!(fail(here, &["verify"]).0, 3, "{file:?}");
        }
        put(&file, &good);
    }
    assert!(refused > 50, "{refused}");
    // Damaged records are read anew, a damaged graph or index is written anew.
    for name in ["records", "graph", "documents", "meta.json"] {
        let file = current_files(here).into_iter().rfind(|file| file.ends_with(name)).unwrap();
        put(&file, b"");
        run(here, &["build", "甲.txt", "乙.txt"]);
        assert!(run(here, &["verify"]).contains("一致"), "{name}");
        assert_eq!(run(here, commands[0]), right[0], "{name}");
    }
}

#[test]
fn what_older_programs_kept_beside_the_generations_is_taken_over() {
    let folder = furnished();
    let here = folder.path();
    let kb = here.join(".zhengtu");
    // As it was: no digest, imports beside the generations, an older format.
    let generation = current(here);
    fs::rename(generation.join("imports"), kb.join("imports")).unwrap();
    fs::write(kb.join("CURRENT"), format!("{}\n", generation.file_name().unwrap().display())).unwrap();
    let manifest = generation.join("manifest.json");
    let old = fs::read_to_string(&manifest).unwrap().replacen("\"format\": 6", "\"format\": 4", 1);
    fs::write(&manifest, old).unwrap();
    let (status, message) = fail(here, &["export", "tasks"]);
    assert!(status == 3 && message.contains("zhengtu build"), "{message}");
    run(here, &["build", "甲.txt", "乙.txt"]);
    assert!(run(here, &["import", "graph", "--list"]).contains("g.ttl"));
    assert!(!kb.join("imports").exists());
}

#[test]
fn a_generation_that_is_read_stays_and_others_go() {
    let folder = furnished();
    let here = folder.path();
    let kb = here.join(".zhengtu");
    let read = current(here);
    let held = fs::File::open(read.join("manifest.json")).unwrap();
    held.lock_shared().unwrap();
    for _ in 0..4 {
        run(here, &["build", "--force", "甲.txt"]);
    }
    assert!(read.join("manifest.json").exists(), "another program reads it");
    drop(held);
    fs::create_dir(kb.join("gen-999999")).unwrap();
    run(here, &["build", "甲.txt"]);
    let left = fs::read_dir(&kb).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(left, 2, "the current one and the one before");
}

#[cfg(unix)]
#[test]
fn files_have_the_rights_of_the_umask_and_a_refusal_is_said_in_words() {
    use std::os::unix::fs::PermissionsExt;
    let folder = furnished();
    let files = current_files(folder.path());
    let rights = |file: &PathBuf| fs::metadata(file).unwrap().permissions().mode() & 0o777;
    let wanted = rights(&files[0]);
    assert!(files.iter().all(|file| rights(file) == wanted), "{files:?}");
}

/// Where inputs that meant harm to earlier versions lie beside the project.
fn hostile() -> Option<Vec<PathBuf>> {
    let folder = project().join("../shared/cases/hostile");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files)
}

#[test]
fn inputs_that_mean_harm_are_read_or_refused_beside_others() {
    let Some(files) = hostile() else {
        println!("skipped: no hostile inputs beside the project");
        return;
    };
    for file in &files {
        let folder = TempDir::new().unwrap();
        let here = folder.path();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        fs::write(here.join("好.txt"), PLAN).unwrap();
        fs::copy(file, here.join(&name)).unwrap();
        let began = std::time::Instant::now();
        // Memory is bounded by the system: what asks for more fails.
        let script = "ulimit -v 6000000; exec \"$0\" build \"$1\" 好.txt";
        let program = zhengtu(here).get_program().to_owned();
        let output = std::process::Command::new("sh")
            .args(["-c", script])
            .arg(program)
            .arg(&name)
            .env("ZHENGTU_CONFIG", "off")
            .current_dir(here)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{name}: {said}");
        let refused = said.contains(&name);
        println!("{name}: {} in {:?}", if refused { "refused, and said so" } else { "read" }, began.elapsed());
        // The other file is there, and the whole can be read.
        let tasks = lines(&run(here, &["export", "tasks", "--format", "jsonl"]));
        assert!(tasks.iter().any(|task| task["doc"] == "好.txt"), "{name}");
        assert!(run(here, &["verify"]).contains("一致"), "{name}");
        let checked = zhengtu(here).args(["check", "--format", "jsonl"]).output().unwrap();
        assert!(matches!(checked.status.code(), Some(0 | 1)), "{name}: {checked:?}");
        run(here, &["query", "workload"]);
    }
}

#[test]
fn what_a_document_may_take_is_a_number_of_some_size() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    fs::write(here.join("好.txt"), PLAN).unwrap();
    run(here, &["build", "好.txt", "--max-time", "600", "--max-memory", "4096"]);
    for wrong in [["--max-time", "0"], ["--max-memory", "1"], ["--max-time", "-1"]] {
        assert_eq!(fail(here, &[&["build", "好.txt"][..], &wrong[..]].concat()).0, 2, "{wrong:?}");
    }
}

#[test]
fn a_first_build_that_fails_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("空.txt"), "").unwrap();
    fs::write(at("甲.txt"), PLAN).unwrap();
    let fails = |kb: &str| {
        let (status, message) = fail(folder.path(), &["build", "空.txt", "--kb", kb]);
        assert_eq!(status, 3, "{message}");
    };
    fails("库");
    assert!(!at("库").exists());
    // A folder that was there stays, with what lies in it.
    fs::create_dir(at("别处")).unwrap();
    fails("别处");
    assert_eq!(fs::read_dir(at("别处")).unwrap().count(), 0);
    fs::write(at("别处/记.txt"), "记").unwrap();
    fails("别处");
    assert_eq!(fs::read_to_string(at("别处/记.txt")).unwrap(), "记");
    // So does a knowledge base.
    run(folder.path(), &["build", "甲.txt", "--kb", "库"]);
    fails("库");
    run(folder.path(), &["verify", "--kb", "库"]);
}
