//! The snapshot file, beside Oxigraph's own store.

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, GraphName, Literal, NamedNode, Quad, Term};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use zhengtu_store::snapshot::{self, Builder, Set, Snapshot};
use zhengtu_store::{Format, Graph, Limits, Query, StoreError, exchange};

fn node(number: u8) -> NamedNode {
    NamedNode::new(format!("http://a/节{number}")).unwrap()
}

fn object() -> impl Strategy<Value = Term> {
    prop_oneof![
        (0u8..6).prop_map(|number| node(number).into()),
        (0i32..5).prop_map(|number| Literal::from(number).into()),
        "[a税]{0,3}".prop_map(|text| Literal::new_simple_literal(text).into()),
        "[a税]{0,2}".prop_map(|text| Literal::new_language_tagged_literal(text, "zh").unwrap().into()),
        (1u8..9).prop_map(|day| Literal::new_typed_literal(format!("2021-06-0{day}"), xsd::DATE).into()),
    ]
}

fn quad() -> impl Strategy<Value = Quad> {
    let graph = prop_oneof![Just(GraphName::DefaultGraph), (0u8..3).prop_map(|number| node(number).into())];
    (0u8..6, 0u8..4, object(), graph).prop_map(|(s, p, o, g)| Quad::new(node(s), node(p), o, g))
}

/// Patterns that ask for each index, joins, filters, graphs, and values that the graph may not have.
const QUERIES: &[&str] = &[
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { <http://a/节1> ?p ?o } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节1> ?o } }",
    "SELECT * { GRAPH ?g { ?s ?p <http://a/节2> } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节1> \"a\" } }",
    "SELECT * { GRAPH ?g { <http://a/节1> <http://a/节1> ?o } }",
    "SELECT * { GRAPH ?g { <http://a/节1> ?p <http://a/节2> } }",
    "SELECT * { GRAPH <http://a/节0> { ?s ?p ?o . ?o ?q ?r } }",
    "SELECT ?s (COUNT(?o) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s",
    "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(?o > 2) } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o FILTER(?o >= \"2021-06-03\"^^<http://www.w3.org/2001/XMLSchema#date>) } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o BIND(CONCAT(STR(?o), \"x\") AS ?x) } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节1>+ ?o } }",
    "SELECT * { VALUES ?o { \"nobody has this\" 3 <http://a/节1> } GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT ?g { GRAPH ?g { } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x } OPTIONAL { ?x <http://a/节2> ?y } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x OPTIONAL { ?x <http://a/节2> ?y } } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x OPTIONAL { ?y <http://a/节2> ?o } } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x FILTER(?x > 1) } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x FILTER(?x = ?o) } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { { ?s <http://a/节1> ?x FILTER(?x = ?o) } } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x } OPTIONAL { ?s <http://a/节2> ?x } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x } ?s <http://a/节2> ?x } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x FILTER EXISTS { ?x ?p ?o } } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { { ?s <http://a/节1> ?x } UNION { ?o <http://a/节1> ?x } } } }",
    "SELECT * { GRAPH ?g { ?s <http://a/节0> ?o OPTIONAL { ?s <http://a/节1> ?x BIND(?o AS ?k) } } }",
    "SELECT * { GRAPH ?g { { ?s <http://a/节0> ?o } UNION { ?s <http://a/节1> ?x BIND(1 AS ?k) } ?s <http://a/节2> ?y . ?y ?p ?o } }",
    "SELECT * { GRAPH ?g { { ?s <http://a/节0> ?o } UNION { ?o <http://a/节1> ?s } ?s ?p ?o FILTER(?o > 1) } }",
];

fn rows_of_oxigraph(quads: &[Quad], query: &str) -> Vec<String> {
    let store = Store::new().unwrap();
    for quad in quads {
        store.insert(quad).unwrap();
    }
    let results = SparqlEvaluator::new().parse_query(query).unwrap().on_store(&store).execute().unwrap();
    let QueryResults::Solutions(solutions) = results else { panic!() };
    let mut rows: Vec<String> = solutions.map(|solution| format!("{:?}", solution.unwrap().values())).collect();
    rows.sort();
    rows
}

fn rows_of_ours(graph: &Graph, query: &str) -> Vec<String> {
    let results = graph.query(&Query::parse(query).unwrap(), &Limits::NONE).unwrap();
    let mut rows: Vec<String> =
        results.table().unwrap().rows.iter().map(|row| format!("{:?}", row.as_slice())).collect();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_query_gives_the_rows_that_oxigraph_gives(quads in prop::collection::vec(quad(), 0..60)) {
        let graph = Graph::from_quads(quads.clone()).unwrap();
        for query in QUERIES {
            prop_assert_eq!(rows_of_ours(&graph, query), rows_of_oxigraph(&quads, query), "{}", query);
        }
    }

    #[test]
    fn the_quads_come_back_in_order_and_each_once(quads in prop::collection::vec(quad(), 0..60)) {
        let mut builder = Builder::new();
        quads.iter().for_each(|quad| builder.add(quad.clone()).unwrap());
        let snapshot = Snapshot::from_bytes(builder.to_bytes()).unwrap();
        let mut back: Vec<String> = Set::from(snapshot).quads().map(|quad| quad.unwrap().to_string()).collect();
        let mut wanted: Vec<String> = quads.iter().map(ToString::to_string).collect();
        back.sort();
        wanted.sort();
        wanted.dedup();
        prop_assert_eq!(back, wanted);
    }

    #[test]
    fn the_order_of_the_quads_does_not_change_a_byte(quads in prop::collection::vec(quad(), 0..40)) {
        let bytes = |quads: Vec<Quad>| {
            let mut builder = Builder::new();
            quads.into_iter().for_each(|quad| builder.add(quad).unwrap());
            builder.to_bytes()
        };
        let turned: Vec<Quad> = quads.iter().rev().chain(&quads).cloned().collect();
        prop_assert_eq!(bytes(quads), bytes(turned));
    }

    #[test]
    fn several_files_are_one_graph(quads in prop::collection::vec((quad(), 0usize..4), 0..60), dead in 0u8..3) {
        let folder = tempfile::tempdir().unwrap();
        let (files, alive) = several(folder.path(), quads, dead);
        let (several, one) = (Graph::open_all(&files).unwrap(), Graph::from_quads(alive).unwrap());
        prop_assert_eq!(several.quads().unwrap(), one.quads().unwrap());
        for query in QUERIES {
            // The rows stand in the same order.
            let rows = |graph: &Graph| graph.query(&Query::parse(query).unwrap(), &Limits::NONE).unwrap();
            prop_assert_eq!(rows(&several), rows(&one), "{}", query);
        }
    }

    #[test]
    fn several_files_are_merged_into_the_one_that_would_have_been_written(
        quads in prop::collection::vec((quad(), 0usize..4), 0..60), dead in 0u8..3
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (files, alive) = several(folder.path(), quads, dead);
        let (merged, wanted) = (folder.path().join("merged"), folder.path().join("wanted"));
        snapshot::merge(&merged, &Set::open(&files).unwrap()).unwrap();
        snapshot::write(&wanted, alive).unwrap();
        prop_assert_eq!(std::fs::read(merged).unwrap(), std::fs::read(wanted).unwrap());
    }

    #[test]
    fn a_graph_is_written_a_piece_at_a_time_as_it_is_at_once(
        quads in prop::collection::vec((quad(), 0usize..4), 0..60), dead in 0u8..3
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (files, alive) = several(folder.path(), quads, dead);
        let graph = Graph::open_all(&files).unwrap();
        for format in [Format::NQuads, Format::TriG, Format::NTriples, Format::Turtle] {
            for only in [None, Some(vec![node(1), node(2), node(7)])] {
                let kept = |quad: &&Quad| only.as_ref().is_none_or(|only| only.iter().any(|name| quad.graph_name == name.clone().into()));
                let wanted: Vec<Quad> = alive.iter().filter(kept).cloned().collect();
                let (mut pieces, mut whole) = (Vec::new(), Vec::new());
                graph.write(only.as_deref(), format, &mut pieces).unwrap();
                exchange::write(&wanted, format, &mut whole).unwrap();
                prop_assert_eq!(String::from_utf8(pieces).unwrap(), String::from_utf8(whole).unwrap());
            }
        }
    }

    #[test]
    fn a_damaged_file_is_an_error_and_never_a_panic_or_another_answer(at in 0usize..60_000, byte in 1u8.., cut in 0usize..60_000) {
        let bytes = many();
        let (length, mut damaged) = (bytes.len(), bytes.clone());
        damaged[at % length] ^= byte;
        prop_assert!(Snapshot::from_bytes(damaged.clone()).and_then(|snapshot| snapshot.verify()).is_err());
        check(&damaged, &bytes);
        damaged.truncate(cut % length);
        prop_assert!(Snapshot::from_bytes(damaged).is_err());
    }
}

/// Quads in four files, of which the first has one named graph that does not count; and the quads that do.
fn several(folder: &Path, quads: Vec<(Quad, usize)>, dead: u8) -> (Vec<(PathBuf, Vec<NamedNode>)>, Vec<Quad>) {
    let files = (0..4).map(|at| {
        let path = folder.join(at.to_string());
        snapshot::write(&path, quads.iter().filter(|(_, of)| *of == at).map(|(quad, _)| quad.clone())).unwrap();
        (path, if at == 0 { vec![node(dead)] } else { Vec::new() })
    });
    let files = files.collect();
    let is_dead = |(quad, at): &(Quad, usize)| *at == 0 && quad.graph_name == node(dead).into();
    (files, quads.iter().filter(|quad| !is_dead(quad)).map(|(quad, _)| quad.clone()).collect())
}

#[test]
fn subjects_that_are_the_beginning_of_others_stand_where_they_are_printed() {
    let quads: Vec<Quad> =
        ["http://a/x", "http://a/x/1", "http://a/x/1/2", "http://a/x1", "http://a/xy", "http://a/x-", "http://a/x~"]
            .map(|iri| Quad::new(NamedNode::new(iri).unwrap(), node(1), Literal::from(1), node(2)))
            .into_iter()
            .chain([Quad::new(BlankNode::new("b").unwrap(), node(1), Literal::from(1), node(2))])
            .chain([Quad::new(BlankNode::new("b1").unwrap(), node(1), Literal::from(1), node(2))])
            .collect();
    let (mut pieces, mut whole) = (Vec::new(), Vec::new());
    Graph::from_quads(quads.clone()).unwrap().write(None, Format::NTriples, &mut pieces).unwrap();
    exchange::write(&quads, Format::NTriples, &mut whole).unwrap();
    assert_eq!(String::from_utf8(pieces).unwrap(), String::from_utf8(whole).unwrap());
}

/// A snapshot of several pages.
fn many() -> Vec<u8> {
    let quads = (0..200u8).flat_map(|n| (0..4u8).map(move |k| (n, k)));
    let mut builder = Builder::new();
    for (n, k) in quads {
        let text = Literal::from(format!("{n} {k} 办理时间"));
        builder.add(Quad::new(node(n), node(k), text, node(1))).unwrap();
        builder.add(Quad::new(node(n), node(9), Literal::from(i32::from(n % 7)), node(1))).unwrap();
    }
    builder.to_bytes()
}

/// Whatever a damaged file still answers is what the whole one answers.
fn check(damaged: &[u8], whole: &[u8]) {
    let ask = |bytes: &[u8], query: &str| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        Graph::open(file.path())?.query(&Query::parse(query).unwrap(), &Limits::NONE)
    };
    for query in
        ["SELECT * { ?s ?p 3 . ?s ?q ?o }", "SELECT * { <http://a/节1> ?q ?o }", "SELECT * { ?s ?p \"7 1 办理时间\" }"]
    {
        match ask(damaged, query) {
            Ok(results) => assert_eq!(results, ask(whole, query).unwrap()),
            Err(StoreError::Damaged(_) | StoreError::Version { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn a_file_is_written_whole_and_opens_with_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.zt");
    snapshot::write(&path, [Quad::new(node(1), node(2), node(3), GraphName::DefaultGraph)]).unwrap();
    let snapshot = Snapshot::open(&path).unwrap();
    snapshot.verify().unwrap();
    assert_eq!((snapshot.len(), snapshot.terms(), snapshot.is_empty()), (1, 3, false));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_empty_graph_is_a_graph() {
    let graph = Graph::from_quads([]).unwrap();
    let results = graph.query(&Query::parse("SELECT * { ?s ?p ?o }").unwrap(), &Limits::NONE).unwrap();
    assert!(results.is_empty());
}

#[test]
fn a_file_that_is_missing_foreign_or_of_another_version_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.zt");
    let message = |path: &Path| Snapshot::open(path).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message(&path).contains("无法读写"));
    std::fs::write(&path, "PK\u{3}\u{4} something else").unwrap();
    assert!(message(&path).contains("不是图文件"));
    std::fs::write(&path, "").unwrap();
    assert!(message(&path).contains("图文件已损坏") || message(&path).contains("无法读写"));
    let mut bytes = Builder::new().to_bytes();
    bytes[8] = 9;
    std::fs::write(&path, bytes).unwrap();
    assert!(message(&path).contains("图文件的版本是 9"));
}
