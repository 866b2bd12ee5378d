//! The retrieval benchmark: the queries of `retrieval.toml`, with the clauses that answer them.
//!
//! `cargo run -p zhengtu-search --example retrieval` prints the same figures beside SQLite FTS5 and a
//! plain substring scan.

mod support;

use serde::Deserialize;
use support::{index_of, plan};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_search::{Index, Page, Query, Thesaurus};

#[derive(Deserialize)]
struct File {
    queries: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    r#type: String,
    answers: Vec<String>,
}

/// Of the answers, the share in the first ten hits; and the reciprocal rank of the first.
fn figures(index: &Index, case: &Case) -> (f64, f64) {
    let results =
        index.search(&Query::parse(&case.r#type).unwrap(), &Page::default(), &Thesaurus::new(lexicon())).unwrap();
    let found: Vec<String> = results.hits.iter().map(|hit| format!("{}:{}", hit.part, hit.path)).collect();
    let there = case.answers.iter().filter(|answer| found.contains(answer)).count();
    let first = found.iter().position(|place| case.answers.contains(place));
    (there as f64 / case.answers.len() as f64, first.map_or(0.0, |at| 1.0 / (at + 1) as f64))
}

#[test]
fn the_clauses_that_answer_stand_among_the_first_hits() {
    let cases: File = toml::from_str(include_str!("retrieval.toml")).unwrap();
    assert!(cases.queries.len() >= 60);
    let (_dir, index) = index_of(&plan());
    let (mut recall, mut rank) = (0.0, 0.0);
    let mut missed = Vec::new();
    for case in &cases.queries {
        let (found, reciprocal) = figures(&index, case);
        recall += found;
        rank += reciprocal;
        if found < 1.0 || reciprocal < 1.0 {
            missed.push(format!("{}: recall {found:.2}, reciprocal rank {reciprocal:.2}", case.r#type));
        }
    }
    let count = cases.queries.len() as f64;
    let (recall, rank) = (recall / count, rank / count);
    println!("recall@10 {recall:.3}, MRR {rank:.3}\n{}", missed.join("\n"));
    assert!(recall >= 0.95, "recall@10 {recall:.3}\n{}", missed.join("\n"));
    assert!(rank >= 0.85, "MRR {rank:.3}\n{}", missed.join("\n"));
}
