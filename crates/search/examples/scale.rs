//! Measures the index at scale: clauses made of sentences of the plan, two to five in each.
//!
//! `cargo run --release -p zhengtu-search --example scale -- 1000000`

use std::path::Path;
use std::time::{Duration, Instant};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{Clause, ClauseKind, DocumentFacts, DocumentInfo, Evidence};
use zhengtu_search::{Index, Page, Query, Thesaurus, write};

const QUERIES: [&str; 12] = [
    "税务",
    "税务局",
    "不动产登记",
    "发改委",
    "政务服务 一窗通办",
    "破产 职工",
    "“互联网+不动产登记”",
    "水电气",
    "企业 服务",
    "税",
    "不动产登记 -税务局",
    "优化不动产登记流程",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let clauses: usize = std::env::args().nth(1).map_or(Ok(100_000), |count| count.parse())?;
    let dir = tempfile::TempDir::new()?;
    let start = Instant::now();
    let documents: Vec<DocumentFacts> = made(clauses)?;
    println!("{clauses} clauses made in {:.1?}", start.elapsed());
    let start = Instant::now();
    write(dir.path(), &documents)?;
    let spent = start.elapsed();
    println!(
        "written in {spent:.1?}, {:.0} clauses a second, {} MB",
        clauses as f64 / spent.as_secs_f64(),
        size(dir.path())? >> 20
    );
    drop(documents);
    let start = Instant::now();
    let index = Index::open(dir.path())?;
    println!("opened in {:.2?}", start.elapsed());
    println!("\n| query | found | first | median of 20 | with facets |\n|---|---|---|---|---|");
    for text in QUERIES {
        let query = Query::parse(text)?;
        let page = Page::default();
        let (first, _) = timed(|| index.search(&query, &page, &Thesaurus::new(lexicon())));
        let mut each: Vec<Duration> =
            (0..20).map(|_| timed(|| index.search(&query, &page, &Thesaurus::new(lexicon()))).0).collect();
        each.sort();
        let (facets, results) =
            timed(|| index.search(&query, &Page { facets: true, ..page }, &Thesaurus::new(lexicon())));
        println!("| {text} | {} | {first:.2?} | {:.2?} | {facets:.2?} |", results?.total, each[10]);
    }
    Ok(())
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = run();
    (start.elapsed(), value)
}

fn size(dir: &Path) -> std::io::Result<u64> {
    std::fs::read_dir(dir)?.map(|entry| entry.and_then(|entry| entry.metadata()).map(|about| about.len())).sum()
}

/// Documents of a thousand clauses each.
fn made(clauses: usize) -> std::io::Result<Vec<DocumentFacts>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/wenxian-2021.txt");
    let text: String = std::fs::read_to_string(path)?.split_whitespace().collect();
    let sentences: Vec<&str> = text.split_inclusive('。').filter(|sentence| sentence.chars().count() > 8).collect();
    let mut seed = 1u64;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or(0) % most
    };
    let mut documents = Vec::new();
    for number in 0..clauses.div_ceil(1000) {
        let name = format!("plan-{number}.txt");
        let count = 1000.min(clauses - number * 1000);
        let mut clause = |at: usize| Clause {
            id: format!("urn:{number}/{at}"),
            part: u32::try_from(at % 20).unwrap_or(0),
            path: at.to_string(),
            kind: ClauseKind::Text,
            trail: [name.clone()].into(),
            text: passage(&sentences, &mut next),
            task: None,
            evidence: Evidence { start: 0, end: 0, line: 1, ..Evidence::default() },
        };
        let clauses = (0..count).map(&mut clause).collect();
        let info = DocumentInfo { name: name.clone(), ..DocumentInfo::default() };
        documents.push(DocumentFacts { info, clauses, ..DocumentFacts::default() });
    }
    Ok(documents)
}

fn passage(sentences: &[&str], next: &mut impl FnMut(usize) -> usize) -> String {
    let count = 2 + next(4);
    (0..count).map(|_| sentences[next(sentences.len())]).collect()
}
