//! What it costs to open a graph and answer a query, at the size of one plan and at 200 times that,
//! beside Oxigraph's in-memory store. `docs/store.md` keeps the figures.
//!
//! ```text
//! ZHENGTU_GRAPH=.zhengtu/gen-000001/graph cargo bench -p zhengtu-store --bench open
//! ```
//! Without `ZHENGTU_GRAPH` it copies the small plan of the tests until it is as large as a real one.

#[path = "../tests/store/common/mod.rs"]
mod common;

use oxigraph::io::RdfFormat;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use oxrdf::vocab::xsd;
use oxrdf::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use zhengtu_store::snapshot::{Set, Snapshot};
use zhengtu_store::{Format, Graph, Library, Limits, exchange, snapshot};

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--answer") {
        let path = arguments.next().unwrap();
        let (unit, rows) = (arguments.next().unwrap(), answer(Path::new(&path), &arguments.next().unwrap_or_default()));
        assert!(rows > 0, "{unit}");
        return;
    }
    let folder = std::env::temp_dir().join(format!("zhengtu-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let plan = plan();
    for copies in [1, 20, 200] {
        measure(&folder, &plan, copies);
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The quads of one plan.
fn plan() -> Vec<Quad> {
    if let Some(path) = std::env::var_os("ZHENGTU_GRAPH") {
        return Set::from(Snapshot::open(Path::new(&path)).unwrap()).quads().map(Result::unwrap).collect();
    }
    let small = common::quads_of(&common::county(), common::COUNTY);
    (0..100).flat_map(|number| copy(&small, number)).collect()
}

/// The quads of another plan of the same form: other document, names, numbers and dates.
fn copy(quads: &[Quad], number: usize) -> Vec<Quad> {
    let iri =
        |node: &NamedNode| NamedNode::new_unchecked(node.as_str().replacen("/doc/", &format!("/doc/{number}-"), 1));
    let term = |term: &Term| -> Term {
        match term {
            Term::NamedNode(node) => iri(node).into(),
            Term::Literal(literal) => perturb(literal, number).into(),
            Term::BlankNode(node) => node.clone().into(),
        }
    };
    quads
        .iter()
        .map(|quad| {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("a blank node") };
            let GraphName::NamedNode(graph) = &quad.graph_name else { panic!("no graph") };
            Quad::new(iri(subject), quad.predicate.clone(), term(&quad.object), iri(graph))
        })
        .collect()
}

fn perturb(literal: &Literal, number: usize) -> Literal {
    let value = literal.value();
    match literal.datatype() {
        xsd::DATE => Literal::new_typed_literal(value.replacen("202", &format!("20{}", 2 + number % 7), 1), xsd::DATE),
        xsd::DECIMAL => {
            Literal::new_typed_literal((value.parse::<f64>().unwrap() + number as f64).to_string(), xsd::DECIMAL)
        }
        xsd::STRING => Literal::new_simple_literal(value.replace('县', &format!("第{number}县"))),
        _ => literal.clone(),
    }
}

fn measure(folder: &Path, plan: &[Quad], copies: usize) {
    let path = folder.join(format!("graph-{copies}"));
    let (quads, building) = timed(|| {
        let all = (0..copies).flat_map(|number| if copies == 1 { plan.to_vec() } else { copy(plan, number) });
        let all: Vec<Quad> = all.chain(zhengtu_rdf::ontology::quads()).collect();
        snapshot::write(&path, all.iter().cloned()).unwrap();
        all
    });
    let snapshot = Snapshot::open(&path).unwrap();
    let unit = if copies == 1 { "税务局".to_owned() } else { format!("第{}县税务局", copies / 2) };
    println!(
        "\n{copies} 份计划：{} 个四元组，{} 个词项，文件 {} MB，生成与写入 {building:.1?}",
        snapshot.len(),
        snapshot.terms(),
        size(&path)
    );
    let (_, verifying) = timed(|| snapshot.verify().unwrap());
    drop(snapshot);
    let (_, opening) = best(5, || Graph::open(&path).unwrap());
    let (rows, answering) = best(5, || answer(&path, &unit));
    println!("  映射文件：打开 {opening:.1?}，打开并回答 {answering:.1?}（{rows} 行），全部校验 {verifying:.1?}");
    println!("  映射文件，整个进程：{:.1?}", best(5, || process(&path, &unit)).1);
    let (_, reading) = timed(|| Snapshot::from_bytes(std::fs::read(&path).unwrap()).unwrap());
    println!("  读入内存而不映射：打开 {reading:.1?}");
    if copies <= 20 || std::env::var_os("ZHENGTU_BENCH_ALL").is_some() {
        in_memory(folder, &quads, &unit);
    }
}

/// Oxigraph's in-memory store, loaded from N-Quads.
fn in_memory(folder: &Path, quads: &[Quad], unit: &str) {
    let path = folder.join("graph.nq");
    exchange::write(quads, Format::NQuads, &mut std::fs::File::create(&path).unwrap()).unwrap();
    let (store, loading) = timed(|| {
        let store = Store::new().unwrap();
        let mut loader = store.bulk_loader();
        loader.load_from_slice(RdfFormat::NQuads, &std::fs::read(&path).unwrap()).unwrap();
        loader.commit().unwrap();
        store
    });
    let query = format!(
        "PREFIX zt: <https://zhengtu.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX schema: <https://schema.org/>
        SELECT ?title {{ GRAPH ?g {{ ?unit skos:prefLabel ?name . ?task zt:ledBy ?unit ; schema:name ?title }} FILTER(STRENDS(?name, \"{unit}\")) }}"
    );
    let (rows, answering) = best(3, || {
        let results = SparqlEvaluator::new().parse_query(&query).unwrap().on_store(&store).execute().unwrap();
        let QueryResults::Solutions(solutions) = results else { panic!() };
        solutions.count()
    });
    println!("  Oxigraph 内存库：读 {} MB 的 N-Quads {loading:.1?}，回答 {answering:.1?}（{rows} 行）", size(&path));
}

/// Opens the graph and runs the saved query, as `zhengtu query` does.
fn answer(path: &Path, unit: &str) -> usize {
    let graph = Graph::open(path).unwrap();
    let saved = Library::built_in().get("tasks-led-by-unit").unwrap();
    let query = saved.prepare(&graph, &[("unit".to_owned(), unit.to_owned())]).unwrap();
    graph.query(&query, &Limits::default()).unwrap().len()
}

fn process(path: &PathBuf, unit: &str) {
    let status = Command::new(std::env::current_exe().unwrap()).arg("--answer").arg(path).arg(unit).arg(unit).status();
    assert!(status.unwrap().success());
}

fn size(path: &Path) -> f64 {
    (std::fs::metadata(path).unwrap().len() as f64 / 1e5).round() / 10.0
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn best<T>(times: usize, work: impl Fn() -> T) -> (T, Duration) {
    let mut runs: Vec<(T, Duration)> = (0..times).map(|_| timed(&work)).collect();
    runs.sort_by_key(|(_, time)| *time);
    runs.swap_remove(0)
}
