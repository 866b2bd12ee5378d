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
    read("wenxian-2021.txt", &plan_text())
}

/// The records of the made plans.
pub fn made_plans() -> Vec<DocumentFacts> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    ["qinghe-livelihood.txt", "linlan-ecology.txt", "lanchuan-economy.txt"]
        .map(|name| read(name, &std::fs::read_to_string(folder.join(name)).unwrap()))
        .into()
}

/// The records of a text.
pub fn read(name: &str, text: &str) -> DocumentFacts {
    let source = zhengtu_reader::read(name, text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
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
                trail: [name.to_owned()].into(),
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
    index_of_all(std::slice::from_ref(facts))
}

/// An index of the facts of several documents.
pub fn index_of_all(facts: &[DocumentFacts]) -> (TempDir, Index) {
    let dir = TempDir::new().unwrap();
    write(dir.path(), facts).unwrap();
    let index = Index::open(dir.path()).unwrap();
    (dir, index)
}

/// Queries as people type them, over some documents.
#[derive(serde::Deserialize)]
pub struct Set {
    /// `corpus`, or `plans`: the made ones.
    pub over: String,
    /// The queries.
    pub queries: Vec<Typed>,
}

/// A query as a person types it.
#[derive(serde::Deserialize)]
pub struct Typed {
    /// What is typed.
    pub r#type: String,
    /// The clauses that answer.
    pub answers: Vec<String>,
    /// The beginnings of the places of which one must stand first; those of the answers where there are none.
    #[serde(default)]
    pub first: Vec<String>,
    /// Whether nothing else may be found.
    #[serde(default)]
    pub only: bool,
}

/// The queries of `typed.toml`.
pub fn typed() -> Vec<Set> {
    #[derive(serde::Deserialize)]
    struct File {
        set: Vec<Set>,
    }
    toml::from_str::<File>(include_str!("../typed.toml")).unwrap().set
}

/// The index that a set of queries goes over.
pub fn index_over(set: &Set) -> (TempDir, Index) {
    if set.over == "corpus" { index_of(&plan()) } else { index_of_all(&made_plans()) }
}

/// The place of a hit as `typed.toml` names it.
pub fn place(set: &Set, hit: &zhengtu_search::Hit) -> String {
    let own = format!("{}:{}", hit.part, hit.path);
    match set.over.as_str() {
        "corpus" => own,
        _ => format!("{} {own}", hit.doc.split('-').next().unwrap_or_default()),
    }
}

impl Typed {
    /// Of the answers, the share in the first ten places; and the reciprocal rank of the first that may stand first.
    pub fn figures(&self, found: &[String]) -> (f64, f64) {
        let ten = &found[..found.len().min(10)];
        let there = self.answers.iter().filter(|answer| ten.contains(answer)).count();
        let first = if self.first.is_empty() { &self.answers } else { &self.first };
        let fits = |place: &String| first.iter().any(|one| place == one || is_within(place, one));
        let rank = found.iter().position(fits).map_or(0.0, |at| 1.0 / (at + 1) as f64);
        (there as f64 / self.answers.len() as f64, rank)
    }
}

/// Whether a place is below another (0:三/一/5 below 0:三/一), or in a part (`1:`).
fn is_within(place: &str, other: &str) -> bool {
    place.strip_prefix(other).is_some_and(|rest| other.ends_with(':') || rest.starts_with(['/', '#']))
}
