//! Findings that somebody has looked at: done, or no fault. What is written goes into the settings of the checks.

use super::changes::{Conflict, conflict};
use super::choices::Choice;
use super::correct::ways;
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::right::Right;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use zhengtu_desk::{Error, Note, version};
use zhengtu_model::Finding;
use zhengtu_say as say;

#[derive(Template)]
#[template(path = "settle.html")]
struct Form {
    shell: Shell,
    id: String,
    message: String,
    class: &'static str,
    severity: &'static str,
    quotes: Vec<String>,
    ways: Vec<Choice>,
    reason: String,
    version: u64,
    fault: String,
}

/// `/settle`: a finding that is to be settled.
pub fn settle(call: &Call) -> Result<Response, Refusal> {
    call.may(Right::Edit)?;
    form(call, finding(call)?, "")
}

fn finding(call: &Call) -> Result<&Finding, Refusal> {
    let found = call.get("id").and_then(|id| call.opened.findings.iter().find(|finding| finding.id == id));
    found.ok_or_else(|| Refusal::missing(call.t("settle.gone")))
}

fn subject(finding: &Finding) -> String {
    format!("finding:{}", finding.id)
}

fn form(call: &Call, finding: &Finding, fault: &str) -> Result<Response, Refusal> {
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let sides = std::iter::once(&finding.a).chain(&finding.b);
    let sent = call.asked.params.has("version");
    let shell = call.shell(call.t("settle.title"));
    let mut response = page(&Form {
        id: finding.id.clone(),
        message: finding.message.clone(),
        class: finding.severity.name(),
        severity: say::severity(finding.severity, shell.lang),
        quotes: sides.map(|side| side.quote.clone()).collect(),
        ways: ways(call),
        reason: call.get("reason").unwrap_or_default().to_owned(),
        version: call.seen().ok().filter(|_| sent).unwrap_or_else(|| version(&journal, &subject(finding))),
        fault: fault.to_owned(),
        shell,
    })?;
    if !fault.is_empty() {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

/// The form, sent.
pub fn settled(call: &Call) -> Result<Response, Refusal> {
    let finding = finding(call)?;
    let way = match call.get("way") {
        Some("done") => call.t("settle.done"),
        Some("none") => call.t("settle.none"),
        _ => return form(call, finding, call.t("settle.way-missing")),
    };
    let Some(reason) = call.get("reason") else { return form(call, finding, call.t("correct.reason-missing")) };
    let reason = format!("{way}：{reason}");
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    if let Err(Error::Conflict { since }) = edit.fresh(&subject(finding), call.seen()?) {
        let back = call.shell("").finding(finding);
        let about = finding.message.clone();
        return conflict(call, Conflict { back, about: about.clone(), now: about, wanted: reason, since });
    }
    let note = call.note(subject(finding), finding.message.clone(), &finding.doc);
    let before = say::severity(finding.severity, call.asked.lang).to_owned();
    let note = Note { before, after: way.to_owned(), reason, ..note };
    let several = call.opened.facts.len() > 1 || !call.opened.whole;
    let made = edit.settle(note, finding, several).map_err(|error| call.refused(error))?;
    call.changed("/findings", &[], made.number, false)
}
