//! Running the program in a folder of its own.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the project has a folder")
}

/// The plan that ships with the project.
pub fn corpus() -> PathBuf {
    project().join("corpus")
}

/// The program, to be run in `folder` with nothing of the caller's settings.
pub fn zhengtu(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhengtu"));
    command.current_dir(folder).env("ZHENGTU_CONFIG", "off").env_remove("ZHENGTU_KB").env_remove("COLUMNS");
    command
}

/// Runs the program and gives what it printed; it must end with status 0.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = zhengtu(folder).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// Runs the program and gives its exit status and standard error.
pub fn fail(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let Output { status, stderr, .. } = zhengtu(folder).args(arguments).output().expect("the program runs");
    (status.code().expect("the program ends by itself"), String::from_utf8_lossy(&stderr).into_owned())
}

/// The objects of JSON Lines.
pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// A folder with a knowledge base of the corpus, built once for all tests that only read it.
pub fn corpus_kb() -> &'static Path {
    static KB: OnceLock<TempDir> = OnceLock::new();
    KB.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder can be made");
        run(folder.path(), &["build", corpus().to_str().expect("the path is UTF-8")]);
        folder
    })
    .path()
}

/// Runs the program on the knowledge base of the corpus.
pub fn on_corpus(arguments: &[&str]) -> String {
    run(corpus_kb(), arguments)
}

/// The folder of the made plans of eight governments, `tests/plans`: a province (四川省), its city and that city's county
/// with an improvement of the business environment; a province (江苏省), its city and that city's county with the change
/// of manufacturing; a city (遵义市) with the first matter and its county with another. Those of one line cite the plan
/// above; 广元市, 苏州市, 遵义市 and 昆山市 have bodies of the same names (市财政局, 市税务局). 剑阁县 has annexes, 遵义市
/// a table of tasks. All they say is made up.
pub fn plans() -> PathBuf {
    project().join("tests/plans")
}

/// A folder with a knowledge base of the made plans, built once for all tests that only read it.
pub fn plans_kb() -> &'static Path {
    static KB: OnceLock<TempDir> = OnceLock::new();
    KB.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder can be made");
        run(folder.path(), &["build", plans().to_str().expect("the path is UTF-8")]);
        folder
    })
    .path()
}

/// Runs the program on the knowledge base of the made plans.
pub fn on_plans(arguments: &[&str]) -> String {
    run(plans_kb(), arguments)
}

/// The directory of the current generation of the knowledge base in `folder`.
pub fn current(folder: &Path) -> PathBuf {
    let kb = folder.join(".zhengtu");
    let named = std::fs::read_to_string(kb.join("CURRENT")).expect("there is a knowledge base");
    kb.join(named.lines().next().expect("it names its generation"))
}
