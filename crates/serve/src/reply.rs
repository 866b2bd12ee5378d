//! Answers, and refusals.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// HTML in UTF-8.
pub const HTML: &str = "text/html; charset=utf-8";
/// JSON.
pub const JSON: &str = "application/json";
/// A JSON object a line.
pub const JSON_LINES: &str = "application/x-ndjson";
/// Plain text in UTF-8.
pub const TEXT: &str = "text/plain; charset=utf-8";

/// Why a request gets no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status.
    pub status: StatusCode,
    /// What is wrong and what to do, for people.
    pub message: String,
}

impl Refusal {
    /// A refusal with this status.
    pub fn new(status: StatusCode, message: impl ToString) -> Self {
        Self { status, message: message.to_string() }
    }

    /// The request is wrong.
    pub fn bad(message: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// There is no such thing.
    pub fn missing(message: impl ToString) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// The knowledge base or the machine is at fault.
    pub fn fault(message: impl ToString) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    /// Too much is going on.
    pub fn busy(message: impl ToString) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, message)
    }

    /// As JSON, for programs.
    pub fn json(&self) -> Response {
        let body = serde_json::json!({ "error": self.message }).to_string();
        let mut response = reply(JSON, body);
        *response.status_mut() = self.status;
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

impl From<zhengtu_store::StoreError> for Refusal {
    fn from(error: zhengtu_store::StoreError) -> Self {
        match error {
            zhengtu_store::StoreError::UnknownQuery { .. } => Self::missing(error),
            zhengtu_store::StoreError::TimeLimit(_) | zhengtu_store::StoreError::Damaged(_) => Self::busy(error),
            error if error.is_usage() => Self::bad(error),
            error => Self::fault(error),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Self::fault(error)
    }
}

/// An answer with this content.
pub fn reply(media: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    if let Ok(value) = HeaderValue::from_str(media) {
        response.headers_mut().insert(header::CONTENT_TYPE, value);
    }
    response
}

/// Leads a browser to another address (RFC 9110, section 15.4.4).
///
/// # Errors
/// Where the address holds what no header may.
pub fn see_other(to: &str) -> Result<Response, Refusal> {
    let mut response = reply(TEXT, "");
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(to).map_err(Refusal::bad)?);
    Ok(response)
}

/// An answer that a browser saves as a file. The name is ASCII for old clients and UTF-8 for the others
/// (RFC 6266, section 4.3).
pub fn file(media: &str, name: &str, body: Vec<u8>) -> Response {
    let mut response = reply(media, body);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let value =
        format!("attachment; filename=\"zhengtu.{ending}\"; filename*=UTF-8''{}", crate::address::segment(name));
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
