//! Prints the retrieval benchmark: this index, a plain substring scan, and SQLite FTS5 (trigram, by
//! python3 where it is there) over the same clauses and queries.
//!
//! `cargo run --release -p zhengtu-search --example retrieval`

#[path = "../tests/support/mod.rs"]
mod support;

use serde::Deserialize;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::{Set, index_of, index_over, place, plan, typed};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_search::{Folded, Hit, Index, Order, Page, Query, Thesaurus};

#[derive(Deserialize)]
struct File {
    queries: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    r#type: String,
    answers: Vec<String>,
}

/// The figures of one way of searching, added up.
#[derive(Default)]
struct Figures {
    recall: f64,
    rank: f64,
    nothing: usize,
    time: Duration,
}

impl Figures {
    fn add(&mut self, case: &Case, found: &[String], time: Duration) {
        let ten = &found[..found.len().min(10)];
        let there = case.answers.iter().filter(|answer| ten.contains(answer)).count();
        let first = found.iter().position(|place| case.answers.contains(place));
        self.recall += there as f64 / case.answers.len() as f64;
        self.rank += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        self.nothing += usize::from(found.is_empty());
        self.time += time;
    }

    fn row(&self, name: &str, queries: usize) -> String {
        let count = queries as f64;
        let (recall, rank) = (self.recall / count, self.rank / count);
        let each = self.time / u32::try_from(queries).unwrap_or(1);
        format!("| {name} | {recall:.3} | {rank:.3} | {} | {each:.1?} |", self.nothing)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cases: File = toml::from_str(include_str!("../tests/retrieval.toml"))?;
    let (_dir, index) = index_of(&plan());
    let passages = passages(&index)?;
    let count = cases.queries.len();
    println!("{count} queries, {} clauses\n", passages.len());
    println!("| search | recall@10 | MRR | nothing found | a query |\n|---|---|---|---|---|");
    println!("{}", run(&cases, |text| ours(&index, text)).row("zhengtu", count));
    println!("{}", run(&cases, |text| substring(&passages, text)).row("substring scan, document order", count));
    match fts5(&cases, &passages) {
        Ok(row) => println!("{row}"),
        Err(reason) => println!("| SQLite FTS5 trigram | not run: {reason} ||||"),
    }
    println!("\nsubstring recall of zhengtu: {:.3}", substring_recall(&index, &cases, &passages));
    for case in &cases.queries {
        let found = ours(&index, &case.r#type);
        let first = found.iter().position(|place| case.answers.contains(place));
        if first != Some(0) {
            println!("not first: {} ({:?}): {:?}", case.r#type, first.map(|at| at + 1), &found[..found.len().min(4)]);
        }
    }
    println!("\n| typed by people | queries | recall@10 | MRR | nothing found |\n|---|---|---|---|---|");
    typed().iter().for_each(as_typed);
    Ok(())
}

/// Prints how well a set of queries as people type them is answered, and which are not answered first.
fn as_typed(set: &Set) {
    let (_dir, index) = index_over(set);
    let (mut figures, mut missed) = (Figures::default(), Vec::new());
    for case in &set.queries {
        let found = search(&index, &case.r#type, |hit| place(set, hit));
        let (recall, rank) = case.figures(&found);
        figures.recall += recall;
        figures.rank += rank;
        figures.nothing += usize::from(found.is_empty());
        if recall < 1.0 || rank < 1.0 {
            missed.push(format!(
                "{} (recall {recall:.2}, rank {rank:.2}): {:?}",
                case.r#type,
                &found[..found.len().min(4)]
            ));
        }
    }
    let count = set.queries.len();
    let (recall, rank) = (figures.recall / count as f64, figures.rank / count as f64);
    println!("| {} | {count} | {recall:.3} | {rank:.3} | {} |", set.over, figures.nothing);
    missed.iter().for_each(|line| println!("not whole: {line}"));
}

fn run(cases: &File, search: impl Fn(&str) -> Vec<String>) -> Figures {
    let mut figures = Figures::default();
    for case in &cases.queries {
        let start = Instant::now();
        let found = search(&case.r#type);
        figures.add(case, &found, start.elapsed());
    }
    figures
}

/// A clause as it was indexed.
struct Passage {
    place: String,
    text: String,
}

fn passages(index: &Index) -> Result<Vec<Passage>, Box<dyn std::error::Error>> {
    let page = Page { limit: None, order: Order::Document, context: 1, ..Page::default() };
    let all = index.search(&Query::parse("文件:wenxian")?, &page, &Thesaurus::new(lexicon()))?;
    // The text of a clause is read as the neighbour of the one before it.
    let first =
        all.hits.first().map(|hit| Passage { place: format!("{}:{}", hit.part, hit.path), text: hit.snippet.clone() });
    let rest = all.hits.iter().flat_map(|hit| &hit.after);
    let rest = rest.map(|next| Passage { place: format!("{}:{}", next.part, next.path), text: next.text.clone() });
    Ok(first.into_iter().chain(rest).collect())
}

fn ours(index: &Index, text: &str) -> Vec<String> {
    search(index, text, |hit| format!("{}:{}", hit.part, hit.path))
}

fn search(index: &Index, text: &str, place: impl Fn(&Hit) -> String) -> Vec<String> {
    let page = Page { limit: Some(50), ..Page::default() };
    let results =
        Query::parse(text).ok().and_then(|query| index.search(&query, &page, &Thesaurus::new(lexicon())).ok());
    results.map_or_else(Vec::new, |results| results.hits.iter().map(place).collect())
}

/// The clauses that have all words, without quotes, as they stand.
fn substring(passages: &[Passage], text: &str) -> Vec<String> {
    let words = words(text);
    let has = |passage: &&Passage| words.iter().all(|word| passage.text.contains(word.as_str()));
    passages.iter().filter(has).map(|passage| passage.place.clone()).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| word.trim_matches(['"', '“', '”']).to_owned()).collect()
}

/// Of the clauses that have all that was typed in one run, the share that is found at all.
fn substring_recall(index: &Index, cases: &File, passages: &[Passage]) -> f64 {
    let (mut wanted, mut found) = (0usize, 0usize);
    for case in &cases.queries {
        let Ok(query) = Query::parse(&case.r#type) else { continue };
        let page = Page { limit: None, ..Page::default() };
        let Ok(results) = index.search(&query, &page, &Thesaurus::new(lexicon())) else { continue };
        let hits: Vec<String> = results.hits.iter().map(|hit| format!("{}:{}", hit.part, hit.path)).collect();
        let words: Vec<Vec<char>> = words(&case.r#type).iter().map(|word| Folded::new(word).chars().to_vec()).collect();
        for passage in passages {
            let folded = Folded::new(&passage.text);
            if words.iter().all(|word| !folded.find_all(word).is_empty()) {
                wanted += 1;
                found += usize::from(hits.contains(&passage.place));
            }
        }
    }
    found as f64 / wanted.max(1) as f64
}

const SCRIPT: &str = r#"
import json, sqlite3, sys, time
data = json.load(sys.stdin)
db = sqlite3.connect(":memory:")
db.execute("create virtual table clause using fts5(text, place unindexed, tokenize='trigram')")
db.executemany("insert into clause(text, place) values (?, ?)", data["passages"])
recall = rank = nothing = spent = 0
for query, answers in data["queries"]:
    words = [word.strip('"“”') for word in query.split()]
    match = " AND ".join('"' + word + '"' for word in words)
    start = time.perf_counter()
    rows = [row[0] for row in db.execute("select place from clause where clause match ? order by bm25(clause) limit 50", (match,))]
    spent += time.perf_counter() - start
    recall += len([answer for answer in answers if answer in rows[:10]]) / len(answers)
    first = next((at for at, place in enumerate(rows) if place in answers), None)
    rank += 0 if first is None else 1 / (first + 1)
    nothing += not rows
n = len(data["queries"])
print(f"| SQLite {sqlite3.sqlite_version} FTS5 trigram, bm25 | {recall / n:.3f} | {rank / n:.3f} | {nothing} | {spent / n * 1e6:.1f}µs |")
"#;

fn fts5(cases: &File, passages: &[Passage]) -> Result<String, String> {
    let passages: Vec<(&str, &str)> =
        passages.iter().map(|passage| (passage.text.as_str(), passage.place.as_str())).collect();
    let queries: Vec<(&str, &[String])> =
        cases.queries.iter().map(|case| (case.r#type.as_str(), &case.answers[..])).collect();
    let input = serde_json::json!({ "passages": passages, "queries": queries }).to_string();
    let mut python = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    python.stdin.take().ok_or("no input")?.write_all(input.as_bytes()).map_err(|error| error.to_string())?;
    let output = python.wait_with_output().map_err(|error| error.to_string())?;
    let row = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() { Ok(row) } else { Err("python3 failed".to_owned()) }
}
