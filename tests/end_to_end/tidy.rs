//! What the rooms that understand language may not go back to: words in arrays, long conditions, statics that hold
//! state. Counted in the code outside tests, by its text.

use crate::support::project;
use std::fs;
use std::path::{Path, PathBuf};

/// The most `&&` and `||` that 100 lines of a room may have.
const MOST_OPERATORS: [(&str, f64); 4] = [("extract", 6.0), ("outline", 6.0), ("terms", 6.0), ("check", 6.0)];

/// The most arrays of Chinese words that all rooms together may have: words belong into the data files.
const MOST_ARRAYS: usize = 12;

/// The source files of a folder, without those of tests.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() && name != "tests" {
            sources(&entry, found);
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs", "hostile.rs"].contains(&name.as_str()) {
            found.push(entry);
        }
    }
}

/// The code of a file: no comments, no tests.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let own = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = own.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"));
    lines.map(str::to_owned).collect()
}

/// The names of all rooms.
fn rooms() -> Vec<String> {
    let folders = fs::read_dir(project().join("crates")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// The code of a room, file by file.
fn room(name: &str) -> Vec<(PathBuf, Vec<String>)> {
    let mut files = Vec::new();
    sources(&project().join("crates").join(name).join("src"), &mut files);
    files.into_iter().map(|path| (path.clone(), code(&path))).collect()
}

/// A line without what stands in quotation marks.
fn without_strings(line: &str) -> String {
    let (mut out, mut inside, mut escaped) = (String::new(), false, false);
    for char in line.chars() {
        match char {
            '"' if !escaped => inside = !inside,
            _ if !inside => out.push(char),
            _ => {}
        }
        escaped = char == '\\' && !escaped;
    }
    out
}

/// The operators that join conditions; `||` before a closure without parameters is none.
fn operators(line: &str) -> usize {
    let line = without_strings(line);
    let closures = ["(||", "= ||", ", ||", "move ||", "&||"].iter().map(|start| line.matches(start).count());
    (line.matches("&&").count() + line.matches("||").count()).saturating_sub(closures.sum())
}

/// The arrays that list two or more Chinese words.
fn word_arrays(code: &str) -> usize {
    let is_han = |char: char| ('\u{4e00}'..='\u{9fff}').contains(&char);
    let list = |text: &str| {
        let inner = text.split(']').next().unwrap_or_default();
        let items: Vec<&str> = inner.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
        let quoted = items.iter().all(|item| item.starts_with('"') && item.ends_with('"') && item.len() > 1);
        quoted && items.iter().filter(|item| item.contains(is_han)).count() > 1
    };
    code.split('[').skip(1).filter(|text| list(text)).count()
}

#[test]
fn conditions_stay_short() {
    for (name, most) in MOST_OPERATORS {
        let files = room(name);
        let lines: usize = files.iter().map(|(_, code)| code.len()).sum();
        let count: usize = files.iter().flat_map(|(_, code)| code).map(|line| operators(line)).sum();
        let share = 100.0 * count as f64 / lines as f64;
        println!("{name}: {share:.1} operators in 100 lines");
        assert!(
            share <= most,
            "{name}: {share:.1} operators in 100 lines, at most {most}: name the conditions, or make them a table"
        );
    }
}

#[test]
fn words_are_data() {
    let counts =
        rooms().into_iter().flat_map(|name| room(&name)).map(|(path, code)| (path, word_arrays(&code.join("\n"))));
    let found: Vec<(PathBuf, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    let all: usize = found.iter().map(|(_, count)| count).sum();
    println!("{all} arrays of Chinese words");
    assert!(all < MOST_ARRAYS, "{all} arrays of Chinese words; put them into the data files: {found:#?}");
}

#[test]
fn nothing_is_remembered_in_statics() {
    // The word by which work on a thread is ended, which is there while somebody watches over it; and what a handler of
    // signals, which is handed nothing, must know.
    const REASONED: [&str; 2] = ["text/src/halt.rs", "store/src/mapped.rs"];
    const STATE: [&str; 7] = ["OnceLock<", "Mutex<", "RwLock<", "Atomic", "RefCell<", "OnceCell<", "thread_local!"];
    // The package for Python is not a library: what an interpreter loads is made ready once for all of it.
    let libraries = rooms().into_iter().filter(|name| name != "python");
    let files =
        libraries.flat_map(|name| room(&name)).filter(|(path, _)| !REASONED.iter().any(|file| path.ends_with(file)));
    for (path, code) in files {
        for line in code.iter().map(|line| line.trim_start()) {
            let declares =
                ["static ", "pub static ", "pub(", "thread_local!"].iter().any(|start| line.starts_with(start));
            let is_static = declares && (line.contains("static ") || line.starts_with("thread_local!"));
            let holds = STATE.iter().any(|state| line.contains(state));
            assert!(!(is_static && holds), "{}: {line}", path.display());
        }
    }
}

#[test]
fn the_counts_can_fail() {
    assert_eq!(operators("if a && b || c.map_or_else(|| 1, |x| x) {"), 2);
    assert_eq!(operators("let text = \"a && b\";"), 0);
    assert_eq!(word_arrays("const A: [&str; 2] = [\"牵头\", \"负责\"]; const B: [char; 2] = ['，', '。'];"), 1);
    assert_eq!(word_arrays("[\"县财政局\"]; [1, 2]; [\"a\", \"b\"]"), 0);
}
