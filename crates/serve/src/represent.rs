//! What becomes of an answer on its way out, whatever it says: its tag (RFC 9110, section 8.8.3), by which a caller that
//! has it already is told so; gzip for callers that take it; and what an address takes, for OPTIONS.

use crate::negotiate;
use crate::reply::{TEXT, reply};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Answers of fewer bytes do not become shorter by it.
const WORTH_PACKING: usize = 1024;
/// Answers of more bytes are sent as they are: they are downloads, of which two copies would be held.
const MOST_HELD: u64 = 64 << 20;
/// How many bytes of the digest a tag holds.
const TAG: usize = 16;

/// Lets the request be answered, and sends the answer in the form that suits the caller.
pub async fn represent(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let asked = request.headers().clone();
    let response = next.run(request).await;
    if method == Method::OPTIONS {
        return options(response);
    }
    let size = response.body().size_hint().exact();
    if method != Method::GET || response.status() != StatusCode::OK || size.is_none_or(|size| size > MOST_HELD) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(head, Body::empty());
    };
    let tag = tag(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        head.headers.insert(header::ETAG, value);
    }
    let packs =
        bytes.len() >= WORTH_PACKING && is_text(&head.headers) && !head.headers.contains_key(header::CONTENT_ENCODING);
    if packs {
        head.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if has(&asked, &tag) {
        head.status = StatusCode::NOT_MODIFIED;
        head.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(head, Body::empty());
    }
    let packed = if packs && takes_gzip(&asked) { pack(bytes.clone()).await } else { None };
    let sent = match packed {
        Some(packed) => {
            head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            head.headers.remove(header::CONTENT_LENGTH);
            packed
        }
        None => bytes,
    };
    Response::from_parts(head, Body::from(sent))
}

/// What an address takes: the router refuses OPTIONS, and names the methods that it does take as this goes out.
fn options(mut answer: Response) -> Response {
    if answer.status() == StatusCode::METHOD_NOT_ALLOWED {
        answer = reply(TEXT, "");
        *answer.status_mut() = StatusCode::NO_CONTENT;
    }
    answer
}

/// The tag of a content. It is weak, for packed and plain answers share it.
fn tag(bytes: &Bytes) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().take(TAG).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"")
}

/// Whether the caller says that it has the content with this tag (RFC 9110, section 13.1.2; compared weakly).
fn has(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = known.flat_map(|line| line.split(',')).map(str::trim);
    let bare = tag.trim_start_matches("W/");
    tags.any(|known| known == "*" || known.trim_start_matches("W/") == bare)
}

/// Whether the content is text, which becomes much shorter when it is packed; workbooks are packed already.
fn is_text(headers: &HeaderMap) -> bool {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    let subtype = media.rsplit('/').next().unwrap_or_default();
    let bare = subtype.rsplit('+').next().unwrap_or_default();
    media.starts_with("text/") || ["json", "xml", "x-ndjson", "n-triples", "n-quads", "trig"].contains(&bare)
}

/// Whether the caller takes gzip (RFC 9110, section 12.5.3); one that says nothing may not know it.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let lines = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let all = lines.collect::<Vec<_>>().join(",");
    negotiate::coding(&all, "gzip")
}

/// The content packed, on a thread where that may take its time; nothing where it fails.
async fn pack(bytes: Bytes) -> Option<Bytes> {
    let packing = tokio::task::spawn_blocking(move || {
        let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
        encoder.write_all(&bytes).and_then(|()| encoder.finish())
    });
    packing.await.ok()?.ok().map(Bytes::from)
}
