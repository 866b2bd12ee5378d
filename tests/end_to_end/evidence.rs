//! Every record's offsets reproduce the passage it was read from.

use crate::support::{corpus, lines, on_corpus};
use serde_json::Value;

fn text() -> Vec<char> {
    std::fs::read_to_string(corpus().join("wenxian-2021.txt")).unwrap().chars().collect()
}

/// The passage of an evidence, white space removed.
fn passage(text: &[char], evidence: &Value) -> String {
    let at = |name: &str| usize::try_from(evidence[name].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    assert!(start < end, "{evidence}");
    let line = text[..start].iter().filter(|&&char| char == '\n').count() + 1;
    assert_eq!(evidence["line"], line, "{evidence}");
    text[start..end].iter().filter(|char| !char.is_whitespace()).collect()
}

#[test]
fn tasks_units_and_deadlines_stand_where_their_evidence_says() {
    let text = text();
    let tasks = lines(&on_corpus(&["export", "tasks", "--format", "jsonl"]));
    assert!(tasks.len() > 300, "{}", tasks.len());
    for task in &tasks {
        let whole = passage(&text, &task["evidence"]);
        assert!(whole.contains(task["title"].as_str().unwrap()), "{} {}", task["path"], task["title"]);
        for unit in task["units"].as_array().unwrap() {
            assert_eq!(passage(&text, &unit["evidence"]), unit["surface"].as_str().unwrap(), "{}", task["path"]);
        }
        if let Some(raw) = task["deadline_raw"].as_str() {
            assert_eq!(passage(&text, &task["deadline_evidence"]), raw);
        }
        for commitment in task["commitments"].as_array().into_iter().flatten() {
            assert_eq!(passage(&text, &commitment["evidence"]), commitment["quote"].as_str().unwrap());
        }
    }
}

#[test]
fn targets_and_citations_stand_where_their_evidence_says() {
    let text = text();
    let targets = lines(&on_corpus(&["export", "targets"]));
    assert!(targets.len() > 100, "{}", targets.len());
    for target in &targets {
        assert_eq!(passage(&text, &target["evidence"]), target["quote"].as_str().unwrap(), "{target}");
    }
    let citations = lines(&on_corpus(&["export", "citations"]));
    assert!(citations.len() > 20, "{}", citations.len());
    for citation in &citations {
        let printed = passage(&text, &citation["evidence"]);
        for part in ["title", "number_raw"] {
            let part = citation[part].as_str().unwrap_or_default();
            assert!(printed.contains(part), "{printed} does not hold {part}");
        }
    }
}

/// A passage without the page number that interrupts it, where its clause has none.
fn without_page_number(printed: &str, said: &str) -> String {
    let pieces: Vec<&str> = printed.split('—').collect();
    match pieces.as_slice() {
        [before, page, after] if !said.contains('—') && page.chars().all(|char| char.is_ascii_digit()) => {
            format!("{before}{after}")
        }
        _ => printed.to_owned(),
    }
}

#[test]
fn the_clauses_hold_all_of_the_text() {
    let text = text();
    let clauses = lines(&on_corpus(&["export", "clauses"]));
    let mut kept = vec![false; text.len()];
    for clause in &clauses {
        let printed = passage(&text, &clause["evidence"]);
        let said = clause["text"].as_str().unwrap().replace(char::is_whitespace, "");
        assert_eq!(without_page_number(&printed, &said), said);
        let at = |name: &str| usize::try_from(clause["evidence"][name].as_u64().unwrap()).unwrap();
        kept[at("start")..at("end")].fill(true);
    }
    let lost: String =
        text.iter().zip(&kept).filter(|(char, kept)| !**kept && !char.is_whitespace()).map(|(char, _)| char).collect();
    assert_eq!(lost, "", "these characters stand in no clause");
}
