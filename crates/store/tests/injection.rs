//! Whatever is given for a parameter of a saved query is a value and nothing else.

mod common;

use common::{ask, both};
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

struct Nothing;

impl TextIndex for Nothing {
    fn search(&self, _: &str, _: usize) -> Result<Vec<Hit>, String> {
        Ok(Vec::new())
    }
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
    let graph = both().with_text(Arc::new(Nothing));
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

/// A word means itself: in a graph where no text has it there are no rows, and in one where a text
/// has it, that text's rows.
#[test]
fn a_hostile_word_finds_only_the_text_that_has_it() {
    let plain = both().with_text(Arc::new(Nothing));
    for saved in Library::built_in().all().unwrap() {
        for parameter in saved.parameters.iter().filter(|parameter| parameter.kind == ParameterType::Word) {
            for value in HOSTILE.iter().filter(|value| !value.trim().is_empty()) {
                let results = run(&plain, &saved.name, (&parameter.name, value));
                let results = results.unwrap_or_else(|error| panic!("{} {value:?}: {error}", saved.name));
                assert!(results.is_empty(), "{} {value:?}", saved.name);
            }
        }
    }
    for value in HOSTILE.iter().filter(|value| !value.trim().is_empty()) {
        let marked = mark(&both().quads().unwrap(), value.trim());
        let results = run(&marked, "tasks-mentioning", ("word", value)).unwrap();
        assert_eq!(results.table().unwrap().column("title"), ["精简材料"], "{value:?}");
    }
}

/// The graph with `word` put into the text of one task.
fn mark(quads: &[Quad], word: &str) -> Graph {
    let marked = quads.iter().map(|quad| match &quad.object {
        Term::Literal(text)
            if quad.predicate.as_str() == "https://schema.org/text" && text.value().contains("精简材料") =>
        {
            let text = Literal::new_simple_literal(format!("{}{word}", text.value()));
            Quad::new(quad.subject.clone(), quad.predicate.clone(), text, quad.graph_name.clone())
        }
        _ => quad.clone(),
    });
    Graph::from_quads(marked).unwrap()
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
