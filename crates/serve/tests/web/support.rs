//! A server of the corpus, asked without a socket.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use tower::ServiceExt;
use zhengtu_kb::BuildOptions;
use zhengtu_serve::{App, Settings};

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the project has a folder")
}

/// Builds a knowledge base.
pub fn build(kb: &Path, from: &Path) {
    zhengtu_kb::build(kb, &[from.to_owned()], &BuildOptions::default(), &()).expect("the texts can be read");
}

/// A knowledge base of the corpus, built once for all tests.
pub fn corpus_kb() -> &'static Path {
    static KB: OnceLock<TempDir> = OnceLock::new();
    KB.get_or_init(|| {
        let folder = TempDir::new().expect("a temporary folder can be made");
        build(folder.path(), &project().join("corpus/wenxian-2021.txt"));
        folder
    })
    .path()
}

/// The usual settings for the corpus.
pub fn settings() -> Settings {
    Settings::new(corpus_kb())
}

/// The handlers over what the settings say.
pub fn router(settings: Settings) -> Router {
    zhengtu_serve::router(App::open(settings).expect("the knowledge base can be opened"))
}

/// The handlers over the corpus, opened once.
pub fn corpus() -> Router {
    static ROUTER: OnceLock<Router> = OnceLock::new();
    ROUTER.get_or_init(|| router(settings())).clone()
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn media(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A request with the `Host` that a browser sends.
pub fn request(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(encoded(path)).header("host", "127.0.0.1:8741")
}

/// Sends a request.
pub async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.expect("the router always answers");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the body can be read").to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// Asks the corpus with GET.
pub async fn get(path: &str) -> Answer {
    get_as(path, "*/*").await
}

/// Asks the corpus with GET for one of some media types.
pub async fn get_as(path: &str, accept: &str) -> Answer {
    let request = request(path).header("accept", accept).body(Body::empty()).expect("the request is well formed");
    send(&corpus(), request).await
}

/// Asks the corpus with POST.
pub async fn post(path: &str, media: &str, accept: &str, body: impl Into<Body>) -> Answer {
    let request = request(path).method("POST").header("content-type", media).header("accept", accept);
    send(&corpus(), request.body(body.into()).expect("the request is well formed")).await
}

/// An address as typed, its Chinese characters and blanks encoded.
pub fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// The addresses of this site that a page links to, decoded from HTML.
pub fn links(page: &str) -> Vec<String> {
    let values = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found: Vec<String> = values
        .filter(|link| link.starts_with('/'))
        .map(|link| link.replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'"))
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}
