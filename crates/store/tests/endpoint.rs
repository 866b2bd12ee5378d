//! Saved queries against a SPARQL endpoint: one thread that answers as the protocol says.

#![cfg(feature = "endpoint")]

mod common;

use common::{both, lines};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use zhengtu_store::{Endpoint, Format, Graph, Library, Limits, Query, StoreError, Style};

/// Answers queries on the graph of the tests; returns the address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap());
        }
    });
    url
}

fn answer(mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length, mut accept) = (String::new(), 0, String::new());
    while reader.read_line(&mut line).unwrap() > 2 {
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if let Some(value) = lower.strip_prefix("accept:") {
            accept = value.trim().to_owned();
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let text = decode(String::from_utf8(body).unwrap().strip_prefix("query=").unwrap());
    let (status, body) = match Query::parse(&text).and_then(|query| both().query(&query, &Limits::NONE)) {
        Ok(results) => {
            let mut bytes = Vec::new();
            let format = if accept.contains("json") { Format::Json } else { Format::NTriples };
            results.write(format, &Style::default(), &mut bytes).unwrap();
            ("200 OK", bytes)
        }
        Err(error) => ("400 Bad Request", error.to_string().into_bytes()),
    };
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len()).unwrap();
    stream.write_all(&body).unwrap();
}

fn decode(form: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = form.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_saved_query_gives_the_same_rows_through_an_endpoint() {
    let remote = Graph::new(Endpoint::new(&serve()).unwrap());
    let library = Library::built_in();
    for (name, given) in [
        ("tasks-led-by-unit", vec![("unit", "县税务局"), ("due", "2021-06-30")]),
        ("duties-of-unit", vec![("unit", "县财政局"), ("role", "负责")]),
        ("joint-tasks", vec![("unit", "县税务局"), ("other", "县财政局")]),
        ("targets-by-indicator", vec![("word", "时间")]),
        ("annex-targets-against-plan", vec![("annex", "1")]),
        ("tasks-mentioning", vec![("word", "\"}\\{税")]),
        ("open-responsibility", vec![]),
        ("workload", vec![]),
        ("timeline", vec![("from", "2021-06-01")]),
    ] {
        let given: Vec<(String, String)> = given.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let rows = |graph: &Graph| {
            let query = library.get(name).unwrap().prepare(graph, &given).unwrap();
            lines(graph.query(&query, &Limits::NONE).unwrap().table().unwrap())
        };
        assert_eq!(rows(&remote), rows(&both()), "{name}");
    }
}

#[test]
fn an_endpoint_that_refuses_or_is_not_there_says_so() {
    let ask = |url: &str| {
        let graph = Graph::new(Endpoint::new(url).unwrap());
        graph.query(
            &Query::parse("ASK { ?s ?p ?o }").unwrap(),
            &Limits { time: Some(Duration::from_secs(5)), rows: None },
        )
    };
    assert!(ask(&serve()).is_ok());
    let nowhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(matches!(ask(&format!("http://{nowhere}/sparql")), Err(StoreError::Endpoint(_))));
    assert!(Endpoint::new("https://example.org/sparql").is_err());
}
