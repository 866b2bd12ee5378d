//! Every saved query, called as its own example says: on the corpus, and those that look across plans on the made plans.

use crate::support::{on_corpus, on_plans, project};
use std::path::PathBuf;
use zhengtu_store::{Library, SavedQuery};

/// Runs the program where the tests of a header say: `corpus` or `plans`.
fn run_on(place: &str, arguments: &[&str]) -> String {
    match place {
        "plans" => on_plans(arguments),
        _ => on_corpus(arguments),
    }
}

/// Where the example of a query yields something: on the made plans, if it has a test there.
fn place_of(saved: &SavedQuery) -> &str {
    saved.tests.iter().map(|test| test.on.as_str()).find(|on| *on == "plans").unwrap_or("corpus")
}

/// The rows are those of `expected/`; `ZHENGTU_RENEW=1` renews them.
#[test]
fn the_example_of_every_saved_query_gives_its_expected_rows() {
    let folder = project().join("tests/end_to_end/expected");
    let mut stale = Vec::new();
    for saved in Library::built_in().all().unwrap() {
        let words: Vec<&str> = saved.example.split_whitespace().skip(1).chain(["--format", "tsv"]).collect();
        let rows = lasting(&run_on(place_of(&saved), &words));
        assert!(rows.lines().count() > 1, "{} yields nothing", saved.example);
        let path: PathBuf = folder.join(format!("{}.tsv", saved.name));
        if std::env::var_os("ZHENGTU_RENEW").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &rows).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != rows {
            stale.push(saved.name);
        }
    }
    assert!(
        stale.is_empty(),
        "other rows than expected: {}; see them and renew with ZHENGTU_RENEW=1",
        stale.join("、")
    );
}

/// The rows without the columns that change with every change to the program.
fn lasting(rows: &str) -> String {
    let head: Vec<&str> = rows.lines().next().unwrap_or_default().split('\t').collect();
    let is_lasting = |at: usize| !head.get(at).is_some_and(|name| ["?program", "?lexicon", "?score"].contains(name));
    let cells = |row: &str| {
        let kept = row.split('\t').enumerate().filter(|(at, _)| is_lasting(*at)).map(|(_, cell)| cell);
        kept.collect::<Vec<_>>().join("\t") + "\n"
    };
    rows.lines().map(cells).collect()
}

/// What the headers of saved queries say of the corpus and of the made plans holds; `ZHENGTU_RENEW=1` renews the numbers of rows.
#[test]
fn the_tests_in_the_headers_of_saved_queries_hold() {
    let mut tests = 0;
    for saved in Library::built_in().all().unwrap() {
        for test in saved.tests.iter().filter(|test| ["corpus", "plans"].contains(&test.on.as_str())) {
            tests += 1;
            let pairs: Vec<String> = test.with.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let mut words = vec!["query", &saved.name, "--format", "json"];
            pairs.iter().for_each(|pair| words.extend(["-p", pair]));
            let results: serde_json::Value = serde_json::from_str(&run_on(&test.on, &words)).unwrap();
            let rows = results["results"]["bindings"].as_array().unwrap();
            if std::env::var_os("ZHENGTU_RENEW").is_some() {
                renew(&saved.name, &test.on, test.rows, rows.len());
                continue;
            }
            assert_eq!(rows.len(), test.rows, "{}", saved.name);
            for (column, values) in &test.columns {
                let found: Vec<&str> =
                    rows.iter().map(|row| row[column]["value"].as_str().unwrap_or_default()).collect();
                assert_eq!(found, *values, "{} {column}", saved.name);
            }
        }
    }
    assert!(tests >= 40, "{tests}");
}

/// Writes another number of rows into the header of a saved query.
fn renew(name: &str, on: &str, from: usize, to: usize) {
    let path = project().join(format!("queries/{name}.rq"));
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, test) = text.split_once(&format!("#+ on = \"{on}\"\n")).unwrap();
    let test = test.replacen(&format!("#+ rows = {from}\n"), &format!("#+ rows = {to}\n"), 1);
    let renewed = format!("{head}#+ on = \"{on}\"\n{test}");
    if renewed != text {
        std::fs::write(&path, renewed).unwrap();
    }
}
