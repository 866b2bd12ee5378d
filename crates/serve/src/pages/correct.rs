//! What was read wrongly, put right: an item, a document, a name. What is written goes into the corrections file.

use super::changes::{Conflict, conflict};
use super::choices::{Choice, choices};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::right::Right;
use crate::shell::Shell;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_desk::{Change, Deed, Edit, Error, Field, Note, Passage, standing, statement, version, wish};
use zhengtu_model::{
    Correction, CorrectionChange, DocumentFacts, DocumentValues, GovernmentLevel, Role, Task, Unit, UnitKind,
};
use zhengtu_say as say;

/// How many rows for further bodies a form has.
const FURTHER: usize = 3;
/// How many bodies a form may name.
const MOST_UNITS: usize = 200;
/// The longest value of a field, in characters.
const LONGEST: usize = 500;

/// A form's error with its status: it keeps the form and its values.
fn faulty(response: Result<Response, Refusal>, fault: bool) -> Result<Response, Refusal> {
    let mut response = response?;
    if fault {
        *response.status_mut() = StatusCode::BAD_REQUEST;
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "correct_task.html")]
struct TaskForm {
    shell: Shell,
    id: String,
    href: String,
    title: String,
    place: String,
    text: String,
    version: u64,
    rows: Vec<UnitLine>,
    deadline: String,
    read: String,
    reason: String,
    fault: String,
    names: Vec<(String, String)>,
}

/// A body in a form.
struct UnitLine {
    number: usize,
    name: String,
    roles: Vec<Choice>,
}

/// `/correct/task`: who does an item and by when, or that it is none.
pub fn correct_task(call: &Call) -> Result<Response, Refusal> {
    call.may(Right::Edit)?;
    task_form(call, task_of(call)?, "")
}

fn task_of(call: &Call) -> Result<&Task, Refusal> {
    let task = call.get("id").and_then(|id| call.opened.task(id));
    task.ok_or_else(|| Refusal::missing(call.t("error.task")))
}

fn subject_of(task: &Task) -> String {
    format!("task:{}", task.id)
}

fn task_form(call: &Call, task: &Task, fault: &str) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("correct.task"));
    let sent = call.asked.params.has("version");
    let units = if sent { wanted(call)? } else { printed(&task.units) };
    let blank = std::iter::repeat_n((Role::Responsible, String::new()), FURTHER);
    let line = |(number, (role, name)): (usize, (Role, String))| UnitLine {
        number,
        name,
        roles: Role::ALL.map(|one| choice(one.name(), shell.role(one), one == role)).into(),
    };
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let of_unit = |unit: &Unit| {
        let pairs = [("doc", task.doc.as_str()), ("name", unit.surface.as_str()), ("task", task.id.as_str())];
        (unit.surface.clone(), shell.url("/correct/name", pairs))
    };
    let given = |name: &str, or: String| if sent { call.get(name).unwrap_or_default().to_owned() } else { or };
    let made = TaskForm {
        id: call.opened.short(&task.id).to_owned(),
        href: shell.task(&task.id),
        title: task.title.clone(),
        place: call.opened.titles.place(&task.doc, task.part, &task.path, shell.lang),
        text: task.text.clone(),
        version: call.seen().ok().filter(|_| sent).unwrap_or_else(|| version(&journal, &subject_of(task))),
        rows: (1..).zip(units.into_iter().chain(blank)).map(line).collect(),
        deadline: given("deadline", task.deadline_raw.clone().unwrap_or_default()),
        read: say::deadline(&task.deadline, shell.lang),
        reason: given("reason", String::new()),
        fault: fault.to_owned(),
        names: task.units.iter().filter(|unit| unit.kind == UnitKind::Unit).map(of_unit).collect(),
        shell,
    };
    faulty(page(&made), !fault.is_empty())
}

fn choice(value: &str, label: &str, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), chosen }
}

fn printed(units: &[Unit]) -> Vec<(Role, String)> {
    units.iter().map(|unit| (unit.role, unit.name.clone())).collect()
}

/// The bodies that a form names, with their roles.
fn wanted(call: &Call) -> Result<Vec<(Role, String)>, Refusal> {
    let mut units = Vec::new();
    for number in 1..=MOST_UNITS {
        let name = format!("unit{number}");
        if !call.asked.params.has(&name) {
            break;
        }
        let role = call.get(&format!("role{number}")).unwrap_or(Role::Responsible.name());
        let role = Role::ALL.into_iter().find(|one| one.name() == role);
        let role = role.ok_or_else(|| Refusal::bad(format!("role{number}：lead, responsible, cooperate")))?;
        units.extend(call.get(&name).map(|name| (role, one_line(name))));
    }
    Ok(units)
}

/// A value on one line, without characters that do not show.
fn one_line(text: &str) -> String {
    text.chars().filter(|char| !char.is_control()).take(LONGEST).collect::<String>().trim().to_owned()
}

/// The form, sent.
pub fn put_task_right(call: &Call) -> Result<Response, Refusal> {
    let task = task_of(call)?;
    let subject = subject_of(task);
    if call.get("reason").is_none() {
        return task_form(call, task, call.t("correct.reason-missing"));
    }
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    if let Err(Error::Conflict { since }) = edit.fresh(&subject, call.seen()?) {
        return conflict(call, task_conflict(call, task, since)?);
    }
    let about = call.opened.titles.place(&task.doc, task.part, &task.path, call.asked.lang) + " " + &task.title;
    let note = call.note(subject.clone(), about, &task.doc);
    if call.get("what") == Some("none") {
        let note = Note { before: call.t("hit.task").to_owned(), after: call.t("correct.no-task").to_owned(), ..note };
        let entry = wish(task, "", &BTreeMap::new()).no_task(&note.reason);
        let made = edit.correct(note, &[entry], BTreeMap::new(), None).map_err(|error| call.refused(error))?;
        return call.changed("/tasks", &[("doc", task.doc.as_str())], made.number, true);
    }
    let (says, before, after) = asked(call, task)?;
    if says.is_empty() {
        return task_form(call, task, call.t("correct.nothing"));
    }
    let earlier = standing(edit.journal(), &subject).cloned();
    let passages = earlier.as_ref().and_then(passages).cloned().unwrap_or_default();
    let instead = earlier.as_ref().filter(|change| passages_of(change)).map(|change| change.number);
    let text = call.opened.document(&task.doc).map(|at| call.opened.texts[at].whole()).unwrap_or_default();
    let wish = wish(task, text, &passages);
    let made = wish.passages(&says).and_then(|passages| {
        let entries = wish.corrections(&passages, &note.reason)?;
        edit.correct(Note { before, after, ..note }, &entries, passages, instead)
    });
    match made {
        Ok(made) => call.changed("/task", &[("id", call.opened.short(&task.id))], made.number, true),
        Err(error @ (Error::Ambiguous | Error::Entry(_))) => task_form(call, task, &call.refused(error).message),
        Err(error) => Err(call.refused(error)),
    }
}

fn passages(change: &Change) -> Option<&BTreeMap<String, Passage>> {
    match &change.deed {
        Deed::Correction { passages, .. } => Some(passages),
        _ => None,
    }
}

fn passages_of(change: &Change) -> bool {
    passages(change).is_some_and(|passages| !passages.is_empty())
}

/// What a form wants to be read otherwise, and in words what is read now and what would be.
type Asked = (Vec<(Field, String)>, String, String);

fn asked(call: &Call, task: &Task) -> Result<Asked, Refusal> {
    let (mut says, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
    let (units, now) = (wanted(call)?, printed(&task.units));
    if units != now {
        before.push(statement(&now));
        after.push(statement(&units));
        says.push((Field::Units, statement(&units)));
    }
    let deadline = one_line(call.get("deadline").unwrap_or_default());
    let printed = task.deadline_raw.clone().unwrap_or_default();
    if deadline != printed {
        let named = |value: &str| {
            let value = if value.is_empty() { call.t("correct.none") } else { value };
            format!("{}：{value}", call.t("column.due"))
        };
        before.push(named(&printed));
        after.push(named(&deadline));
        says.push((Field::Deadline, deadline));
    }
    let joined = |words: Vec<String>| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("；");
    Ok((says, joined(before), joined(after)))
}

fn task_conflict(call: &Call, task: &Task, since: Vec<Change>) -> Result<Conflict, Refusal> {
    let (_, _, after) = asked(call, task)?;
    let shell = call.shell(call.t("conflict.title"));
    let now = [statement(&printed(&task.units)), say::deadline(&task.deadline, shell.lang)].join("；");
    let wanted = if call.get("what") == Some("none") { call.t("correct.no-task").to_owned() } else { after };
    Ok(Conflict { back: shell.task(&task.id), about: task.title.clone(), now, wanted, since })
}

#[derive(Template)]
#[template(path = "correct_document.html")]
struct DocumentForm {
    shell: Shell,
    doc: String,
    href: String,
    title: String,
    version: u64,
    fields: Vec<DocumentField>,
    reason: String,
    fault: String,
}

/// What a document says of itself, as a field of a form.
struct DocumentField {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    value: String,
    levels: Vec<Choice>,
}

/// `/correct/document`: what a document is.
pub fn correct_document(call: &Call) -> Result<Response, Refusal> {
    call.may(Right::Edit)?;
    document_form(call, document_of(call)?, "")
}

fn document_of(call: &Call) -> Result<&DocumentFacts, Refusal> {
    let at = call.get("doc").and_then(|doc| call.opened.document(doc));
    at.map(|at| &call.opened.facts[at]).ok_or_else(|| Refusal::missing(call.t("error.document")))
}

/// The fields with what was read, in the order of the form: name, key of the label, kind of input.
fn document_fields(facts: &DocumentFacts) -> [(&'static str, &'static str, &'static str, String); 9] {
    let identity = &facts.info.identity;
    let text = |stated: &Option<zhengtu_model::Stated<String>>| {
        stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default()
    };
    let day = |stated: &Option<zhengtu_model::Stated<zhengtu_model::Date>>| {
        stated.as_ref().map(|stated| stated.value.to_string()).unwrap_or_default()
    };
    let level = identity.level.as_ref().map(|stated| stated.value.name().to_owned()).unwrap_or_default();
    let place = identity.place.as_ref().map(|stated| stated.value.name.clone()).unwrap_or_default();
    [
        ("title", "column.title", "text", text(&identity.title)),
        ("issuer", "column.issuer", "text", text(&identity.issuer)),
        ("place", "column.government", "text", place),
        ("level", "facet.level", "level", level),
        ("number", "column.docnumber", "text", text(&identity.number)),
        ("issued", "column.issued", "date", day(&identity.issued)),
        ("valid_from", "column.valid-from", "date", day(&identity.valid_from)),
        ("valid_to", "column.valid-to", "date", day(&identity.valid_to)),
        ("kind", "facet.form", "text", text(&identity.kind)),
    ]
}

fn document_form(call: &Call, facts: &DocumentFacts, fault: &str) -> Result<Response, Refusal> {
    let doc = facts.info.name.as_str();
    let shell = call.shell(call.t("correct.document"));
    let sent = call.asked.params.has("version");
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let field = |(name, label, kind, value): (&'static str, &'static str, &'static str, String)| {
        let value = if sent { call.get(name).unwrap_or_default().to_owned() } else { value };
        let levels = GovernmentLevel::ALL
            .map(|level| choice(level.name(), say::level(level, shell.lang), level.name() == value));
        DocumentField { name, label: call.t(label), kind, value, levels: levels.into() }
    };
    let made = DocumentForm {
        doc: doc.to_owned(),
        href: shell.reader(doc, &0),
        title: call.opened.titles.title(doc).to_owned(),
        version: call.seen().ok().filter(|_| sent).unwrap_or_else(|| version(&journal, &format!("document:{doc}"))),
        fields: document_fields(facts).map(field).into(),
        reason: call.get("reason").unwrap_or_default().to_owned(),
        fault: fault.to_owned(),
        shell,
    };
    faulty(page(&made), !fault.is_empty())
}

/// The form, sent.
pub fn put_document_right(call: &Call) -> Result<Response, Refusal> {
    let facts = document_of(call)?;
    let doc = facts.info.name.as_str();
    let subject = format!("document:{doc}");
    if call.get("reason").is_none() {
        return document_form(call, facts, call.t("correct.reason-missing"));
    }
    let read = document_fields(facts);
    let given = |name: &str| one_line(call.get(name).unwrap_or_default());
    let changed: Vec<_> = read.iter().filter(|(name, _, _, value)| given(name) != *value).collect();
    if changed.is_empty() {
        return document_form(call, facts, call.t("correct.nothing"));
    }
    let said = |value: &dyn Fn(&str, &str) -> String| {
        let one = |(name, label, _, value_read): &&(&str, &str, &str, String)| {
            let value = value(name, value_read);
            let value = if value.is_empty() { call.t("correct.none").to_owned() } else { value };
            format!("{}：{value}", call.t(label))
        };
        changed.iter().map(one).collect::<Vec<_>>().join("；")
    };
    let (before, after) = (said(&|_, read| read.to_owned()), said(&|name, _| given(name)));
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    if let Err(Error::Conflict { since }) = edit.fresh(&subject, call.seen()?) {
        let shell = call.shell(call.t("conflict.title"));
        let about = call.opened.titles.whole(doc);
        return conflict(call, Conflict { back: shell.reader(doc, &0), about, now: before, wanted: after, since });
    }
    let earlier = standing(edit.journal(), &subject).cloned();
    let mut says = earlier.as_ref().map(values).unwrap_or_default();
    for (name, ..) in &changed {
        set(&mut says, name, given(name));
    }
    let note = call.note(subject, call.opened.titles.whole(doc), doc);
    let entry = Correction {
        change: CorrectionChange::Document { says },
        doc: Some(doc.to_owned()),
        part: None,
        reason: note.reason.clone(),
        file: String::new(),
        line: 1,
    };
    let instead = earlier.map(|change| change.number);
    match edit.correct(Note { before, after, ..note }, &[entry], BTreeMap::new(), instead) {
        Ok(made) => call.changed(&format!("/doc/{}", crate::address::segment(doc)), &[], made.number, true),
        Err(error @ Error::Entry(_)) => document_form(call, facts, &call.refused(error).message),
        Err(error) => Err(call.refused(error)),
    }
}

/// What an earlier change says that a document is.
fn values(change: &Change) -> DocumentValues {
    let Deed::Correction { entry, .. } = &change.deed else { return DocumentValues::default() };
    let entries = zhengtu_corrections::parse("", entry).unwrap_or_default();
    let says = entries.into_iter().find_map(|entry| match entry.change {
        CorrectionChange::Document { says } => Some(says),
        _ => None,
    });
    says.unwrap_or_default()
}

fn set(says: &mut DocumentValues, name: &str, value: String) {
    let field = match name {
        "title" => &mut says.title,
        "issuer" => &mut says.issuer,
        "place" => &mut says.place,
        "level" => &mut says.level,
        "number" => &mut says.number,
        "issued" => &mut says.issued,
        "valid_from" => &mut says.valid_from,
        "valid_to" => &mut says.valid_to,
        _ => &mut says.kind,
    };
    *field = Some(value);
}

#[derive(Template)]
#[template(path = "correct_name.html")]
struct NameForm {
    shell: Shell,
    doc: String,
    title: String,
    name: String,
    task: String,
    means: String,
    version: u64,
    reason: String,
    fault: String,
}

/// `/correct/name`: which body a name means in a document.
pub fn correct_name(call: &Call) -> Result<Response, Refusal> {
    call.may(Right::Edit)?;
    name_form(call, document_of(call)?, "")
}

fn name_form(call: &Call, facts: &DocumentFacts, fault: &str) -> Result<Response, Refusal> {
    let (doc, name) = (facts.info.name.as_str(), call.get("name").unwrap_or_default());
    let journal = call.app.desk.journal().map_err(|error| call.refused(error))?;
    let sent = call.asked.params.has("version");
    let shell = call.shell(call.t("correct.name"));
    let made = NameForm {
        doc: doc.to_owned(),
        title: call.opened.titles.whole(doc),
        name: name.to_owned(),
        task: call.get("task").unwrap_or_default().to_owned(),
        means: call.get("means").unwrap_or_default().to_owned(),
        version: call.seen().ok().filter(|_| sent).unwrap_or_else(|| version(&journal, &name_subject(doc, name))),
        reason: call.get("reason").unwrap_or_default().to_owned(),
        fault: fault.to_owned(),
        shell,
    };
    faulty(page(&made), !fault.is_empty())
}

fn name_subject(doc: &str, name: &str) -> String {
    format!("name:{doc}:{name}")
}

/// The form, sent.
pub fn put_name_right(call: &Call) -> Result<Response, Refusal> {
    let facts = document_of(call)?;
    let doc = facts.info.name.as_str();
    let (name, means) =
        (one_line(call.get("name").unwrap_or_default()), one_line(call.get("means").unwrap_or_default()));
    if name.is_empty() || means.is_empty() || call.get("reason").is_none() {
        return name_form(call, facts, call.t("correct.reason-missing"));
    }
    let subject = name_subject(doc, &name);
    let mut edit = call.app.desk.begin().map_err(|error| call.refused(error))?;
    if let Err(Error::Conflict { since }) = edit.fresh(&subject, call.seen()?) {
        let back = call.shell("").reader(doc, &0);
        return conflict(call, Conflict { back, about: name.clone(), now: name, wanted: means, since });
    }
    let note = call.note(subject.clone(), format!("{} {name}", call.opened.titles.whole(doc)), doc);
    let entry = Correction {
        change: CorrectionChange::Unit { name: name.clone(), means: means.clone() },
        doc: Some(doc.to_owned()),
        part: None,
        reason: note.reason.clone(),
        file: String::new(),
        line: 1,
    };
    let instead = last_of(&edit, &subject);
    let note = Note { before: name, after: means, ..note };
    match edit.correct(note, &[entry], BTreeMap::new(), instead) {
        Ok(made) => match call.get("task") {
            Some(task) => call.changed("/task", &[("id", call.opened.short(task))], made.number, true),
            None => call.changed(&format!("/doc/{}", crate::address::segment(doc)), &[], made.number, true),
        },
        Err(error @ Error::Entry(_)) => name_form(call, facts, &call.refused(error).message),
        Err(error) => Err(call.refused(error)),
    }
}

/// The number of the last change of a subject that holds.
fn last_of(edit: &Edit<'_>, subject: &str) -> Option<u64> {
    standing(edit.journal(), subject).map(|change| change.number)
}

/// The choices of how a finding is settled.
pub fn ways(call: &Call) -> Vec<Choice> {
    choices(call, "way", &[("done", call.t("settle.done")), ("none", call.t("settle.none"))])
}
