//! The console blocks of the READMEs print what they say.

use crate::support::{corpus, run};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A command and what the README says it prints.
struct Example {
    arguments: Vec<String>,
    printed: String,
}

#[test]
fn every_console_block_prints_what_it_says() {
    for readme in ["README.md", "README.zh-CN.md"] {
        let examples = examples(&crate::support::project().join(readme));
        assert!(!examples.is_empty(), "{readme} has examples");
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("corpus")).unwrap();
        fs::copy(corpus().join("wenxian-2021.txt"), folder.path().join("corpus/wenxian-2021.txt")).unwrap();
        for Example { arguments, printed } in examples {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let found = run(folder.path(), &arguments).replace("\r\n", "\n");
            assert!(matches(&found, &printed), "{readme}: {arguments:?} prints\n{found}\nand not\n{printed}");
        }
    }
}

/// Whether what was printed is what is shown; a line `…` stands for any lines.
fn matches(found: &str, shown: &str) -> bool {
    let mut rest = found.trim_end();
    for (index, piece) in shown.trim_end().split("\n…\n").enumerate() {
        let piece = piece.trim_end_matches("\n…").trim_end();
        match rest.find(piece) {
            Some(at) if index > 0 || at == 0 => rest = &rest[at + piece.len()..],
            _ => return false,
        }
    }
    shown.trim_end().ends_with('…') || rest.trim().is_empty()
}

/// The ```` ```console ```` blocks whose commands are `zhengtu …` or `cargo run --release -- …` with
/// their output after them.
fn examples(readme: &Path) -> Vec<Example> {
    let text = fs::read_to_string(readme).unwrap();
    let mut examples = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for piece in block.split("$ ").skip(1) {
            let (command, printed) = piece.split_once('\n').unwrap_or((piece, ""));
            let arguments =
                command.strip_prefix("zhengtu ").or_else(|| command.strip_prefix("cargo run --release -- "));
            if let Some(arguments) = arguments.filter(|_| !printed.trim().is_empty()) {
                examples.push(Example { arguments: words(arguments), printed: printed.to_owned() });
            }
        }
    }
    examples
}

/// The words of a command line with single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}
