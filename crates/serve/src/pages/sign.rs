//! Signing in and out.

use super::entry::next;
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::shell::Shell;
use crate::users::Refused;
use crate::visitor::{COOKIE, set};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    shell: Shell,
    next: String,
    name: String,
    fault: String,
}

/// `/sign-in`: name and password.
pub fn sign_in(call: &Call) -> Result<Response, Refusal> {
    form(call, String::new(), StatusCode::OK)
}

fn form(call: &Call, fault: String, status: StatusCode) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("sign.in"));
    let name = call.get("name").unwrap_or_default().to_owned();
    let mut response = page(&SignIn { next: next(call).to_owned(), name, fault, shell })?;
    *response.status_mut() = status;
    Ok(response)
}

/// The form, sent: who is known gets a session of a new id and is led to where they were going.
pub fn signed_in(call: &Call) -> Result<Response, Refusal> {
    let users = call.app.users.as_ref().ok_or_else(|| Refusal::missing(call.t("error.address")))?;
    match users.sign_in(call.get("name").unwrap_or_default(), call.asked.params.get("password").unwrap_or_default()) {
        Ok(id) => {
            users.sign_out(&call.asked.visitor.id);
            let mut response = call.lead(next(call), [])?;
            if let Some(cookie) = set(&call.app, COOKIE, &id, None) {
                response.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(Refused::Wrong) => form(call, call.t("sign.wrong").to_owned(), StatusCode::FORBIDDEN),
        Err(Refused::Wait(seconds)) => {
            let said = call.t("sign.wait").replace("{seconds}", &seconds.to_string());
            let mut response = form(call, said, StatusCode::TOO_MANY_REQUESTS)?;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
    }
}

/// Signed out: the session ends here, whatever the browser keeps.
pub fn sign_out(call: &Call) -> Result<Response, Refusal> {
    if let Some(users) = &call.app.users {
        users.sign_out(&call.asked.visitor.id);
    }
    call.lead("/sign-in", [])
}
