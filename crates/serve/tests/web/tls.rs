//! The same over HTTPS. `crates/tls/tests/pki/make` made the certificates.

use super::sockets::{LONG, Server, exchange, start_with};
use super::support::{request, router, send, settings};
use axum::body::Body;
use axum::http::StatusCode;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use zhengtu_serve::{App, Bounds, Error, Settings, Tls};

const TOKEN: &str = "correct horse battery";

fn pki(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tls/tests/pki").join(name)
}

fn tls(certificate: impl Into<PathBuf>, key: impl Into<PathBuf>) -> Option<Tls> {
    Some(Tls { certificate: certificate.into(), key: key.into(), report: |_| {} })
}

fn encrypted() -> Settings {
    Settings { tls: tls(pki("chain.pem"), pki("key.pem")), ..settings() }
}

/// Bounds with some patience: two have to agree in the time of a head, on a machine that does other things too.
fn short() -> Bounds {
    Bounds { head_time: Duration::from_secs(2), connection_time: LONG, ..Bounds::default() }
}

async fn start(bounds: Bounds) -> Server {
    start_with(Settings { bounds, ..encrypted() }).await
}

/// A connection on which both agreed, as a client does that trusts the authority of a file.
async fn agree(address: SocketAddr, authority: &str) -> std::io::Result<TlsStream<TcpStream>> {
    let mut trusted = RootCertStore::empty();
    trusted.add_parsable_certificates(zhengtu_tls::authorities(&pki(authority)).unwrap());
    let config = ClientConfig::builder_with_provider(zhengtu_tls::ciphers()).with_safe_default_protocol_versions();
    let config = config.unwrap().with_root_certificates(trusted).with_no_client_auth();
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

/// Asks on a connection of its own; the answer, head and body.
async fn ask(address: SocketAddr, asked: &str) -> String {
    let mut stream = agree(address, "ca.pem").await.expect("the certificate is trusted");
    stream.write_all(asked.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await.expect("it ends").expect("it ends as TLS does");
    String::from_utf8_lossy(&answer).into_owned()
}

async fn alive(address: SocketAddr) {
    let asked = "GET /api/tasks?limit=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answer = ask(address, asked).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"total\":328"), "{answer}");
}

#[tokio::test]
async fn what_is_asked_over_tls_is_answered_on_a_connection_that_stays() {
    let server = start(Bounds::default()).await;
    let mut stream = agree(server.address, "ca.pem").await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), None);
    for _ in 0..2 {
        stream.write_all(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let mut body = vec![0; length.parse().unwrap()];
        stream.read_exact(&mut body).await.unwrap();
        assert!(head.starts_with("HTTP/1.1 200") && body.starts_with(b"{"), "{head}");
    }
    // What is sent in pieces comes whole.
    let graph =
        "GET /graph?default HTTP/1.1\r\nHost: localhost\r\nAccept: application/n-triples\r\nConnection: close\r\n\r\n";
    let whole = ask(server.address, graph).await;
    assert!(whole.len() > 1_000_000 && whole.ends_with("0\r\n\r\n"), "{}", whole.len());
}

#[tokio::test]
async fn only_over_tls_browsers_are_told_to_stay_with_it() {
    for (tls, scheme) in [(None, "http"), (encrypted().tls, "https")] {
        let is_https = tls.is_some();
        let token = Some(TOKEN.to_owned());
        let hosts = vec!["plans.example".to_owned()];
        let closed = router(Settings { tls: tls.clone(), token, hosts: hosts.clone(), ..settings() });
        let form = || {
            let form = request("/login").method("POST").header("content-type", "application/x-www-form-urlencoded");
            form.body(Body::from(format!("token={}", TOKEN.replace(' ', "+")))).unwrap()
        };
        let entered = send(&closed, form()).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER);
        let ends = if is_https { "; SameSite=Strict; Secure" } else { "; SameSite=Strict" };
        assert!(entered.header("set-cookie").ends_with(ends), "{}", entered.header("set-cookie"));
        let edit = router(Settings { tls: tls.clone(), hosts, edit: true, ..settings() });
        let with = |host: &str, origin: &str| {
            let request = axum::http::Request::builder().uri("/").header("host", host);
            let request = if origin.is_empty() { request } else { request.method("POST").header("origin", origin) };
            request.body(Body::empty()).unwrap()
        };
        let page = send(&edit, with("plans.example", "")).await;
        assert!(page.header("set-cookie").ends_with(ends), "{}", page.header("set-cookie"));
        let told = "max-age=31536000";
        assert_eq!(page.header("strict-transport-security"), if is_https { told } else { "" });
        // The name means another machine on the next one, and other programs here.
        for own in ["localhost", "localhost:8741", "LOCALHOST.:8741"] {
            assert_eq!(send(&edit, with(own, "")).await.header("strict-transport-security"), "", "{own}");
        }
        // A plain page of the same name is not this server's.
        let plain = send(&edit, with("plans.example", "http://plans.example")).await;
        assert_eq!(plain.status == StatusCode::FORBIDDEN, is_https);
        assert_ne!(send(&edit, with("plans.example", "https://plans.example")).await.status, StatusCode::FORBIDDEN);
        let described = request("/sparql").header("accept", "application/n-triples").body(Body::empty()).unwrap();
        let described = send(&edit, described).await.text();
        assert!(described.contains(&format!("<{scheme}://127.0.0.1:8741/sparql>")), "{described}");
        // Relative to where the description was had from, whatever that is.
        let api = send(&edit, request("/api/openapi.json").body(Body::empty()).unwrap()).await.json();
        assert_eq!(api["servers"][0]["url"], "/");
    }
}

#[tokio::test]
async fn who_does_not_trust_the_certificate_goes_and_others_are_answered() {
    let server = start(short()).await;
    assert!(agree(server.address, "rsa.pem").await.is_err());
    alive(server.address).await;
    let expired = start_with(Settings { tls: tls(pki("expired.pem"), pki("key.sec1.pem")), ..settings() }).await;
    assert!(agree(expired.address, "ca.pem").await.is_err());
}

#[tokio::test]
async fn plain_http_is_told_what_to_do_and_nonsense_is_let_go() {
    let server = start(short()).await;
    for asked in [
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned(),
        format!("POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 40000\r\n\r\n{}", "x".repeat(40000)),
    ] {
        let answer = exchange(server.address, asked.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("https://"), "{answer}");
        let length = answer.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
        assert_eq!(answer.split("\r\n\r\n").nth(1).unwrap().len(), length.parse::<usize>().unwrap());
        assert!(answer.contains("Connection: close") && !answer.to_lowercase().contains("set-cookie"));
    }
    for nonsense in
        [&b"\0\0\0\0"[..], b"\x15\x03\x01", b"helo\r\n", b"\x16\x03\x01\x02\x00", b"\x16\x03\x01\xff\xff\xff"]
    {
        let answer = exchange(server.address, nonsense).await;
        assert!(!answer.contains("HTTP/1.1"), "{nonsense:?}: {answer}");
    }
    alive(server.address).await;
}

#[tokio::test]
async fn who_agrees_slowly_holds_no_others_and_is_let_go() {
    // More than there are places; some say nothing, some begin, some have agreed and ask nothing.
    let server = start(Bounds { connections: 4, ..short() }).await;
    let mut slow = Vec::new();
    for number in 0..12 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let said: &[u8] = if number % 2 == 0 { b"" } else { b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" };
        stream.write_all(said).await.unwrap();
        slow.push(stream);
    }
    alive(server.address).await;
    for mut stream in slow {
        let mut rest = Vec::new();
        let _ = tokio::time::timeout(LONG, stream.read_to_end(&mut rest)).await.expect("it is closed");
    }
    let mut agreed = agree(server.address, "ca.pem").await.unwrap();
    let _ = tokio::time::timeout(LONG, agreed.read(&mut [0])).await.expect("a head has to come in its time");
    alive(server.address).await;
}

#[tokio::test]
async fn told_to_end_it_waits_for_nobody_who_has_not_agreed() {
    let long = Duration::from_secs(60);
    let server = start(Bounds { head_time: long, connection_time: long, ..Bounds::default() }).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let idle = agree(server.address, "ca.pem").await.unwrap();
    alive(server.address).await;
    server.end.send(()).unwrap();
    tokio::time::timeout(LONG, server.running).await.expect("it ends").expect("without a panic");
    // Long before the time of a head is over.
    let read = tokio::time::timeout(LONG, silent.read(&mut [0])).await.expect("it is let go");
    assert!(!matches!(read, Ok(1..)));
    drop(idle);
}

#[tokio::test]
async fn a_certificate_that_was_renewed_is_shown_to_the_next_caller() {
    static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let folder = TempDir::new().unwrap();
    let (certificate, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let put = |from: [&str; 2]| {
        std::fs::copy(pki(from[0]), &certificate).unwrap();
        std::fs::copy(pki(from[1]), &key).unwrap();
    };
    put(["chain.pem", "key.pem"]);
    let report = |error: &Error| REPORTS.lock().unwrap().push(format!("{error} {}", error.english()));
    let tls = Some(Tls { certificate: certificate.clone(), key: key.clone(), report });
    let server = start_with(Settings { tls, ..settings() }).await;
    let mut before = agree(server.address, "ca.pem").await.unwrap();
    put(["rsa.pem", "rsa.pem"]);
    assert!(agree(server.address, "ca.pem").await.is_err());
    assert!(agree(server.address, "rsa.pem").await.is_ok());
    // Who agreed before is still answered.
    before.write_all(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(before.read_u8().await.unwrap(), b'H');
    // Of two files one comes first. Until the other is there the one before is shown, and it is said once.
    std::fs::copy(pki("chain.pem"), &certificate).unwrap();
    for _ in 0..2 {
        assert!(agree(server.address, "rsa.pem").await.is_ok());
    }
    let reports = REPORTS.lock().unwrap().clone();
    assert!(reports.len() == 1 && reports[0].contains("key.pem"), "{reports:?}");
    std::fs::copy(pki("key.pem"), &key).unwrap();
    alive(server.address).await;
    assert_eq!(REPORTS.lock().unwrap().len(), 1);
}

#[test]
fn a_certificate_that_cannot_be_used_ends_the_server_before_it_listens() {
    let opened =
        |certificate: &str, key: &str| App::open(Settings { tls: tls(pki(certificate), pki(key)), ..settings() });
    for (certificate, key, named) in [
        ("nowhere.pem", "key.pem", "nowhere.pem"),
        ("chain.pem", "rsa.pem", "rsa.pem"),
        ("chain.pem", "key.encrypted.pem", "key.encrypted.pem"),
        ("key.pem", "chain.pem", "key.pem"),
    ] {
        let error = opened(certificate, key).err().unwrap_or_else(|| panic!("{certificate} {key}"));
        assert!(!error.is_usage() && error.to_string().contains(named) && error.english().contains(named), "{error}");
    }
}
