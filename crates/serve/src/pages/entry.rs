use crate::app::now;
use crate::asked::Asked;
use crate::call::{Call, page};
use crate::guard::{COOKIE, PASS};
use crate::lang::Texts;
use crate::reply::{Refusal, see_other};
use crate::shell::Shell;
use crate::visitor::set;
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::Response;

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    shell: Shell,
    next: String,
    wrong: bool,
}

/// `/login`: the form for the token.
pub fn login(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("login.title"));
    page(&Login { next: next(call).to_owned(), wrong: false, shell })
}

/// The form, sent: a browser that has the token gets a cookie and is led to where it was going.
pub fn enter(call: &Call) -> Result<Response, Refusal> {
    let known = call.get("token").is_some_and(|token| call.app.knows(token));
    let Some(pass) = call.app.pass(now() + PASS).filter(|_| known) else {
        let shell = call.shell(call.t("login.title"));
        let mut response = page(&Login { next: next(call).to_owned(), wrong: true, shell })?;
        *response.status_mut() = StatusCode::FORBIDDEN;
        return Ok(response);
    };
    let mut response = see_other(next(call))?;
    if let Some(cookie) = set(&call.app, COOKIE, &pass, Some(PASS)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Where the browser was going: a path of this server, and of no other.
pub fn next(call: &Call) -> &str {
    let next = call.get("next").unwrap_or("/");
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { next } else { "/" }
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    shell: Shell,
}

/// What every address shows where there is no knowledge base yet: how one is made.
pub fn welcome(asked: &Asked) -> Result<Response, Refusal> {
    page(&Welcome { shell: Shell::bare(asked, asked.lang.text("welcome.title")) })
}

#[derive(Template)]
#[template(path = "error.html")]
struct Fault {
    shell: Shell,
    status: u16,
    message: String,
}

/// The page that says why there is no other.
pub fn error(call: &Call, refusal: &Refusal) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("error.title"));
    page(&Fault { status: refusal.status.as_u16(), message: refusal.message.clone(), shell })
}
