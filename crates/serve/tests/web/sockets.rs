//! A real socket: slow callers, many callers, long heads, the end.

use super::support::settings;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zhengtu_serve::{App, Bounds, Settings};

/// Longer than any of the times that these servers give their callers.
pub const LONG: Duration = Duration::from_secs(20);

/// A server that listens.
pub struct Server {
    pub address: SocketAddr,
    pub end: oneshot::Sender<()>,
    pub running: JoinHandle<()>,
}

async fn start(bounds: Bounds) -> Server {
    start_with(Settings { bounds, ..settings() }).await
}

/// A server of the settings, at a port of its own.
pub async fn start_with(settings: Settings) -> Server {
    let bind = SocketAddr::from(([127, 0, 0, 1], 0));
    let app = App::open(Settings { bind, ..settings }).expect("the knowledge base can be opened");
    let listening = zhengtu_serve::listen(app).await.expect("there is a free port");
    let (end, ended) = oneshot::channel::<()>();
    let address = listening.address();
    let running = tokio::spawn(listening.run(async {
        let _ = ended.await;
    }));
    Server { address, end, running }
}

fn short() -> Bounds {
    Bounds { head_time: Duration::from_millis(300), connection_time: Duration::from_secs(3), ..Bounds::default() }
}

/// Sends bytes and reads until the server closes the connection.
pub async fn exchange(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    // The server may close before it has read all.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await.expect("the server closes");
    String::from_utf8_lossy(&answer).into_owned()
}

async fn alive(address: SocketAddr) {
    let asked = b"GET /api/tasks?limit=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let answer = exchange(address, asked).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"total\":328"), "{answer}");
}

#[tokio::test]
async fn a_caller_that_sends_its_head_slowly_is_let_go() {
    let server = start(short()).await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").await.unwrap();
        slow.push(stream);
    }
    alive(server.address).await;
    for mut stream in slow {
        let mut rest = Vec::new();
        let _ = tokio::time::timeout(LONG, stream.read_to_end(&mut rest)).await.expect("it is closed");
        assert!(!String::from_utf8_lossy(&rest).contains(" 200 "));
    }
    alive(server.address).await;
}

#[tokio::test]
async fn a_caller_that_sends_its_body_slowly_is_told_so() {
    let server = start(short()).await;
    let head = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK";
    let answer = exchange(server.address, head).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    alive(server.address).await;
}

#[tokio::test]
async fn a_caller_that_says_nothing_is_let_go_and_others_get_its_place() {
    let server = start(Bounds { connections: 4, ..short() }).await;
    let mut silent = Vec::new();
    for _ in 0..8 {
        silent.push(TcpStream::connect(server.address).await.unwrap());
    }
    alive(server.address).await;
    drop(silent);
}

#[tokio::test]
async fn connections_that_say_nothing_hold_no_others_and_those_that_are_answered_stay() {
    let long = Duration::from_secs(60);
    let server = start(Bounds { connections: 4, head_time: long, connection_time: long, ..Bounds::default() }).await;
    // A request of which half the body is there is being answered.
    let head = "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: 20\r\n\r\nASK { ?t ";
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut others = Vec::new();
    for number in 0..12 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        // Some say nothing, some begin, some were answered and are kept for later.
        let said: &[u8] = match number % 3 {
            0 => b"",
            1 => b"GET / HTTP/1.1\r\nHost: ",
            _ => b"GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        };
        stream.write_all(said).await.unwrap();
        others.push(stream);
    }
    let began = Instant::now();
    alive(server.address).await;
    assert!(began.elapsed() < long / 4, "{:?}", began.elapsed());
    half.write_all(b"a zt:Task }").await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(LONG, half.read_to_string(&mut answer)).await.expect("it is answered").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("true"), "{answer}");
    drop(others);
}

#[tokio::test]
async fn a_graph_is_sent_in_pieces_and_to_few_at_once() {
    let server = start(Bounds { queries: 2, head_time: Duration::from_secs(2), ..Bounds::default() }).await;
    let asked =
        b"GET /graph?default HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/n-triples\r\nConnection: close\r\n\r\n";
    let mut slow = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(asked).await.unwrap();
        let mut first = [0; 1000];
        stream.read_exact(&mut first).await.unwrap();
        let head = String::from_utf8_lossy(&first).into_owned();
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("transfer-encoding: chunked"), "{head}");
        slow.push(stream);
    }
    // Two are being sent, or wait for their callers.
    let third = exchange(server.address, asked).await;
    assert!(third.starts_with("HTTP/1.1 503"), "{}", &third[..third.len().min(200)]);
    alive(server.address).await;
    // One goes away; the other takes nothing and is let go, its answer cut.
    drop(slow.pop());
    tokio::time::sleep(Duration::from_millis(3500)).await;
    let whole = exchange(server.address, asked).await;
    assert!(whole.starts_with("HTTP/1.1 200") && whole.ends_with("0\r\n\r\n"), "{}", whole.len());
    let mut rest = Vec::new();
    let _ = tokio::time::timeout(LONG, slow[0].read_to_end(&mut rest)).await.expect("it is let go");
    assert!(rest.len() < whole.len() && !rest.ends_with(b"0\r\n\r\n"), "{} of {}", rest.len(), whole.len());
}

#[tokio::test]
async fn an_address_of_ten_megabytes_is_refused() {
    let server = start(short()).await;
    let long = format!("GET /sparql?query={} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "x".repeat(10 << 20));
    let answer = exchange(server.address, long.as_bytes()).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{}", &answer[..answer.len().min(80)]);
    alive(server.address).await;
}

#[tokio::test]
async fn nonsense_is_no_harm() {
    let server = start(short()).await;
    for bytes in [
        &b"\x16\x03\x01\x02\x00"[..],
        b"HELO\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET  HTTP/9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let answer = exchange(server.address, bytes).await;
        assert!(!answer.contains(" 200 "), "{answer}");
    }
    alive(server.address).await;
}

#[tokio::test]
async fn told_to_end_it_ends() {
    let server = start(short()).await;
    alive(server.address).await;
    let idle = TcpStream::connect(server.address).await.unwrap();
    let began = Instant::now();
    server.end.send(()).unwrap();
    tokio::time::timeout(LONG, server.running).await.expect("it ends").expect("without a panic");
    assert!(began.elapsed() < LONG);
    assert!(TcpStream::connect(server.address).await.is_err());
    drop(idle);
}
