//! A file that is put in: shown with what was read of it before anybody keeps it, then kept, put in the place of another, or
//! thrown away.

use super::choices::Choice;
use super::diff;
use super::findings::{Row as FindingRow, row as finding_row};
use crate::call::{Call, page};
use crate::opened::Opened;
use crate::put::State;
use crate::reply::Refusal;
use crate::right::Right;
use crate::secret::chance;
use crate::shell::Shell;
use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;
use zhengtu_desk::{Error, Note, Waiting};
use zhengtu_kb::Selection;
use zhengtu_say as say;

/// How many files may wait at once.
const MOST: usize = 20;
/// How long a request waits for a file to be read before it says that this goes on.
const PATIENCE: Duration = Duration::from_secs(6);
/// After how many seconds a browser asks again.
const AGAIN: &str = "2";
/// How many findings, and changes from one version to the next, are shown.
const SHOWN: usize = 200;

/// A file, sent.
pub fn put(call: &Call) -> Result<Response, Refusal> {
    let upload = call.asked.upload.as_ref().filter(|upload| !upload.bytes.is_empty());
    let upload = upload.ok_or_else(|| Refusal::bad(call.t("put.no-file")))?;
    if Waiting::all(&call.app.desk).len() >= MOST {
        return Err(Refusal::new(StatusCode::CONFLICT, call.t("put.too-many")));
    }
    let note = call.note(String::new(), String::new(), "");
    let waiting = Waiting::put(&call.app.desk, &chance(), &upload.name, &upload.bytes, &note.who, note.at);
    let waiting = waiting.map_err(|error| call.refused(error))?;
    call.app.readings.wait(&waiting, &call.app.settings, PATIENCE);
    call.lead(&address(&waiting), [])
}

fn address(waiting: &Waiting) -> String {
    format!("/waiting/{}", waiting.id)
}

/// The file of the address.
fn of(call: &Call) -> Result<Waiting, Refusal> {
    call.may(Right::Edit)?;
    Waiting::of(&call.app.desk, &call.asked.tail).ok_or_else(|| Refusal::missing(call.t("put.gone")))
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct Preview {
    shell: Shell,
    name: String,
    who: String,
    state: &'static str,
    trouble: String,
    read: Option<Read>,
    taken: bool,
    documents: Vec<Choice>,
    replace: String,
    changes: Option<Vec<FindingRow>>,
    more: usize,
}

/// What was read of a file.
struct Read {
    documents: Vec<Document>,
    errors: usize,
    findings: Vec<FindingRow>,
    all: usize,
    annotated: bool,
}

/// A document of it.
struct Document {
    title: String,
    said: String,
    notices: Vec<String>,
    figures: Vec<(&'static str, usize)>,
    parts: Vec<(String, String)>,
    outline: Vec<(usize, String)>,
    tasks: Vec<Task>,
}

struct Task {
    place: String,
    title: String,
    units: Vec<(&'static str, String, &'static str)>,
    due: String,
}

/// `/waiting/ID`: what was read of a file that is not kept yet.
pub fn waiting(call: &Call) -> Result<Response, Refusal> {
    let waiting = of(call)?;
    preview(call, &waiting, "")
}

fn preview(call: &Call, waiting: &Waiting, fault: &str) -> Result<Response, Refusal> {
    let state = call.app.readings.state(waiting, &call.app.settings);
    let shell = call.shell(&waiting.name);
    let opened = (state == State::Read).then(|| open(waiting)).transpose()?;
    let replace = call.get("replace").and_then(|name| call.opened.document(name).map(|_| name.to_owned()));
    let replace = replace.or_else(|| same_name(call, waiting)).filter(|_| call.get("replace") != Some("none"));
    let found = match (&opened, &replace) {
        (Some(opened), Some(name)) => Some(diff::versions(call, name, opened)?),
        _ => None,
    };
    let more = found.as_ref().map_or(0, |found| found.len().saturating_sub(SHOWN));
    let reading = state == State::Reading;
    let chosen = replace.unwrap_or_default();
    let documents = call.opened.facts.iter().map(|facts| Choice {
        value: facts.info.name.clone(),
        label: format!("{}（{}）", call.opened.titles.whole(&facts.info.name), facts.info.name),
        chosen: facts.info.name == chosen,
    });
    let mut response = page(&Preview {
        name: waiting.name.clone(),
        who: format!("{} · {}", waiting.who, super::changes::time(waiting.at)),
        state: match &state {
            State::Reading => "reading",
            State::Read => "read",
            State::Failed(_) => "failed",
        },
        trouble: match state {
            State::Failed(trouble) => shell.lang.pick(trouble.zh, trouble.en),
            _ => fault.to_owned(),
        },
        read: opened.as_deref().map(|opened| read(&shell, opened)),
        taken: is_taken(call, &waiting.name),
        documents: documents.collect(),
        replace: chosen,
        changes: found.map(|found| found.into_iter().take(SHOWN).collect()),
        more,
        shell,
    })?;
    if reading {
        response.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static(AGAIN));
    }
    if !fault.is_empty() {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

/// The file by itself, as it was read.
fn open(waiting: &Waiting) -> Result<Arc<Opened>, Refusal> {
    Opened::open(&waiting.kb(), &Selection::default(), None).map_err(Refusal::fault)
}

/// The document whose file has the name.
fn same_name(call: &Call, waiting: &Waiting) -> Option<String> {
    let path = call.app.desk.place().ok()?.folder.join(&waiting.name);
    let is_it = |name: &&str| call.opened.entry(name).is_some_and(|entry| entry.path == path);
    let names = call.opened.facts.iter().map(|facts| facts.info.name.as_str());
    names.clone().find(is_it).map(str::to_owned)
}

fn is_taken(call: &Call, name: &str) -> bool {
    call.app.desk.place().is_ok_and(|place| place.folder.join(name).symlink_metadata().is_ok())
}

fn read(shell: &Shell, opened: &Opened) -> Read {
    let shown = |finding: &zhengtu_model::Finding| {
        let mut row = finding_row(shell, &opened.titles, finding);
        row.forget_addresses();
        row
    };
    let mut findings: Vec<&zhengtu_model::Finding> = opened.findings.iter().collect();
    findings.sort_by_key(|finding| finding.severity);
    Read {
        documents: opened.facts.iter().map(|facts| document(shell, opened, facts)).collect(),
        errors: opened.looks().iter().map(|look| look.errors).sum(),
        all: findings.len(),
        findings: findings.into_iter().take(SHOWN).map(shown).collect(),
        annotated: super::annotated::can(opened),
    }
}

fn document(shell: &Shell, opened: &Opened, facts: &zhengtu_model::DocumentFacts) -> Document {
    let name = facts.info.name.as_str();
    let named = |part: u32| opened.titles.part(name, part, shell.lang);
    let task = |task: &zhengtu_model::Task| Task {
        place: opened.titles.place(name, task.part, &task.path, shell.lang),
        title: task.title.clone(),
        units: task.units.iter().map(|unit| (unit.role.name(), unit.name.clone(), shell.role(unit.role))).collect(),
        due: say::deadline(&task.deadline, shell.lang),
    };
    let units: usize = facts.units.len();
    let outline = facts.clauses.iter().filter(|clause| clause.kind == zhengtu_model::ClauseKind::Heading);
    let depth = |path: &str| if path.is_empty() { 0 } else { path.matches('/').count().min(4) + 1 };
    Document {
        title: opened.titles.title(name).to_owned(),
        said: super::reader::said(shell, &opened.titles, &facts.info),
        notices: opened.entry(name).map(|entry| entry.notices.clone()).unwrap_or_default(),
        figures: vec![
            (shell.t("nav.tasks"), facts.tasks.len()),
            (shell.t("nav.targets"), facts.targets.len()),
            (shell.t("nav.units"), units),
        ],
        parts: facts
            .parts
            .iter()
            .map(|part| {
                let absent = if part.present { String::new() } else { format!("（{}）", shell.t("reader.absent")) };
                (named(part.number), format!("{}{absent}", part.title))
            })
            .collect(),
        outline: outline.map(|clause| (depth(&clause.path), zhengtu_text::strip_white(&clause.text))).collect(),
        tasks: facts.tasks.iter().map(task).collect(),
    }
}

/// What becomes of the file: kept, put in the place of another, thrown away.
pub fn decide(call: &Call) -> Result<Response, Refusal> {
    let waiting = of(call)?;
    match call.get("what") {
        Some("discard") => {
            waiting.remove().map_err(|error| call.refused(error))?;
            call.lead("/", [])
        }
        Some("keep") => keep(call, &waiting),
        Some("replace") => replace(call, &waiting),
        _ => Err(Refusal::bad(call.t("put.what"))),
    }
}

/// The content of a file that was read without fault.
fn content(call: &Call, waiting: &Waiting) -> Result<Vec<u8>, Refusal> {
    if call.app.readings.state(waiting, &call.app.settings) != State::Read {
        return Err(Refusal::new(StatusCode::CONFLICT, call.t("put.not-read")));
    }
    std::fs::read(waiting.path()).map_err(|_| Refusal::missing(call.t("put.gone")))
}

fn keep(call: &Call, waiting: &Waiting) -> Result<Response, Refusal> {
    let bytes = content(call, waiting)?;
    let name = zhengtu_desk::clean(call.get("name").unwrap_or(&waiting.name));
    let note = Note { after: name.clone(), ..call.note(format!("file:{name}"), name.clone(), &name) };
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    match edit.add(note, &name, &bytes) {
        Ok(made) => {
            waiting.remove().map_err(|error| call.refused(error))?;
            call.changed("/", &[], made.number, true)
        }
        Err(error @ Error::Taken { .. }) => preview(call, waiting, &call.refused(error).message),
        Err(error) => Err(call.refused(error)),
    }
}

fn replace(call: &Call, waiting: &Waiting) -> Result<Response, Refusal> {
    let bytes = content(call, waiting)?;
    let name = call.get("replace").ok_or_else(|| Refusal::bad(call.t("error.document")))?;
    let entry = call.opened.entry(name).ok_or_else(|| Refusal::missing(call.t("error.document")))?;
    let ending = |path: &std::path::Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending(&entry.path) != ending(std::path::Path::new(&waiting.name)) {
        return preview(call, waiting, call.t("put.other-format"));
    }
    let note = call.note(format!("file:{name}"), call.opened.titles.whole(name), name);
    let note = Note { before: name.to_owned(), after: waiting.name.clone(), ..note };
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    match edit.replace(note, &entry.path, &entry.sha256, &bytes) {
        Ok(made) => {
            waiting.remove().map_err(|error| call.refused(error))?;
            call.changed(&format!("/doc/{}", crate::address::segment(name)), &[], made.number, true)
        }
        Err(error @ Error::Changed { .. }) => preview(call, waiting, &call.refused(error).message),
        Err(error) => Err(call.refused(error)),
    }
}

/// The file with what was found in it as comments.
pub fn comments_of_waiting(call: &Call) -> Result<Response, Refusal> {
    let waiting = of(call)?;
    if call.app.readings.state(&waiting, &call.app.settings) != State::Read {
        return Err(Refusal::new(StatusCode::CONFLICT, call.t("put.not-read")));
    }
    let opened = open(&waiting)?;
    let name = opened.facts.first().map(|facts| facts.info.name.clone()).unwrap_or_default();
    super::annotated::download(call, &opened, &name, &waiting.path())
}
