use super::columns::{Columns, Head};
use super::queries::Outcome;
use super::terms::{Shown, named};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::shell::Shell;
use crate::worker::{Done, Fault};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;

const EXAMPLES: &str = include_str!("../../data/examples.toml");

#[derive(Template)]
#[template(path = "sparql.html")]
struct Sparql {
    shell: Shell,
    query: String,
    examples: Vec<(String, &'static str)>,
    fault: String,
    outcome: Option<Outcome>,
    answer: Option<bool>,
    triples: String,
    cut: usize,
    table: bool,
    prefixes: &'static str,
}

#[derive(Deserialize)]
struct Examples {
    example: Vec<Example>,
}

/// A query to begin with.
#[derive(Deserialize)]
pub struct Example {
    zh: String,
    en: String,
    query: String,
}

static LIST: LazyLock<Vec<Example>> =
    LazyLock::new(|| toml::from_str::<Examples>(EXAMPLES).map(|list| list.example).unwrap_or_default());

/// The namespaces that need no declaration.
const PREFIXES: &str = "zt: schema: skos: oa: prov: org: eli: dct: qudt: time: owl: rdf: rdfs: xsd: text:";

/// `/sparql` in a browser: a query, and what came of it.
pub fn sparql(call: &Call, outcome: Option<Result<Done, Fault>>) -> Result<Response, Refusal> {
    let shell = call.shell("SPARQL");
    let example = |example: &'static Example| {
        let title = shell.lang.pick(example.zh.as_str(), example.en.as_str());
        (shell.url("/sparql", [("query", example.query.trim())]), title)
    };
    let mut view = Sparql {
        query: call.get("query").unwrap_or_else(|| LIST.first().map_or("", |example| example.query.trim())).to_owned(),
        examples: LIST.iter().map(example).collect(),
        fault: String::new(),
        outcome: None,
        answer: None,
        triples: String::new(),
        cut: 0,
        table: false,
        prefixes: PREFIXES,
        shell,
    };
    let mut status = StatusCode::OK;
    match outcome {
        None => {}
        Some(Err(fault)) => {
            status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::BAD_REQUEST);
            view.fault = fault.message;
        }
        Some(Ok(done)) => view.show(call, &done)?,
    }
    let mut response = page(&view)?;
    *response.status_mut() = status;
    Ok(response)
}

impl Sparql {
    fn show(&mut self, call: &Call, done: &Done) -> Result<(), Refusal> {
        self.cut = done.cut.unwrap_or(0);
        if done.format != "json" {
            self.triples = String::from_utf8_lossy(&done.body).into_owned();
            return Ok(());
        }
        let results: Value = serde_json::from_slice(&done.body)?;
        self.answer = results["boolean"].as_bool();
        if self.answer.is_some() {
            return Ok(());
        }
        self.table = true;
        let columns: Vec<String> = results["head"]["vars"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let rows = results["results"]["bindings"].as_array().map(Vec::as_slice).unwrap_or_default();
        let row = |row: &Value| columns.iter().map(|name| value(call, &self.shell, &row[name])).collect();
        let rows = rows.iter().map(row).collect();
        let columns = Columns::named(columns.into_iter().map(Head::plain).collect());
        self.outcome = Some(Outcome { columns, rows, cut: self.cut });
        Ok(())
    }
}

/// A term of SPARQL 1.1 Query Results JSON (section 3.2.2).
fn value(call: &Call, shell: &Shell, term: &Value) -> Shown {
    let text = term["value"].as_str().unwrap_or_default();
    if term["type"] == "uri" {
        return named(call, shell, text);
    }
    Shown { text: text.to_owned(), href: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_are_queries() {
        assert!(LIST.len() >= 5);
        for example in LIST.iter() {
            assert!(!example.zh.is_empty() && !example.en.is_empty());
            zhengtu_store::Query::parse(&example.query).unwrap_or_else(|error| panic!("{}: {error}", example.zh));
        }
    }
}
