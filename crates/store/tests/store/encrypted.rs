//! Endpoints over HTTPS: one thread that answers each caller once. `crates/tls/tests/pki/make` made the certificates.

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zhengtu_store::{Body, Credentials, Endpoint, Graph, Limits, Query, Results, StoreError};
use zhengtu_tls::Refusal;

const YES: &str = "{\"head\":{},\"boolean\":true}";

fn pki(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tls/tests/pki").join(name)
}

/// A server that shows a certificate and gives one answer to everybody.
struct Server {
    port: u16,
    /// What was sent to it.
    heard: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(certificate: &str, answer: impl Into<String>) -> Self {
        let config = zhengtu_tls::server(&pki(certificate), &pki("key.pem")).unwrap();
        Self::of(Some(config), answer.into())
    }

    fn of(config: Option<Arc<ServerConfig>>, answer: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                match &config {
                    Some(config) => {
                        let talk = ServerConnection::new(Arc::clone(config)).unwrap();
                        exchange(StreamOwned::new(talk, stream), &answer, &kept);
                    }
                    None => exchange(stream, &answer, &kept),
                }
            }
        });
        Self { port, heard }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Reads a request, keeps it, then answers: who has the answer finds what was heard.
fn exchange(mut stream: impl Read + Write, answer: &str, heard: &Mutex<Vec<String>>) {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let Some(read) = stream.read(&mut part).ok().filter(|read| *read > 0) else { return };
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
        if body.len() >= length.unwrap_or(0) {
            heard.lock().unwrap().push(text);
            let _ = stream.write_all(answer.as_bytes());
            let _ = stream.flush();
            return;
        }
    }
}

fn answer(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn to(place: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn ask(endpoint: Endpoint) -> Result<Results, StoreError> {
    let limits = Limits { time: Some(Duration::from_secs(20)), rows: None };
    Graph::new(endpoint).query(&Query::parse("ASK { ?s ?p ?o }").unwrap(), &limits)
}

fn at(host: &str, server: &Server) -> Endpoint {
    Endpoint::new(&format!("https://{host}:{}/sparql", server.port)).unwrap().trusting(&pki("ca.pem")).unwrap()
}

/// Why the connection to a server was refused.
fn refusal(endpoint: Endpoint) -> Refusal {
    match ask(endpoint) {
        Err(StoreError::Connection { refusal, .. }) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_endpoint_whose_authority_is_trusted_is_asked_and_told_the_credentials() {
    let server = Server::start("chain.pem", answer(YES));
    for host in ["localhost", "127.0.0.1"] {
        let endpoint = at(host, &server).with(&Credentials::Token("t0ken".into())).unwrap();
        assert_eq!(ask(endpoint).unwrap().body, Body::Boolean(true), "{host}");
    }
    let heard = server.heard();
    assert!(heard.len() == 2 && heard.iter().all(|head| head.contains("Bearer t0ken")), "{heard:?}");
}

#[test]
fn a_certificate_that_cannot_be_believed_is_refused_before_anything_is_said() {
    for (certificate, trusted, expected) in [
        ("expired.pem", "ca.pem", Refusal::Expired),
        ("elsewhere.pem", "ca.pem", Refusal::OtherName),
        ("chain.pem", "rsa.pem", Refusal::Untrusted),
        ("authority.pem", "authority.pem", Refusal::Authority),
    ] {
        let server = Server::start(certificate, answer(YES));
        let url = format!("https://localhost:{}/sparql", server.port);
        let endpoint = Endpoint::new(&url).unwrap().trusting(&pki(trusted)).unwrap();
        let endpoint = endpoint.with(&Credentials::Token("t0ken".into())).unwrap();
        assert_eq!(refusal(endpoint), expected, "{certificate}");
        assert!(server.heard().is_empty(), "{certificate}");
    }
    // A certificate that signed itself is trusted where it is named.
    let config = zhengtu_tls::server(&pki("rsa.pem"), &pki("rsa.pem")).unwrap();
    let server = Server::of(Some(config), answer(YES));
    let url = format!("https://localhost:{}/sparql", server.port);
    assert!(ask(Endpoint::new(&url).unwrap().trusting(&pki("rsa.pem")).unwrap()).is_ok());
}

#[test]
fn what_is_said_names_the_address_and_what_to_do_in_both_languages() {
    let server = Server::start("chain.pem", answer(YES));
    let url = format!("https://localhost:{}/sparql", server.port);
    let error = ask(Endpoint::new(&url).unwrap().trusting(&pki("rsa.pem")).unwrap()).unwrap_err();
    for said in [error.to_string(), error.english()] {
        assert!(said.contains(&url) && said.contains("--ca"), "{said}");
    }
    assert!(!error.is_usage());
}

#[test]
fn who_speaks_plain_http_or_nothing_there_is_told_from_a_wrong_certificate() {
    // It does not understand the first bytes of TLS, and says so.
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/sparql", plain.local_addr().unwrap());
    let answers = std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    });
    assert_eq!(refusal(Endpoint::new(&url).unwrap().trusting(&pki("ca.pem")).unwrap()), Refusal::NoTls);
    answers.join().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/sparql", silent.local_addr().unwrap());
    let endpoint = Endpoint::new(&url).unwrap().trusting(&pki("ca.pem")).unwrap();
    let limits = Limits { time: Some(Duration::from_millis(300)), rows: None };
    let late = Graph::new(endpoint).query(&Query::parse("ASK { ?s ?p ?o }").unwrap(), &limits);
    assert!(matches!(late, Err(StoreError::TimeLimit(_))), "{late:?}");
    drop(silent);
    assert!(matches!(
        ask(Endpoint::new(&url).unwrap().trusting(&pki("ca.pem")).unwrap()),
        Err(StoreError::Endpoint(_))
    ));
}

#[test]
fn a_query_is_led_to_no_plain_address_and_credentials_to_no_other_host() {
    let plain = Server::of(None, answer(YES));
    let leads = Server::start("chain.pem", to(&format!("http://127.0.0.1:{}/sparql", plain.port)));
    let with = |endpoint: Endpoint| endpoint.with(&Credentials::Token("t0ken".into())).unwrap();
    let error = ask(with(at("localhost", &leads))).unwrap_err();
    assert!(matches!(&error, StoreError::Endpoint(said) if said.contains("没有加密")), "{error}");
    assert!(TcpStream::connect(("127.0.0.1", plain.port)).is_ok() && plain.heard().is_empty());
    let other = Server::start("chain.pem", answer(YES));
    let leads = Server::start("chain.pem", to(&format!("https://127.0.0.1:{}/sparql", other.port)));
    assert!(ask(with(at("localhost", &leads))).is_ok());
    let (first, second) = (leads.heard(), other.heard());
    assert!(first[0].contains("t0ken"), "{first:?}");
    assert!(second.len() == 1 && !second[0].contains("t0ken"), "{second:?}");
}

#[test]
fn an_authority_goes_with_https_and_its_file_is_named_where_it_is_wrong() {
    let https = || Endpoint::new("https://example.org/sparql").unwrap();
    assert!(matches!(https().trusting(&pki("nowhere.pem")), Err(StoreError::Authorities(_))));
    let said = https().trusting(&pki("key.pem")).err().unwrap().to_string();
    assert!(said.contains("key.pem") && said.contains("PRIVATE KEY"), "{said}");
    let plain = Endpoint::new("http://example.org/sparql").unwrap();
    assert!(matches!(plain.trusting(&pki("ca.pem")), Err(StoreError::Refused(_))));
    assert!(Endpoint::new("https://a:s3cret@example.org/sparql").is_err());
    assert!(Endpoint::new("ftp://example.org/sparql").is_err());
}
