//! Facts to be indexed in tests.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::Path;
use tempfile::TempDir;
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Clause, ClauseKind, DocumentFacts, DocumentInfo, Evidence};
use zhengtu_search::{Index, write};

/// The text of the plan that ships with the project.
pub fn plan_text() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt")).unwrap()
}

/// The records of the plan that ships with the project.
pub fn plan() -> DocumentFacts {
    let name = "wenxian-2021.txt";
    let source = zhengtu_reader::read(name, plan_text().as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let mut facts = zhengtu_extract::facts(lexicon(), &source, &zhengtu_outline::parse(lexicon(), &source));
    zhengtu_rdf::identify(&mut facts, &zhengtu_rdf::Base::default());
    facts
}

/// A text, each line that is not blank a clause whose path is the line's number.
pub fn lines(name: &str, text: &str) -> DocumentFacts {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, line) in text.split('\n').enumerate() {
        let chars = line.chars().count();
        if !line.trim().is_empty() {
            let number = (at + 1).to_string();
            clauses.push(Clause {
                id: format!("urn:{name}/{number}"),
                part: 0,
                path: number,
                kind: ClauseKind::Text,
                trail: vec![name.to_owned()],
                text: line.trim().to_owned(),
                task: None,
                evidence: Evidence { start, end: start + chars, line: at + 1, ..Evidence::default() },
            });
        }
        start += chars + 1;
    }
    let info = DocumentInfo { name: name.to_owned(), ..DocumentInfo::default() };
    DocumentFacts { info, clauses, ..DocumentFacts::default() }
}

/// An index of the facts, in a directory that goes with it.
pub fn index_of(facts: &DocumentFacts) -> (TempDir, Index) {
    let dir = TempDir::new().unwrap();
    write(dir.path(), [facts]).unwrap();
    let index = Index::open(dir.path()).unwrap();
    (dir, index)
}
