use super::choices::{Choice, choices, document_choices};
use super::columns::{Column, Columns, Key};
use super::lights::{Lit, lights_of};
use super::network::Network;
use super::rows::{TaskRow, task_sheet};
use super::tasks::{Note, note};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::select;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_model::{Body, Deadline, Finding, Role, Side, Task, UnitKind};
use zhengtu_say as say;

#[derive(Template)]
#[template(path = "units.html")]
struct Units {
    shell: Shell,
    title: String,
    about: &'static str,
    docs: Vec<Choice>,
    columns: Columns,
    rows: Vec<Row>,
}

/// A unit with its tasks counted.
struct Row {
    name: String,
    href: String,
    place: String,
    collective: bool,
    lead: usize,
    responsible: usize,
    cooperate: usize,
    total: usize,
}

/// `/units`: all units with what they have to do, those with most first.
pub fn units(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.units"));
    let words = call.get("q");
    let mut rows = rows(call, &shell, |body| words.is_none_or(|words| body.has_within(words)));
    let columns = columns(call, &shell)?;
    columns.sort(&mut rows, key);
    if let Some(form) = call.download()? {
        return sheet(call, &rows).reply(form);
    }
    let title = call.t("nav.units").to_owned();
    page(&Units { title, about: "", docs: document_choices(call), columns, rows, shell })
}

/// The columns of the table of units.
fn columns(call: &Call, shell: &Shell) -> Result<Columns, Refusal> {
    let role = |role: Role| Column::usual(role.name(), say::role(role, shell.lang));
    let own =
        [role(Role::Lead), role(Role::Responsible), role(Role::Cooperate), Column::usual("tasks", call.t("nav.tasks"))];
    let whose = shell.many().then(|| Column::usual("government", call.t("column.government")));
    let name = Column::usual("unit", call.t("column.unit"));
    Columns::of(call, shell, &std::iter::once(name).chain(whose).chain(own).collect::<Vec<_>>())
}

/// By what a unit is sorted in a column.
fn key(row: &Row, column: &str) -> Key {
    match column {
        "unit" => row.name.as_str().into(),
        "government" => row.place.as_str().into(),
        "tasks" => row.total.into(),
        role => {
            Role::ALL.into_iter().find(|one| one.name() == role).map_or(Key::Nothing, |role| row.count(role).into())
        }
    }
}

impl Row {
    /// In how many tasks it has the role.
    fn count(&self, role: Role) -> usize {
        match role {
            Role::Lead => self.lead,
            Role::Responsible => self.responsible,
            Role::Cooperate => self.cooperate,
        }
    }
}

/// The bodies with what they have to do, those with most first.
fn rows(call: &Call, shell: &Shell, wanted: impl Fn(&Body) -> bool) -> Vec<Row> {
    let mut found: BTreeMap<&str, Row> = BTreeMap::new();
    for task in tasks_of_doc(call) {
        let mut seen: Vec<(&str, Role)> = Vec::new();
        for unit in &task.units {
            let Some(body) = call.opened.bodies.get(&task.doc, &unit.name).filter(|body| wanted(body)) else {
                continue;
            };
            if seen.contains(&(body.name.as_str(), unit.role)) {
                continue;
            }
            let row = found.entry(&body.name).or_insert_with(|| Row {
                name: body.name.clone(),
                href: shell.body(&body.name),
                place: whose(shell, body),
                collective: body.kind == UnitKind::Collective,
                lead: 0,
                responsible: 0,
                cooperate: 0,
                total: 0,
            });
            match unit.role {
                Role::Lead => row.lead += 1,
                Role::Responsible => row.responsible += 1,
                Role::Cooperate => row.cooperate += 1,
            }
            row.total += usize::from(seen.iter().all(|(name, _)| *name != body.name));
            seen.push((&body.name, unit.role));
        }
    }
    let mut rows: Vec<Row> = found.into_values().collect();
    rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// The place whose body it is; of a group, and where no place is known, what the documents are called that name it.
fn whose(shell: &Shell, body: &Body) -> String {
    match body.place() {
        "" => body.documents().map(|doc| shell.titles.whole(doc)).collect::<Vec<_>>().join("；"),
        place => place.to_owned(),
    }
}

fn tasks_of_doc(call: &Call) -> impl Iterator<Item = &Task> {
    call.opened.tasks().filter(|task| select::is_of(call, &task.doc))
}

fn sheet(call: &Call, rows: &[Row]) -> Sheet {
    let t = |key: &str| call.t(key);
    Sheet::of(t("nav.units"), rows)
        .column("unit", t("column.unit"), |row| row.name.as_str())
        .column("place", t("column.government"), |row| row.place.as_str())
        .column("lead", say::role(Role::Lead, call.asked.lang), |row| row.lead)
        .column("responsible", say::role(Role::Responsible, call.asked.lang), |row| row.responsible)
        .column("cooperate", say::role(Role::Cooperate, call.asked.lang), |row| row.cooperate)
        .column("tasks", t("nav.tasks"), |row| row.total)
        .finish()
}

#[derive(Template)]
#[template(path = "unit.html")]
struct One {
    shell: Shell,
    name: String,
    said: String,
    docs: Vec<Choice>,
    surfaces: Vec<String>,
    groups: Vec<Group>,
    /// The choices of the picture: the role of the unit, and how many tasks have to be shared.
    roles: Vec<Choice>,
    least: Vec<Choice>,
    /// How many units it works with, whatever is chosen.
    all_partners: usize,
    partners: Vec<Partner>,
    network: Network,
    earliest: String,
    latest: String,
    total: usize,
    findings: Vec<Note>,
    board: String,
    reminders: String,
    ledger: String,
    feed: String,
}

/// The tasks of a unit in one role.
struct Group {
    role: &'static str,
    key: &'static str,
    rows: Vec<TaskRow>,
}

/// A unit that shares tasks with another.
struct Partner {
    name: String,
    href: String,
    count: usize,
    shared: String,
}

/// `/unit`: what a unit leads, what it shares, and with whom; where a name means bodies of several governments, these.
pub fn unit(call: &Call) -> Result<Response, Refusal> {
    let given = call.get("name").unwrap_or_default();
    match call.opened.bodies.named(given)[..] {
        [] => Err(Refusal::missing(call.t("error.unit"))),
        [body] => one(call, body),
        ref several => choice(call, given, several),
    }
}

/// The bodies that one name means.
fn choice(call: &Call, given: &str, several: &[&Body]) -> Result<Response, Refusal> {
    let shell = call.shell(given);
    let mut rows = rows(call, &shell, |body| several.iter().any(|one| one.body.key == body.body.key));
    let columns = columns(call, &shell)?;
    columns.sort(&mut rows, key);
    if let Some(form) = call.download()? {
        return sheet(call, &rows).reply(form);
    }
    page(&Units { title: given.to_owned(), about: call.t("unit.several"), docs: Vec::new(), columns, rows, shell })
}

fn one(call: &Call, body: &Body) -> Result<Response, Refusal> {
    let name = body.name.as_str();
    let takes_part = |task: &&Task| task.units.iter().any(|unit| body.is(&task.doc, &unit.name));
    let tasks: Vec<&Task> = tasks_of_doc(call).filter(takes_part).collect();
    if let Some(form) = call.download()? {
        return task_sheet(call, name, &tasks).reply(form);
    }
    let shell = call.shell(name);
    let roles = Role::ALL.map(|role| (role.name(), say::role(role, shell.lang)));
    let role = call.get("role").map(|name| Role::ALL.into_iter().find(|role| role.name() == name));
    if role == Some(None) {
        return Err(Refusal::bad(format!("role：{}", roles.map(|(name, _)| name).join(", "))));
    }
    let least = call.number::<usize>("least")?.unwrap_or(1);
    let all = partners(call, body, &tasks, None);
    let others = partners(call, body, &tasks, role.flatten());
    let lights = if call.opened.has_reports() { lights_of(call)? } else { BTreeMap::new() };
    let others: Vec<(String, usize)> = others.into_iter().filter(|(_, count)| *count >= least).collect();
    let days = tasks.iter().filter_map(|task| task.deadline.end());
    let partner = |(other, count): &(String, usize)| Partner {
        name: other.clone(),
        href: shell.body(other),
        count: *count,
        shared: shell.url("/tasks", [("unit", name), ("unit", other.as_str())]),
    };
    page(&One {
        said: said(&shell, body),
        docs: own_documents(call, body),
        surfaces: surfaces(call, body),
        groups: Role::ALL.into_iter().map(|role| group(&shell, body, &tasks, role, &lights)).collect(),
        roles: choices(call, "role", &roles),
        least: strengths(&all, least),
        all_partners: all.len(),
        partners: others.iter().map(partner).collect(),
        network: Network::of(&shell, name, &others),
        earliest: days.clone().min().map(|day| day.to_string()).unwrap_or_default(),
        latest: days.max().map(|day| day.to_string()).unwrap_or_default(),
        total: tasks.len(),
        findings: findings(call, &shell, &tasks),
        board: shell.url("/progress", [("unit", name)]),
        reminders: shell.url("/reminders", [("unit", name)]),
        ledger: shell.url("/ledger", [("unit", name)]),
        feed: shell.url("/calendar.ics", [("unit", name)]),
        name: name.to_owned(),
        shell,
    })
}

/// The documents that name the body as choices; none where it is but one.
fn own_documents(call: &Call, body: &Body) -> Vec<Choice> {
    let own: BTreeSet<&str> = body.documents().collect();
    let mut choices = document_choices(call);
    choices.retain(|choice| own.contains(choice.value.as_str()));
    if choices.len() > 1 { choices } else { Vec::new() }
}

/// Whose the body is, and at which level.
fn said(shell: &Shell, body: &Body) -> String {
    let level = body.body.level.map(|level| say::level(level, shell.lang));
    let place = Some(body.place()).filter(|place| !place.is_empty());
    let line = body.body.line.then(|| shell.t("unit.line"));
    [place, level, line].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The forms in which the documents print the name.
fn surfaces(call: &Call, body: &Body) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let units = call.opened.facts.iter().flat_map(|facts| facts.units.iter().map(move |unit| (facts, unit)));
    let own = units.filter(|(facts, unit)| body.is(&facts.info.name, &unit.name));
    for surface in own.flat_map(|(_, unit)| &unit.surfaces).filter(|surface| **surface != body.name) {
        if !found.contains(surface) {
            found.push(surface.clone());
        }
    }
    found
}

/// The tasks in which the unit has the role, soonest due first.
fn group(shell: &Shell, body: &Body, tasks: &[&Task], role: Role, lights: &BTreeMap<String, (usize, Lit)>) -> Group {
    let has = |task: &&&Task| task.units.iter().any(|unit| unit.role == role && body.is(&task.doc, &unit.name));
    let mut found: Vec<&Task> = tasks.iter().filter(has).copied().collect();
    let rank = |task: &&Task| (task.deadline.end().is_none(), task.deadline.end(), task.deadline == Deadline::None);
    found.sort_by_key(rank);
    Group {
        role: shell.role(role),
        key: role.name(),
        rows: found
            .iter()
            .map(|task| TaskRow {
                light: lights.get(&task.id).map(|(_, light)| light.clone()),
                ..TaskRow::new(shell, task)
            })
            .collect(),
    }
}

/// How many tasks may be asked to be shared: each number that leaves other units than the one before it.
fn strengths(partners: &[(String, usize)], chosen: usize) -> Vec<Choice> {
    let counts: BTreeSet<usize> = partners.iter().map(|(_, count)| *count).chain([1, chosen]).collect();
    let choice = |count: usize| Choice { value: count.to_string(), label: count.to_string(), chosen: count == chosen };
    counts.into_iter().map(choice).collect()
}

/// The other units of the tasks in which the unit has the role, with how many they share; most first.
fn partners(call: &Call, body: &Body, tasks: &[&Task], role: Option<Role>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let has = |task: &Task| {
        let mut own = task.units.iter().filter(|unit| body.is(&task.doc, &unit.name));
        own.any(|unit| role.is_none_or(|role| unit.role == role))
    };
    for task in tasks.iter().filter(|task| has(task)) {
        let units = task.units.iter().filter(|unit| unit.kind == UnitKind::Unit);
        let names: BTreeSet<&str> = units.map(|unit| call.opened.bodies.name(&task.doc, &unit.name)).collect();
        for name in names.into_iter().filter(|name| *name != body.name) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The findings that concern the tasks of the unit.
fn findings(call: &Call, shell: &Shell, tasks: &[&Task]) -> Vec<Note> {
    let within = |finding: &Finding, side: &Side| {
        let (doc, at) = (side.doc.as_ref().unwrap_or(&finding.doc), &side.evidence);
        tasks.iter().any(|task| {
            task.doc == *doc && task.part == side.part && task.evidence.start <= at.start && at.end <= task.evidence.end
        })
    };
    let concerned = |finding: &&Finding| {
        within(finding, &finding.a) || finding.b.as_ref().is_some_and(|side| within(finding, side))
    };
    let mut found: Vec<&Finding> = call.opened.findings.iter().filter(concerned).collect();
    found.sort_by_key(|finding| finding.severity);
    found.into_iter().map(|finding| note(shell, finding)).collect()
}
