//! The style sheet, the script and the icon, embedded; their addresses change with their content.

use crate::reply::reply;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file that never changes under its address.
pub struct Static {
    /// The path without its version.
    pub path: &'static str,
    media: &'static str,
    content: &'static str,
}

/// The files.
pub const FILES: [Static; 3] = [
    Static {
        path: "/static/style.css",
        media: "text/css; charset=utf-8",
        content: include_str!("../static/style.css"),
    },
    Static {
        path: "/static/script.js",
        media: "text/javascript; charset=utf-8",
        content: include_str!("../static/script.js"),
    },
    Static { path: "/static/icon.svg", media: "image/svg+xml", content: include_str!("../static/icon.svg") },
];

static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    FILES.iter().for_each(|file| hash.update(file.content));
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// What stands behind `?v=` in the addresses of the files.
pub fn version() -> &'static str {
    &VERSION
}

impl Static {
    /// The file as an answer that a browser may keep.
    pub fn reply(&self) -> Response {
        let mut response = reply(self.media, self.content);
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        response
    }
}
