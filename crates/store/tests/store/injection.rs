//! Whatever is given for a parameter of a saved query is a value and nothing else.

use crate::common::{ask, both};
use oxrdf::{Literal, Quad, Term};
use std::sync::Arc;
use zhengtu_store::saved::ParameterType;
use zhengtu_store::{Graph, Hit, Library, Limits, Results, StoreError, TextIndex};

/// What somebody might try.
const HOSTILE: &[&str] = &[
    "\"",
    "'",
    "\\",
    "\\\"",
    "\"\"\"",
    "}",
    "} UNION { ?s ?p ?o }",
    "\" } UNION { ?task ?p ?o } #",
    "县税务局\" || true || \"",
    "县税务局\n}\nUNION { ?s ?p ?o",
    "\r\n#",
    "<https://zhengtu.example/ns#Task>",
    "https://zhengtu.example/ns#Task",
    "?unit",
    "$due",
    "2021-06-30\"^^xsd:date || true",
    "SELECT * { ?s ?p ?o }",
    "DROP ALL",
    "SERVICE <http://localhost:1/> { ?s ?p ?o }",
    "\u{0}",
    "\u{202e}局务税县",
    ".*",
    "%",
    "1) || (1",
    "县税务局 县财政局",
];

/// Finds the clauses that hold the query as it is.
struct Substrings(Vec<(String, String)>);

impl TextIndex for Substrings {
    fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, String> {
        let found = self.0.iter().filter(|(_, text)| text.contains(query)).take(limit);
        let hit = |(clause, text): &(String, String)| Hit { clause: clause.clone(), score: 1.0, snippet: text.clone() };
        Ok(found.map(hit).collect())
    }
}

/// The graph with an index of the texts of its clauses.
fn with_text(graph: Graph) -> Graph {
    let clauses = ask(&graph, "SELECT ?clause ?text { ?clause a zt:Clause ; zt:text ?text }");
    let table = clauses.table().unwrap();
    let texts = table.column("clause").into_iter().zip(table.column("text")).collect();
    graph.with_text(Arc::new(Substrings(texts)))
}

fn good(kind: ParameterType) -> &'static str {
    match kind {
        ParameterType::Unit => "县税务局",
        ParameterType::Document => "county.txt",
        ParameterType::Date => "2021-12-31",
        ParameterType::Month => "2021-06",
        ParameterType::Number => "1",
        ParameterType::Word => "办",
        ParameterType::OneOf => "lead",
        ParameterType::Thing => "https://zhengtu.example/doc/county.txt/part/0/task/二/一",
    }
}

/// Runs a saved query with one parameter hostile and the others good.
fn run(graph: &Graph, name: &str, hostile: (&str, &str)) -> Result<Results, StoreError> {
    let saved = Library::built_in().get(name)?;
    let value = |parameter: &zhengtu_store::saved::Parameter| match parameter.name == hostile.0 {
        true => Some(hostile.1),
        false if parameter.required => Some(good(parameter.kind)),
        false => None,
    };
    let given: Vec<(String, String)> = saved
        .parameters
        .iter()
        .filter_map(|parameter| Some((parameter.name.clone(), value(parameter)?.to_owned())))
        .collect();
    graph.query(&saved.prepare(graph, &given)?, &Limits::NONE)
}

#[test]
fn hostile_values_of_typed_parameters_are_refused() {
    let graph = with_text(both());
    let mut tried = 0;
    for saved in Library::built_in().all().unwrap() {
        for parameter in saved.parameters.iter().filter(|parameter| parameter.kind != ParameterType::Word) {
            for value in HOSTILE {
                match run(&graph, &saved.name, (&parameter.name, value)) {
                    Err(StoreError::Parameter(_) | StoreError::Name { .. }) => tried += 1,
                    // Any IRI is a thing, if not one of the graph with evidence.
                    Ok(results) if parameter.kind == ParameterType::Thing => assert!(results.is_empty(), "{value:?}"),
                    other => panic!("{} {}={value:?}: {other:?}", saved.name, parameter.name),
                }
            }
        }
    }
    assert!(tried > 10 * HOSTILE.len());
}

/// A word means itself: in a graph in which nothing has it there are no rows, and in one in which a few
/// texts have it, the rows are those texts' rows.
#[test]
fn a_hostile_word_finds_only_what_has_it() {
    let quads = both().quads().unwrap();
    let plain = with_text(both());
    let mut tried = 0;
    for saved in Library::built_in().all().unwrap() {
        for parameter in saved.parameters.iter().filter(|parameter| parameter.kind == ParameterType::Word) {
            for value in HOSTILE.iter().filter(|value| !value.trim().is_empty()) {
                let rows = |graph: &Graph| {
                    let results = run(graph, &saved.name, (&parameter.name, value));
                    results.unwrap_or_else(|error| panic!("{} {value:?}: {error}", saved.name)).len()
                };
                assert_eq!(rows(&plain), 0, "{} {}={value:?}", saved.name, parameter.name);
                let (marked, expected) = mark(&quads, &saved.name, value.trim());
                assert_eq!(rows(&with_text(marked)), expected, "{} {}={value:?}", saved.name, parameter.name);
                tried += 1;
            }
        }
    }
    assert!(tried >= 5 * (HOSTILE.len() - 1), "{tried}");
}

/// The graph with `word` put where the query looks for words, and how many rows then have it.
fn mark(quads: &[Quad], query: &str, word: &str) -> (Graph, usize) {
    let (predicate, place, rows) = match query {
        "tasks-mentioning" => ("https://zhengtu.example/ns#text", "精简材料", 1),
        "search-tasks" => ("https://zhengtu.example/ns#text", "推行网上申报", 1),
        "targets-by-indicator" | "targets-across-governments" => {
            ("http://www.w3.org/2004/02/skos/core#prefLabel", "办理时间", 3)
        }
        "matter-across-levels" => ("https://schema.org/name", "精简材料", 1),
        "plans-on-matter" => ("http://purl.org/dc/terms/title", "甲县优化营商环境行动方案", 1),
        "tasks-citing-document" => ("http://purl.org/dc/terms/title", "乙市信用办法", 1),
        "findings" => ("https://zhengtu.example/ns#code", "numbering-gap", 1),
        other => panic!("say where {other} looks for words"),
    };
    let marked = quads.iter().map(|quad| match &quad.object {
        Term::Literal(text) if quad.predicate.as_str() == predicate && text.value().contains(place) => {
            let text = Literal::new_simple_literal(format!("{word}{}{word}", text.value()));
            Quad::new(quad.subject.clone(), quad.predicate.clone(), text, quad.graph_name.clone())
        }
        _ => quad.clone(),
    });
    (Graph::from_quads(marked).unwrap(), rows)
}

#[test]
fn the_graph_is_the_same_after_all_of_it() {
    let graph = both();
    let before = ask(&graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    for value in HOSTILE {
        let _ = run(&graph, "tasks-led-by-unit", ("unit", value));
    }
    assert_eq!(ask(&graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), before);
}
