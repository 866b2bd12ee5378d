use crate::call::Call;
use crate::reply::{Refusal, reply};
use crate::stream::stream;
use crate::worker::{GRAPHS, offer};
use axum::http::StatusCode;
use axum::response::Response;
use oxrdf::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::sync::Arc;
use zhengtu_store::{Format, exchange};

/// `/graph`: the Graph Store read (SPARQL 1.1 Graph Store HTTP Protocol, section 5.2). It is written while it is sent, for so
/// many callers at once.
pub fn graph(call: &Call) -> Result<Response, Refusal> {
    let ours = call.opened.named_graphs();
    let of = match (call.get("graph"), call.asked.params.has("default")) {
        (Some(_), true) => return Err(Refusal::bad("graph 与 default 只能给一个 / either graph or default")),
        (None, false) => return Err(Refusal::bad("请给出 ?default 或 ?graph=IRI / give ?default or ?graph=IRI")),
        (None, true) => ours.to_vec(),
        (Some(iri), false) => {
            let name = NamedNode::new(iri).map_err(|_| Refusal::bad(format!("“{iri}”不是 IRI / not an IRI")))?;
            if !ours.contains(&name) {
                return Err(Refusal::missing(format!("没有图 / no graph: {iri}")));
            }
            vec![name]
        }
    };
    let format = chosen(call.asked.accept.as_deref())?;
    let turn = Arc::clone(&call.app.streams).try_acquire_owned();
    let turn = turn.map_err(|_| Refusal::busy("正在下载图的人太多，请稍后再试 / too many download graphs"))?;
    let graph = call.opened.graph.clone();
    let patience = call.app.settings.bounds.head_time;
    stream(&content_type(format), turn, patience, move |out| Ok(graph.write_triples(&of, format, out)?))
}

/// The triples of quads.
pub fn without_graphs(quads: Vec<Quad>) -> Vec<Quad> {
    quads.into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }).collect()
}

/// Writes triples in the format that the caller likes best.
pub fn write(accept: Option<&str>, triples: &[Quad]) -> Result<Response, Refusal> {
    let format = chosen(accept)?;
    let mut bytes = Vec::new();
    exchange::write(triples, format, &mut bytes)?;
    Ok(reply(&content_type(format), bytes))
}

/// The format that the caller likes best.
fn chosen(accept: Option<&str>) -> Result<Format, Refusal> {
    offer(accept, &GRAPHS).ok_or_else(|| {
        let names: Vec<&str> = GRAPHS.iter().map(|format| format.media_type()).collect();
        Refusal::new(StatusCode::NOT_ACCEPTABLE, format!("可用的格式 / available: {}", names.join(", ")))
    })
}

/// The content type of a format; texts say that they are UTF-8.
pub fn content_type(format: Format) -> String {
    let media = format.media_type();
    if media.starts_with("text/") { format!("{media}; charset=utf-8") } else { media.to_owned() }
}

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// What the service is (SPARQL 1.1 Service Description): its address, its language, its formats, its
/// graphs.
pub fn description(call: &Call) -> Result<Response, Refusal> {
    let endpoint = format!("{}://{}/sparql", call.app.settings.scheme(), call.asked.host);
    let endpoint = NamedNode::new(endpoint).map_err(|_| Refusal::bad("Host"))?;
    let mut description = Description { quads: Vec::new() };
    let service: NamedOrBlankNode = endpoint.clone().into();
    description.is_a(&service, "Service");
    description.says(&service, "endpoint", endpoint);
    description.says(&service, "supportedLanguage", sd("SPARQL11Query"));
    description.says(&service, "feature", sd("UnionDefaultGraph"));
    let formats = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle"];
    for format in formats.into_iter().chain(["N-Triples", "N-Quads", "TriG", "JSON-LD", "RDF_XML"]) {
        description.says(&service, "resultFormat", NamedNode::new_unchecked(format!("{FORMATS}{format}")));
    }
    let node = |name: &str| NamedOrBlankNode::from(BlankNode::new_unchecked(name));
    let (dataset, default) = (node("dataset"), node("default"));
    description.says(&service, "defaultDataset", dataset.clone());
    description.is_a(&dataset, "Dataset");
    description.says(&dataset, "defaultGraph", default.clone());
    description.is_a(&default, "Graph");
    let label = NamedNode::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
    let text = Literal::new_language_tagged_literal_unchecked("各文件的图之并", "zh");
    description.quads.push(Quad::new(default, label, text, GraphName::DefaultGraph));
    for (number, name) in (1..).zip(call.opened.named_graphs()) {
        let graph = node(&format!("graph{number}"));
        description.says(&dataset, "namedGraph", graph.clone());
        description.is_a(&graph, "NamedGraph");
        description.says(&graph, "name", name.clone());
    }
    write(call.asked.accept.as_deref(), &description.quads)
}

struct Description {
    quads: Vec<Quad>,
}

impl Description {
    fn says(&mut self, subject: &NamedOrBlankNode, property: &str, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), sd(property), object, GraphName::DefaultGraph));
    }

    fn is_a(&mut self, subject: &NamedOrBlankNode, class: &str) {
        let kind = NamedNode::new_unchecked(RDF_TYPE);
        self.quads.push(Quad::new(subject.clone(), kind, sd(class), GraphName::DefaultGraph));
    }
}

fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SD}{name}"))
}
