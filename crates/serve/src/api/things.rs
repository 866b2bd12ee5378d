//! Things by their own addresses: what the graph calls `BASE/doc/…/task/三/一` is answered at `/doc/…/task/三/一`, with
//! triples for programs and with the page that shows the thing for people (Cool URIs for the Semantic Web, section 4.3).

use super::graphs::{without_graphs, write};
use crate::address::{address, segment};
use crate::call::Call;
use crate::negotiate;
use crate::reply::{JSON, Refusal, reply, see_other};
use crate::worker::GRAPHS;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use oxrdf::{GraphName, NamedNode, Quad, Term, Triple};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;
use std::time::Duration;
use zhengtu_store::{Body, Format, Limits, Query};

/// How long describing one thing may take; it takes a few milliseconds.
const TIME: Duration = Duration::from_secs(5);
/// How many triples describe one thing at most.
const MOST: usize = 100_000;
/// Where the terms of the ontology and its schemes stand, whatever the base of the documents is.
const ONTOLOGY: &str = "https://zhengtu.example/";

/// The ontology and its schemes, at `/ns`.
pub fn ontology(call: &Call) -> Result<Response, Refusal> {
    write(call.asked.accept.as_deref(), &without_graphs(zhengtu_store::ontology::quads()))
}

/// The JSON Schema of the records, beside the ontology.
pub fn schema(_call: &Call) -> Result<Response, Refusal> {
    Ok(reply(JSON, crate::openapi::SCHEMA))
}

/// The thing that the graph knows by the address of the request: its triples, or where its page is. Nothing where the
/// graph knows none, or where the address is that of the page itself.
///
/// # Errors
/// Where the graph cannot be read.
pub fn thing(call: &Call) -> Result<Option<Response>, Refusal> {
    let accept = call.asked.accept.as_deref();
    let is_page = call.asked.path.starts_with("/doc/") && call.opened.document(&call.asked.tail).is_some();
    if is_page && !wants_triples(accept) {
        return Ok(None);
    }
    let page = wants_page(accept);
    let Some(path) = path_of(&call.asked.path) else { return Ok(None) };
    let mut bases = vec![call.opened.base.as_str(), ONTOLOGY];
    bases.dedup();
    for base in bases {
        let Ok(iri) = NamedNode::new(format!("{base}{path}")) else { continue };
        let triples = described(call, &iri)?;
        if !triples.is_empty() {
            return if page { see(call, &iri).map(Some) } else { given(call, &triples).map(Some) };
        }
    }
    Ok(None)
}

/// The media types of triples.
fn of_triples() -> impl Iterator<Item = &'static str> {
    GRAPHS.iter().map(|format| format.media_type())
}

/// Whether the caller would rather have a page than triples. One that names nothing in particular is a program.
fn wants_page(accept: Option<&str>) -> bool {
    let media: Vec<&str> = of_triples().chain(["text/html"]).collect();
    negotiate::best(accept, &media) == Some("text/html")
}

/// Whether the caller would rather have triples, where the address is that of a page.
fn wants_triples(accept: Option<&str>) -> bool {
    let media: Vec<&str> = ["text/html"].into_iter().chain(of_triples()).collect();
    negotiate::best(accept, &media).is_some_and(|media| media != "text/html")
}

/// The path as an IRI has it: letters of any script and digits as themselves, other signs encoded as they came or, where
/// they are none of ASCII, by their bytes.
fn path_of(path: &str) -> Option<String> {
    let mut iri = String::new();
    for (at, step) in path.trim_start_matches('/').split('/').enumerate() {
        if at > 0 {
            iri.push('/');
        }
        for sign in percent_decode_str(step).decode_utf8().ok()?.chars() {
            match sign {
                _ if sign.is_alphanumeric() || "-._~;!".contains(sign) => iri.push(sign),
                _ => iri.push_str(&segment(sign.encode_utf8(&mut [0; 4]))),
            }
        }
    }
    Some(iri)
}

/// All that is said of a thing, and of what belongs to it alone (`…#deadline`, `…#responsibility-1`).
fn described(call: &Call, iri: &NamedNode) -> Result<Vec<Triple>, Refusal> {
    let own = format!("{}#", iri.as_str());
    let (mut waiting, mut seen, mut all) = (vec![iri.clone()], BTreeSet::new(), Vec::new());
    while let Some(subject) = waiting.pop() {
        if all.len() > MOST || !seen.insert(subject.clone()) {
            continue;
        }
        let mut query = Query::parse(&format!("CONSTRUCT {{ {subject} ?p ?o }} {{ {subject} ?p ?o }}"))?;
        if !call.opened.whole {
            query.keep_to(call.opened.graph_names.clone());
        }
        let found = call.opened.graph.query(&query, &Limits { time: Some(TIME), rows: Some(MOST) })?;
        let Body::Triples(triples) = found.body else { continue };
        for triple in &triples {
            match &triple.object {
                Term::NamedNode(part) if part.as_str().starts_with(&own) => waiting.push(part.clone()),
                _ => {}
            }
        }
        all.extend(triples);
    }
    Ok(all)
}

fn given(call: &Call, triples: &[Triple]) -> Result<Response, Refusal> {
    let quads: Vec<Quad> = triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph)).collect();
    let format = call.get("format").and_then(|name| Format::asked(name, true));
    let accept = format.map(|format| format.media_type()).or(call.asked.accept.as_deref());
    let mut response = write(accept, &quads)?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// Leads to the page that shows the thing, else to what the graph says of it.
fn see(call: &Call, iri: &NamedNode) -> Result<Response, Refusal> {
    let page = page_of(call, iri.as_str());
    let mut response = see_other(&page)?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

fn page_of(call: &Call, iri: &str) -> String {
    let short = call.opened.short(iri);
    if call.opened.task(short).is_some() {
        return address("/task", [("id", short)]);
    }
    if call.opened.target(short).is_some() {
        return address("/target", [("id", short)]);
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    if let Some(name) = short.strip_prefix("indicator/") {
        return address("/indicator", [("name", &*decoded(name))]);
    }
    if let Some((document, rest)) = short.strip_prefix("doc/").and_then(|rest| rest.split_once('/')) {
        if let Some(unit) = rest.strip_prefix("unit/") {
            return address("/unit", [("name", &*decoded(unit))]);
        }
        if let Some(part) = rest.strip_prefix("part/") {
            let number = part.split('/').next().unwrap_or_default();
            return address(&format!("/doc/{}", segment(&decoded(document))), [("part", number)]);
        }
    }
    address("/sparql", [("query", &*format!("DESCRIBE <{iri}>"))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::HTML;

    #[test]
    fn a_page_is_for_those_who_name_it() {
        for page in ["text/html,application/xhtml+xml,*/*;q=0.8", HTML, "text/turtle;q=0.5, text/html"] {
            assert!(wants_page(Some(page)), "{page}");
        }
        for triples in [None, Some("*/*"), Some("text/turtle"), Some("application/ld+json, text/html;q=0.3")] {
            assert!(!wants_page(triples), "{triples:?}");
        }
        // A document's address is that of its page.
        assert!(wants_triples(Some("text/turtle")) && wants_triples(Some("text/html;q=0.2, application/rdf+xml")));
        assert!(!wants_triples(None) && !wants_triples(Some("*/*")) && !wants_triples(Some("image/png")));
    }

    #[test]
    fn a_path_is_read_as_the_graph_writes_it() {
        let path = "/doc/%E8%AE%A1%E5%88%92.txt/part/6/task/%e4%b8%89/~1;2";
        assert_eq!(path_of(path).as_deref(), Some("doc/计划.txt/part/6/task/三/~1;2"));
        assert_eq!(path_of("/doc/a%20b%EF%BC%881.txt").as_deref(), Some("doc/a%20b%EF%BC%881.txt"));
        assert_eq!(path_of("/doc/a%2Fb").as_deref(), Some("doc/a%2Fb"));
        assert_eq!(path_of("/doc/%FF"), None);
    }
}
