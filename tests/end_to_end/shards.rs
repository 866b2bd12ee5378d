//! What stores and search engines of others take in bulk: the graph in packed pieces, clauses with their words.

use crate::support::{fail, lines, on_plans, plans_kb, run};
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).expect("it is packed text");
    text
}

#[test]
fn the_pieces_of_a_graph_are_the_graph_with_the_ontology_once() {
    let folder = TempDir::new().unwrap();
    let kb = plans_kb().join(".zhengtu").display().to_string();
    run(folder.path(), &["export", "graph", "--kb", &kb, "--format", "nquads", "--split", "1", "--out", "图"]);
    let files: BTreeSet<String> = fs::read_dir(folder.path().join("图"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.contains("ontology.nq.gz") && files.contains("graph-0002.nq.gz"), "{files:?}");
    let mut all: Vec<String> = Vec::new();
    for file in &files {
        let text = unpacked(&folder.path().join("图").join(file));
        assert!(text.len() < 2 << 20 && text.ends_with(" .\n"), "{file}: {}", text.len());
        all.extend(text.lines().map(str::to_owned));
    }
    let mut whole: Vec<String> =
        on_plans(&["export", "graph", "--format", "nquads"]).lines().map(str::to_owned).collect();
    all.sort();
    whole.sort();
    assert!(all == whole, "{} lines in pieces, {} in one", all.len(), whole.len());
    for arguments in [
        &["export", "graph", "--split", "1"][..],
        &["export", "graph", "--format", "jsonld", "--split", "1", "--out", "x"],
        &["export", "tasks", "--split", "1"],
        &["export", "ledger", "--split", "1"],
    ] {
        let (status, message) = fail(folder.path(), &[arguments, &["--kb", &kb]].concat());
        assert_eq!(status, 2, "{arguments:?}: {message}");
    }
}

#[test]
fn clauses_go_to_a_search_engine_with_their_words_and_an_id_that_it_takes() {
    let bulk = lines(&on_plans(&["export", "clauses", "--format", "opensearch"]));
    let clauses = lines(&on_plans(&["export", "clauses"]));
    assert_eq!(bulk.len(), 2 * clauses.len());
    let ids: BTreeSet<&str> = bulk.iter().step_by(2).filter_map(|line| line["index"]["_id"].as_str()).collect();
    assert!(ids.len() == clauses.len() && ids.iter().all(|id| id.len() <= 512));
    let documents: Vec<_> = bulk.iter().skip(1).step_by(2).collect();
    for (document, clause) in documents.iter().zip(&clauses) {
        assert_eq!((&document["id"], &document["text"]), (&clause["id"], &clause["text"]));
    }
    assert!(documents.iter().any(|one| one["words"].as_str().is_some_and(|words| words.split(' ').count() > 5)));
    assert!(
        documents
            .iter()
            .any(|one| one["due"].is_string() && one["leads"].as_array().is_some_and(|all| !all.is_empty()))
    );
    let plain = lines(&on_plans(&["export", "clauses", "--format", "quickwit"]));
    assert!(plain.iter().eq(documents), "the same documents, alone");
}
