//! Facts to be indexed in tests.

use std::path::Path;
use tempfile::TempDir;
use zhengtu_model::{Clause, ClauseKind, DocumentFacts, DocumentInfo, Evidence};
use zhengtu_search::{Index, write};

/// The plan that ships with the project, each line that is not blank a clause.
pub fn plan_lines() -> DocumentFacts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt");
    let text = std::fs::read_to_string(path).unwrap();
    lines("wenxian-2021.txt", &text)
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
                evidence: Evidence { start, end: start + chars, line: at + 1, page: None, cell: None },
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
