use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::select::reading_name;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::{DocumentFacts, Reading};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
    documents: Vec<Document>,
    tasks: usize,
    targets: usize,
    units: usize,
    findings: usize,
    overlooked: usize,
    overlooked_href: String,
}

/// A document with what was read out of it.
struct Document {
    title: String,
    name: String,
    href: String,
    tasks: usize,
    tasks_href: String,
    targets: usize,
    overlooked: usize,
    overlooked_href: String,
    parts: Vec<(String, String, String)>,
    absent: Vec<String>,
}

/// `/`: the documents.
pub fn home(call: &Call) -> Result<Response, Refusal> {
    if let Some(form) = call.download()? {
        return sheet(call).reply(form);
    }
    let shell = call.shell(call.t("nav.home"));
    let mut units: Vec<&str> =
        call.opened.tasks().flat_map(|task| &task.units).map(|unit| unit.name.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    page(&Home {
        documents: call.opened.facts.iter().map(|facts| document(&shell, facts)).collect(),
        tasks: call.opened.tasks().count(),
        targets: call.opened.targets().count(),
        units: units.len(),
        findings: call.opened.findings.len(),
        overlooked: call.opened.facts.iter().map(|facts| facts.account.of(Reading::Overlooked).count()).sum(),
        overlooked_href: shell.url("/audit", [("reading", reading_name(Reading::Overlooked).as_str())]),
        shell,
    })
}

fn document(shell: &Shell, facts: &DocumentFacts) -> Document {
    let name = facts.info.name.as_str();
    let present = facts.parts.iter().filter(|part| part.present);
    let absent = facts.parts.iter().filter(|part| !part.present);
    Document {
        title: if facts.info.title.is_empty() { name.to_owned() } else { facts.info.title.clone() },
        name: name.to_owned(),
        href: shell.reader(name, &0),
        tasks: facts.tasks.len(),
        tasks_href: shell.url("/tasks", [("doc", name)]),
        targets: facts.targets.len(),
        overlooked: facts.account.of(Reading::Overlooked).count(),
        overlooked_href: shell.url("/audit", [("doc", name), ("reading", reading_name(Reading::Overlooked).as_str())]),
        parts: present
            .map(|part| (shell.part(&part.number), part.title.clone(), shell.reader(name, &part.number)))
            .collect(),
        absent: absent.map(|part| format!("{} {}", shell.part(&part.number), part.title)).collect(),
    }
}

fn sheet(call: &Call) -> Sheet {
    let t = |key: &str| call.t(key);
    Sheet::of(t("nav.home"), &call.opened.facts)
        .column("doc", t("column.doc"), |facts| facts.info.name.as_str())
        .column("title", t("column.title"), |facts| facts.info.title.as_str())
        .column("parts", t("column.part"), |facts| facts.parts.iter().filter(|part| part.present).count())
        .column("tasks", t("nav.tasks"), |facts| facts.tasks.len())
        .column("targets", t("nav.targets"), |facts| facts.targets.len())
        .finish()
}
