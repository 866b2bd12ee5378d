//! The retrieval benchmark: the queries of `retrieval.toml`, with the clauses that answer them.
//!
//! `cargo run -p zhengtu-search --example retrieval` prints the same figures beside SQLite FTS5 and a
//! plain substring scan.

mod support;

use serde::Deserialize;
use support::{index_of, index_over, place, plan, typed};
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

#[test]
fn people_find_what_they_mean() {
    let (mut recall, mut rank, mut count, mut missed) = (0.0, 0.0, 0, Vec::new());
    for set in typed() {
        let (_dir, index) = index_over(&set);
        for case in &set.queries {
            let query = Query::parse(&case.r#type).unwrap();
            let results = index.search(&query, &Page::default(), &Thesaurus::new(lexicon())).unwrap();
            let found: Vec<String> = results.hits.iter().map(|hit| place(&set, hit)).collect();
            let (there, reciprocal) = case.figures(&found);
            if there < 1.0 || reciprocal < 1.0 {
                missed.push(format!("{}: recall {there:.2}, rank {reciprocal:.2}: {found:?}", case.r#type));
            }
            assert!(!case.only || found == case.answers, "{}: {found:?}", case.r#type);
            (recall, rank, count) = (recall + there, rank + reciprocal, count + 1);
        }
    }
    let (recall, rank) = (recall / f64::from(count), rank / f64::from(count));
    println!("{count} typed: recall@10 {recall:.3}, MRR {rank:.3}\n{}", missed.join("\n"));
    assert!(count >= 60);
    assert!(recall >= 0.95, "recall@10 {recall:.3}\n{}", missed.join("\n"));
    assert!(rank >= 0.92, "MRR {rank:.3}\n{}", missed.join("\n"));
}
