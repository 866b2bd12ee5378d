//! What stands in front of every handler: who may ask, for how long, and with what the answer is sealed.

use crate::app::{App, now};
use crate::lang::{self, Lang};
use crate::params::Params;
use crate::reply::{Refusal, TEXT, reply, see_other};
use crate::visitor::{Visitor, cookie};
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// The cookie of a browser that has presented the token.
pub const COOKIE: &str = "zhengtu";
/// How many seconds the cookie holds, as long as a session of somebody who has signed in.
pub const PASS: u64 = 12 * 3600;
/// How long an answer may take beyond the time of the request: for a query's process to be stopped.
const GRACE: Duration = Duration::from_secs(8);

/// No code or style but our own files, no frame, no form to elsewhere (Content Security Policy Level 3).
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers that a page of a named origin may send; the last three are those of the Model Context Protocol.
const ASKED_WITH: &str = "accept, authorization, content-type, mcp-protocol-version, mcp-method, mcp-name";

/// What tells a browser to ask this host over HTTPS alone, for a year (RFC 6797). It means all ports of the host, so it does
/// not go out for `localhost`, where other programs are tried; browsers pass it over for an address in numbers.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

const SEALS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets a request through to `next`, or refuses it.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let open = origin.as_ref().is_some_and(|origin| app.settings.origins.iter().any(|known| known == origin));
    let https_only = app.settings.tls.is_some() && !names_localhost(request.headers());
    let mut response = match admit(&app, &request, open) {
        Err(refused) => *refused,
        Ok(()) if open && request.method() == Method::OPTIONS => preflight(),
        Ok(()) => {
            let time = app.settings.bounds.time + GRACE;
            let late = || Refusal::busy("请求超时 / the request took too long").json();
            tokio::time::timeout(time, next.run(request)).await.unwrap_or_else(|_| late())
        }
    };
    seal(response.headers_mut(), app.is_closed());
    if https_only {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    if !app.settings.origins.is_empty() {
        response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    }
    match origin {
        Some(origin) if open => {
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        _ => {
            let name = HeaderName::from_static("cross-origin-resource-policy");
            response.headers_mut().insert(name, HeaderValue::from_static("same-origin"));
        }
    }
    response
}

fn refuse(status: StatusCode, message: &'static str) -> Box<Response> {
    let mut response = reply(TEXT, message);
    *response.status_mut() = status;
    Box::new(response)
}

fn admit(app: &App, request: &Request, open: bool) -> Result<(), Box<Response>> {
    if !host_is_ours(app, request) {
        return Err(refuse(
            StatusCode::MISDIRECTED_REQUEST,
            "Host 不是本服务的名称；如需用别的名称访问，请用 --host 指明 / unknown Host, see --host\n",
        ));
    }
    // A page of another site may send its reader's browser here; it gets no answer to a form.
    if request.method() == Method::POST && !open && !same_origin(request.headers(), app.settings.tls.is_some()) {
        return Err(refuse(StatusCode::FORBIDDEN, "来源不在许可之列，见 --allow-origin / unknown Origin\n"));
    }
    if app.is_closed() && !is_free(request) && !is_known(app, request.headers()) {
        return Err(Box::new(to_login(app, request)));
    }
    Ok(())
}

/// Whether the request names this server: by its own address, a name for this machine where it listens
/// there, or a name that was given. A page that has its own name point here (DNS rebinding) does not.
fn host_is_ours(app: &App, request: &Request) -> bool {
    let mut named = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return false };
    let Some(host) = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok()) else { return false };
    let in_line = request.uri().authority();
    if in_line.is_some_and(|authority| authority.host() != host.host()) || host.as_str().contains('@') {
        return false;
    }
    let name = host.host().trim_end_matches('.').to_ascii_lowercase();
    let bind = app.settings.bind.ip();
    let own = if bind.is_ipv6() { format!("[{bind}]") } else { bind.to_string() };
    name == own
        || (bind.is_loopback() && ["localhost", "127.0.0.1", "[::1]"].contains(&name.as_str()))
        || app.settings.hosts.iter().any(|known| known.eq_ignore_ascii_case(&name))
}

/// Whether the request names this machine by a name that means another one elsewhere.
fn names_localhost(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    host.rsplit_once(':').map_or(host, |(name, _)| name).trim_end_matches('.').eq_ignore_ascii_case("localhost")
}

/// Whether a browser sent the request from a page of this server, or no browser sent it. A server that speaks HTTPS itself
/// has no plain pages; before another a proxy may do so.
fn same_origin(headers: &HeaderMap, is_https: bool) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let (origin, host) = (origin.to_str().unwrap_or_default(), headers.get(header::HOST));
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let split = origin.split_once("://");
    split.is_some_and(|(scheme, named)| named.eq_ignore_ascii_case(host) && (!is_https || scheme == "https"))
}

/// What may be had without the token: the form for it, and the files of the pages.
fn is_free(request: &Request) -> bool {
    let path = request.uri().path();
    ["/login", "/sign-in"].contains(&path) || path.starts_with("/static/") || request.method() == Method::OPTIONS
}

/// Whether somebody has signed in, or has the token.
fn is_known(app: &App, headers: &HeaderMap) -> bool {
    Visitor::of(app, headers).is_signed_in || has_token(app, headers)
}

fn has_token(app: &App, headers: &HeaderMap) -> bool {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if let Some(token) = bearer.and_then(|value| value.strip_prefix("Bearer ")) {
        return app.knows(token.trim());
    }
    cookie(headers, COOKIE).is_some_and(|pass| app.admits(pass, now()))
}

/// Programs are told what is missing; browsers are led to the form.
fn to_login(app: &App, request: &Request) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if request.method() == Method::GET && accept.contains("text/html") {
        let next = request.uri().path_and_query().map_or("/", |address| address.as_str());
        let address =
            crate::address::address(if app.users.is_some() { "/sign-in" } else { "/login" }, [("next", next)]);
        return see_other(&address).unwrap_or_else(|refusal| refusal.json());
    }
    let mut response = Refusal::new(StatusCode::UNAUTHORIZED, "需要口令 / a token is needed").json();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"zhengtu\""));
    response
}

/// The answer to a browser that asks whether a page of a named origin may ask (Fetch, section 4.8).
fn preflight() -> Response {
    let mut response = reply(TEXT, "");
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, HEAD, POST, OPTIONS"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ASKED_WITH));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

fn seal(headers: &mut HeaderMap, closed: bool) {
    for (name, value) in SEALS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        let cache = if closed { "no-store" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    }
}

/// The language of a request that has not been read yet.
pub fn lang(request: &Request) -> Lang {
    let params = Params::parse(request.uri().query().unwrap_or_default().as_bytes());
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    lang::of(params.get("lang"), accepted)
}
