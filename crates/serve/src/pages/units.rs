use super::network::Network;
use super::rows::{Choice, TaskRow, document_choices, task_sheet};
use super::tasks::{Note, note};
use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use zhengtu_model::{Deadline, Role, Task, UnitKind};
use zhengtu_say as say;

#[derive(Template)]
#[template(path = "units.html")]
struct Units {
    shell: Shell,
    docs: Vec<Choice>,
    rows: Vec<Row>,
}

/// A unit with its tasks counted.
struct Row {
    name: String,
    href: String,
    collective: bool,
    lead: usize,
    responsible: usize,
    cooperate: usize,
    total: usize,
}

/// `/units`: all units with what they have to do, those with most first.
pub fn units(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.units"));
    let mut found: BTreeMap<&str, Row> = BTreeMap::new();
    let words = call.get("q");
    for task in tasks_of_doc(call) {
        let mut seen: Vec<(&str, Role)> = Vec::new();
        for unit in task.units.iter().filter(|unit| words.is_none_or(|words| unit.name.contains(words))) {
            if seen.contains(&(unit.name.as_str(), unit.role)) {
                continue;
            }
            let row = found.entry(&unit.name).or_insert_with(|| Row {
                name: unit.name.clone(),
                href: shell.unit(&unit.name),
                collective: unit.kind == UnitKind::Collective,
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
            row.total += usize::from(seen.iter().all(|(name, _)| *name != unit.name));
            seen.push((&unit.name, unit.role));
        }
    }
    let mut rows: Vec<Row> = found.into_values().collect();
    rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.name.cmp(&b.name)));
    if let Some(form) = call.download()? {
        return sheet(call, &rows).reply(form);
    }
    page(&Units { docs: document_choices(call), rows, shell })
}

fn tasks_of_doc(call: &Call) -> impl Iterator<Item = &Task> {
    call.opened.tasks().filter(|task| call.get("doc").is_none_or(|doc| task.doc == doc))
}

fn sheet(call: &Call, rows: &[Row]) -> Sheet {
    let t = |key: &str| call.t(key);
    Sheet::of(t("nav.units"), rows)
        .column("unit", t("column.unit"), |row| row.name.as_str())
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
    docs: Vec<Choice>,
    surfaces: Vec<String>,
    groups: Vec<Group>,
    partners: Vec<Partner>,
    network: Network,
    earliest: String,
    latest: String,
    total: usize,
    findings: Vec<Note>,
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

/// `/unit`: what a unit leads, what it shares, and with whom.
pub fn unit(call: &Call) -> Result<Response, Refusal> {
    let name = call.get("name").unwrap_or_default();
    let tasks: Vec<&Task> = tasks_of_doc(call).filter(|task| task.units.iter().any(|unit| unit.name == name)).collect();
    let known = call.opened.facts.iter().flat_map(|facts| &facts.units).any(|unit| unit.name == name);
    if tasks.is_empty() && !known {
        return Err(Refusal::missing(call.t("error.unit")));
    }
    if let Some(form) = call.download()? {
        return task_sheet(call, name, &tasks).reply(form);
    }
    let shell = call.shell(name);
    let others = partners(name, &tasks);
    let days = tasks.iter().filter_map(|task| task.deadline.end());
    let partner = |(other, count): &(String, usize)| Partner {
        name: other.clone(),
        href: shell.unit(other),
        count: *count,
        shared: shell.url("/tasks", [("unit", name), ("unit", other.as_str())]),
    };
    page(&One {
        docs: document_choices(call),
        surfaces: surfaces(call, name),
        groups: Role::ALL.into_iter().map(|role| group(&shell, name, &tasks, role)).collect(),
        partners: others.iter().map(partner).collect(),
        network: Network::of(&shell, name, &others),
        earliest: days.clone().min().map(|day| day.to_string()).unwrap_or_default(),
        latest: days.max().map(|day| day.to_string()).unwrap_or_default(),
        total: tasks.len(),
        findings: findings(call, &shell, &tasks),
        name: name.to_owned(),
        shell,
    })
}

/// The forms in which the documents print the name.
fn surfaces(call: &Call, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let units = call.opened.facts.iter().flat_map(|facts| &facts.units).filter(|unit| unit.name == name);
    for surface in units.flat_map(|unit| &unit.surfaces).filter(|surface| *surface != name) {
        if !found.contains(surface) {
            found.push(surface.clone());
        }
    }
    found
}

/// The tasks in which the unit has the role, soonest due first.
fn group(shell: &Shell, name: &str, tasks: &[&Task], role: Role) -> Group {
    let has = |task: &&&Task| task.units.iter().any(|unit| unit.name == name && unit.role == role);
    let mut found: Vec<&Task> = tasks.iter().filter(has).copied().collect();
    let rank = |task: &&Task| (task.deadline.end().is_none(), task.deadline.end(), task.deadline == Deadline::None);
    found.sort_by_key(rank);
    Group {
        role: shell.role(role),
        key: role.name(),
        rows: found.iter().map(|task| TaskRow::new(shell, task)).collect(),
    }
}

/// The other units of the tasks, with how many they share; most first.
fn partners(name: &str, tasks: &[&Task]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for task in tasks {
        let mut seen: Vec<&str> = Vec::new();
        for unit in task.units.iter().filter(|unit| unit.name != name && unit.kind == UnitKind::Unit) {
            if !seen.contains(&unit.name.as_str()) {
                *counts.entry(&unit.name).or_default() += 1;
                seen.push(&unit.name);
            }
        }
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The findings that concern the tasks of the unit.
fn findings(call: &Call, shell: &Shell, tasks: &[&Task]) -> Vec<Note> {
    let within = |doc: &str, side: &zhengtu_model::Side| {
        let at = &side.evidence;
        tasks.iter().any(|task| {
            task.doc == doc && task.part == side.part && task.evidence.start <= at.start && at.end <= task.evidence.end
        })
    };
    let all = (1..).zip(&call.opened.findings);
    let concerned = all.filter(|(_, finding)| {
        within(&finding.doc, &finding.a) || finding.b.as_ref().is_some_and(|side| within(&finding.doc, side))
    });
    concerned.map(|(number, finding)| note(shell, number, finding)).collect()
}
