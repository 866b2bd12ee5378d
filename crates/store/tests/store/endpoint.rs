//! Saved queries against a SPARQL endpoint: one thread that answers as the protocol says.

use crate::common::{both, lines};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;
use zhengtu_store::{Body, Credentials, Endpoint, Format, Graph, Library, Limits, Query, StoreError, Style};

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

/// Answers one request with `ASK` true, packed by gzip; gives the request.
fn one_request() -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/sparql", listener.local_addr().unwrap());
    let head = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        let mut body = vec![0; length.unwrap()];
        reader.read_exact(&mut body).unwrap();
        // `{"head":{},"boolean":true}`, as gzip packs it.
        let packed = include_bytes!("common/true.json.gz");
        let said = format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len());
        stream.write_all(said.as_bytes()).unwrap();
        stream.write_all(packed).unwrap();
        head + &decode(std::str::from_utf8(&body).unwrap())
    });
    (url, head)
}

#[test]
fn credentials_go_to_the_endpoint_and_answers_may_be_packed() {
    let password = Credentials::Password("Aladdin".into(), "open sesame".into());
    for (credentials, said) in [
        (None, None),
        (Some(Credentials::Token("t0ken".into())), Some("authorization: Bearer t0ken")),
        // The example of RFC 7617, section 2.
        (Some(password), Some("authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
    ] {
        let (url, head) = one_request();
        let endpoint = Endpoint::new(&url).unwrap();
        let endpoint = match &credentials {
            Some(credentials) => endpoint.with(credentials).unwrap(),
            None => endpoint,
        };
        let limits = Limits { time: Some(Duration::from_secs(10)), rows: None };
        let found = Graph::new(endpoint).query(&Query::parse("ASK { ?s ?p ?o }").unwrap(), &limits).unwrap();
        assert_eq!(found.body, Body::Boolean(true));
        let head = head.join().unwrap();
        let line = head.lines().find(|line| line.to_lowercase().starts_with("authorization"));
        let line = line.map(|line| line.replacen("Authorization", "authorization", 1));
        assert_eq!(line.as_deref(), said);
        assert!(head.to_lowercase().contains("accept-encoding: gzip"), "{head}");
    }
}

#[test]
fn text_is_searched_where_the_query_is_sent() {
    let ask = |query: &str| {
        let (url, request) = one_request();
        let graph = Graph::new(Endpoint::new(&url).unwrap());
        let query = Query::parse(query).unwrap();
        (graph.query(&query, &Limits { time: Some(Duration::from_secs(10)), rows: None }), request)
    };
    let (found, request) = ask("ASK { SERVICE text:search { ?clause text:matches \"不动产登记\" } }");
    assert_eq!(found.unwrap().body, Body::Boolean(true));
    let request = request.join().unwrap();
    assert!(
        request.contains("SERVICE <https://zhengtu.example/text#search>") && request.contains("不动产登记"),
        "{request}"
    );
    // No other server is asked by way of an endpoint.
    let (refused, _) = ask("ASK { SERVICE <http://example.org/sparql> { ?s ?p ?o } }");
    assert!(matches!(refused, Err(StoreError::Refused(_))));
}

#[test]
fn a_password_in_an_address_or_a_break_in_a_token_is_refused_and_not_repeated() {
    let refused = |result: Result<Endpoint, StoreError>| result.err().map(|error| error.to_string()).unwrap();
    assert!(!refused(Endpoint::new("http://a:s3cret@example.org/sparql")).contains("s3cret"));
    let endpoint = || Endpoint::new("http://example.org/sparql").unwrap();
    assert!(!refused(endpoint().with(&Credentials::Token("s3cret\r\nX: 1".into()))).contains("s3cret"));
    assert!(endpoint().with(&Credentials::Password("a:b".into(), String::new())).is_err());
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
    assert_eq!(Endpoint::new("https://example.org/sparql").is_ok(), cfg!(feature = "tls"));
}
