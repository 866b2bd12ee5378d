use super::choices::{Choice, choices, document_choices, part_choices};
use super::columns::{Column, Columns, Key};
use super::lights::lights_of;
use super::pager::{PAGE, Pager};
use super::progress::{Standing, standing_of};
use super::rows::{TargetRow, TaskRow, target_columns, task_sheet};
use super::timeline::Timeline;
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::select;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use std::sync::Arc;
use zhengtu_model::{DeadlineKind, Evidence, Finding, Role, RuleKind, Side, Task, Unit};
use zhengtu_say as say;

/// The column that says how tasks stand; shown where anything was reported.
const LIGHT: &str = "light";
/// How many bodies are offered that a unit may mean.
const MEANT: usize = 24;

#[derive(Template)]
#[template(path = "tasks.html")]
struct Tasks {
    shell: Shell,
    parts: Vec<Choice>,
    docs: Vec<Choice>,
    roles: Vec<Choice>,
    kinds: Vec<Choice>,
    pager: Pager,
    columns: Columns,
    rows: Vec<TaskRow>,
    timeline: Option<Timeline>,
    /// The bodies of several governments that the unit may mean.
    meant: Vec<(String, String)>,
}

/// `/tasks`: the tasks as a table, or on a line of time.
pub fn tasks(call: &Call) -> Result<Response, Refusal> {
    let mut found = select::tasks(call)?;
    let columns = columns(call)?;
    let sorted_by_light = call.get("sort").is_some_and(|sort| sort.trim_start_matches('-') == LIGHT);
    let lights = if columns.has(LIGHT) || sorted_by_light { lights_of(call)? } else { BTreeMap::new() };
    columns.sort(&mut found, |task, column| match column {
        LIGHT => lights.get(&task.id).map_or(Key::Nothing, |(rank, _)| (*rank).into()),
        column => key(call, task, column),
    });
    if let Some(form) = call.download()? {
        return task_sheet(call, call.t("nav.tasks"), &found).reply(form);
    }
    let shell = call.shell(call.t("nav.tasks"));
    let today = call.day("today")?.unwrap_or_else(|| zhengtu_ask::Clock::now().today);
    let timeline = (call.get("view") == Some("timeline")).then(|| Timeline::of(&shell, &found, today));
    let pager = Pager::new(&shell, found.len(), call.page()?, PAGE);
    let rows = if timeline.is_some() {
        Vec::new()
    } else {
        let text = |task: &Task| if columns.has("text") { task.text.clone() } else { String::new() };
        let light = |task: &Task| lights.get(&task.id).map(|(_, light)| light.clone());
        let row = |(task, off): (&&Task, bool)| TaskRow {
            off,
            text: text(task),
            light: light(task),
            ..TaskRow::new(&shell, task)
        };
        pager.listed(&found).map(row).collect()
    };
    page(&Tasks {
        meant: meant(call, &shell),
        columns,
        parts: part_choices(call),
        docs: document_choices(call),
        roles: choices(call, "role", &Role::ALL.map(|role| (role.name(), say::role(role, shell.lang)))),
        kinds: choices(
            call,
            "kind",
            &DeadlineKind::ALL.map(|kind| (kind.name(), say::deadline_kind(kind, shell.lang))),
        ),
        pager,
        rows,
        timeline,
        shell,
    })
}

/// The columns of the table.
fn columns(call: &Call) -> Result<Columns, Refusal> {
    let shell = call.shell("");
    let column = |key: &'static str, caption: &str, usual: bool| Column { key, caption: call.t(caption), usual };
    let own = [
        column("place", "column.place", true),
        column("task", "column.task", true),
        column("units", "column.units", true),
        column("due", "column.due", true),
        column(LIGHT, "progress.light", call.opened.has_reports()),
        column("printed", "column.printed-due", false),
        column("text", "column.text", false),
    ];
    let whose = shell.many().then(|| column("doc", "column.doc", true));
    Columns::of(call, &shell, &whose.into_iter().chain(own).collect::<Vec<_>>())
}

/// By what a task is sorted in a column.
fn key(call: &Call, task: &Task, column: &str) -> Key {
    match column {
        "doc" => call.opened.titles.whole(&task.doc).as_str().into(),
        "task" => task.title.as_str().into(),
        "units" => task.units.first().map_or("", |unit| call.opened.bodies.name(&task.doc, &unit.name)).into(),
        "due" => match task.deadline.end() {
            None if task.deadline.kind() == DeadlineKind::None => Key::Nothing,
            None => say::deadline(&task.deadline, call.asked.lang).as_str().into(),
            day => day.into(),
        },
        "printed" => task.deadline_raw.as_deref().unwrap_or_default().into(),
        "text" => task.text.as_str().into(),
        _ => Key::Nothing,
    }
}

/// The bodies that the unit of the filter may mean, each with its own tasks; none where it means one.
fn meant(call: &Call, shell: &Shell) -> Vec<(String, String)> {
    let Some(given) = call.get("unit") else { return Vec::new() };
    let found = call.opened.bodies.meant(given);
    if found.len() < 2 {
        return Vec::new();
    }
    found.iter().take(MEANT).map(|body| (shell.with("unit", &body.name), body.name.clone())).collect()
}

#[derive(Template)]
#[template(path = "task.html")]
struct One {
    shell: Shell,
    task: TaskRow,
    trail: Arc<[String]>,
    text: String,
    proofs: Vec<Proof>,
    commitments: Vec<Proof>,
    citations: Vec<String>,
    columns: Columns,
    targets: Vec<TargetRow>,
    findings: Vec<Note>,
    related: Vec<Related>,
    standing: Standing,
    correct: String,
}

/// A passage that proves a field.
struct Proof {
    name: &'static str,
    value: String,
    passage: String,
    place: String,
    line: usize,
}

/// A finding in one line.
pub struct Note {
    /// Where it is shown.
    pub href: String,
    /// How much it matters, as the style sheet calls it.
    pub class: &'static str,
    /// The same in words.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
}

/// A task of another part that speaks of the same matter.
struct Related {
    task: TaskRow,
    reasons: Vec<String>,
}

/// `/task`: one task with all that was read out of it.
pub fn task(call: &Call) -> Result<Response, Refusal> {
    let task = call.get("id").and_then(|id| call.opened.task(id));
    let task = task.ok_or_else(|| Refusal::missing(call.t("error.task")))?;
    if let Some(form) = call.download()? {
        return task_sheet(call, &task.title, &[task]).reply(form);
    }
    let shell = call.shell(&task.title);
    page(&One {
        trail: task.trail.clone(),
        text: task.text.clone(),
        proofs: proofs(call, &shell, task),
        commitments: task
            .commitments
            .iter()
            .map(|promise| proof(call, &shell, task, "column.promise", promise.end.to_string(), &promise.evidence))
            .collect(),
        citations: task.citations.iter().map(cited).collect(),
        columns: Columns::plain(&target_columns(call)),
        targets: targets_of(call, task).map(|target| TargetRow::new(&shell, target)).collect(),
        findings: notes(call, &shell, &task.doc, task.part, &task.evidence),
        related: related(call, &shell, task),
        standing: standing_of(call, task)?,
        correct: shell.url("/correct/task", [("id", call.opened.short(&task.id))]),
        task: TaskRow::new(&shell, task),
        shell,
    })
}

fn cited(citation: &zhengtu_model::Citation) -> String {
    let title = citation.title.as_ref().map(|title| format!("《{title}》")).unwrap_or_default();
    format!("{title}{}", citation.number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default())
}

fn proofs(call: &Call, shell: &Shell, task: &Task) -> Vec<Proof> {
    let mut found = Vec::new();
    if let Some(evidence) = &task.units_evidence {
        let units: Vec<&str> = task.units.iter().map(|unit| unit.name.as_str()).collect();
        found.push(proof(call, shell, task, "column.units", units.join("、"), evidence));
    }
    if let Some(evidence) = &task.deadline_evidence {
        found.push(proof(call, shell, task, "column.due", say::deadline(&task.deadline, shell.lang), evidence));
    }
    let names = |units: &[Unit]| units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("、");
    for statement in &task.statements {
        found.push(proof(call, shell, task, "task.statement", names(&statement.units), &statement.evidence));
    }
    for rule in &task.rules {
        let says = match rule.kind {
            RuleKind::FirstLeads => call.t("rule.first-leads").to_owned(),
            RuleKind::CarriedOut => format!("{}{}", call.t("rule.carried-out"), names(&rule.units)),
        };
        found.push(proof(call, shell, task, "task.rule", says, &rule.evidence));
    }
    found
}

fn proof(call: &Call, shell: &Shell, task: &Task, key: &str, value: String, evidence: &Evidence) -> Proof {
    Proof {
        name: call.t(key),
        value,
        passage: call.opened.passage(&task.doc, evidence),
        place: shell.place(&task.doc, &task.part, evidence),
        line: evidence.line,
    }
}

/// The targets that the text of a task states.
fn targets_of<'a>(call: &'a Call, task: &'a Task) -> impl Iterator<Item = &'a zhengtu_model::Target> {
    let within = |inner: &Evidence| task.evidence.start <= inner.start && inner.end <= task.evidence.end;
    call.opened.targets().filter(move |target| target.doc == task.doc && within(&target.evidence))
}

/// The findings that concern a passage.
pub fn notes(call: &Call, shell: &Shell, doc: &str, part: u32, at: &Evidence) -> Vec<Note> {
    let touches = |side: &Side| side.part == part && side.evidence.start < at.end && side.evidence.end > at.start;
    let touches = |finding: &Finding, side: &Side| side.doc.as_ref().unwrap_or(&finding.doc) == doc && touches(side);
    let concerned = |finding: &&Finding| {
        touches(finding, &finding.a) || finding.b.as_ref().is_some_and(|side| touches(finding, side))
    };
    call.opened.findings.iter().filter(concerned).map(|finding| note(shell, finding)).collect()
}

/// A finding in one line.
pub fn note(shell: &Shell, finding: &Finding) -> Note {
    Note {
        href: shell.finding(finding),
        class: finding.severity.name(),
        severity: say::severity(finding.severity, shell.lang),
        message: finding.message.clone(),
    }
}

fn related(call: &Call, shell: &Shell, task: &Task) -> Vec<Related> {
    let others = call.opened.counterparts(&task.id).into_iter();
    let other = |(id, reasons): (&str, &[String])| {
        let other = call.opened.task(id)?;
        Some(Related { task: TaskRow::new(shell, other), reasons: reasons.to_vec() })
    };
    others.filter_map(other).collect()
}
