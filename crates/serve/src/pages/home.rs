use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::routes::{Way, routes};
use crate::sheet::{Cell, Sheet, columns};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use zhengtu_model::DocumentFacts;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
    documents: Vec<Document>,
    tasks: usize,
    targets: usize,
    units: usize,
    findings: usize,
}

/// A document with what was read out of it.
struct Document {
    title: String,
    name: String,
    href: String,
    tasks: usize,
    tasks_href: String,
    targets: usize,
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
        parts: present
            .map(|part| (shell.part(&part.number), part.title.clone(), shell.reader(name, &part.number)))
            .collect(),
        absent: absent.map(|part| format!("{} {}", shell.part(&part.number), part.title)).collect(),
    }
}

fn sheet(call: &Call) -> Sheet {
    let t = |key: &str| call.t(key).to_owned();
    let row = |facts: &DocumentFacts| -> Vec<Cell> {
        vec![
            facts.info.name.as_str().into(),
            facts.info.title.as_str().into(),
            facts.parts.iter().filter(|part| part.present).count().into(),
            facts.tasks.len().into(),
            facts.targets.len().into(),
        ]
    };
    Sheet {
        name: t("nav.home"),
        columns: columns([
            ("doc", t("column.doc")),
            ("title", t("column.title")),
            ("parts", t("column.part")),
            ("tasks", t("nav.tasks")),
            ("targets", t("nav.targets")),
        ]),
        rows: call.opened.facts.iter().map(row).collect(),
    }
}

#[derive(Template)]
#[template(path = "api.html")]
struct Interface {
    shell: Shell,
    rows: Vec<(&'static str, String, &'static str, String)>,
}

/// `/api`: what programs may ask.
pub fn interface(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.api"));
    let listed = routes().iter().filter(|route| route.is_data());
    let row = |route: &crate::Route| {
        let names: Vec<&str> = route.params.iter().map(|param| param.name).collect();
        let way = if route.way == Way::Post { "POST" } else { "GET" };
        (way, route.path.replace("{tail}", "{name}"), route.about, names.join(", "))
    };
    let rows: Vec<_> = listed.map(row).collect();
    if let Some(form) = call.download()? {
        let cells = |(way, path, about, names): &(&str, String, &str, String)| -> Vec<Cell> {
            vec![(*way).into(), path.as_str().into(), (*about).into(), names.as_str().into()]
        };
        let sheet = Sheet {
            name: "API".to_owned(),
            columns: columns([
                ("method", "GET/POST".to_owned()),
                ("path", call.t("column.address").to_owned()),
                ("about", call.t("column.about").to_owned()),
                ("parameters", call.t("column.parameters").to_owned()),
            ]),
            rows: rows.iter().map(cells).collect(),
        };
        return sheet.reply(form);
    }
    page(&Interface { rows, shell })
}
