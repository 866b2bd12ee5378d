use super::choices::Choice;
use super::pager::{PAGE, Pager};
use crate::call::{Call, page};
use crate::opened::Look;
use crate::reply::Refusal;
use crate::select::{self, reading_name};
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::collections::BTreeSet;
use zhengtu_ask::Clock;
use zhengtu_model::{Date, DocumentFacts, Reading};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
    examples: Vec<(String, String)>,
    hands: Vec<Hand>,
    figures: Vec<(String, usize, &'static str)>,
    filters: Vec<Filter>,
    sorts: Vec<Choice>,
    pager: Pager,
    documents: Vec<Document>,
    /// The files that wait to be kept.
    waiting: Vec<(String, String)>,
}

/// Something that needs a hand.
struct Hand {
    class: &'static str,
    count: usize,
    words: &'static str,
    href: String,
}

/// A filter of the documents with its choices.
struct Filter {
    name: &'static str,
    label: &'static str,
    choices: Vec<Choice>,
}

/// A document with what was read out of it.
struct Document {
    off: bool,
    title: String,
    government: String,
    said: String,
    issued: String,
    name: String,
    href: String,
    tasks: usize,
    tasks_href: String,
    targets: usize,
    targets_href: String,
    errors: usize,
    errors_href: String,
    overlooked: usize,
    overlooked_href: String,
    parts: Vec<(String, String, String)>,
    absent: Vec<String>,
}

/// `/`: where one begins: what to ask, what needs a hand, the documents.
pub fn home(call: &Call) -> Result<Response, Refusal> {
    let found = select::documents(call)?;
    if let Some(form) = call.download()? {
        return sheet(call, &found).reply(form);
    }
    let shell = call.shell(call.t("nav.home"));
    let named = call.opened.tasks().flat_map(|task| task.units.iter().map(move |unit| (task, unit)));
    let units: BTreeSet<&str> = named.map(|(task, unit)| call.opened.bodies.name(&task.doc, &unit.name)).collect();
    let pager = Pager::new(&shell, found.len(), call.page()?, PAGE);
    let examples = call.opened.examples(call.asked.lang);
    page(&Home {
        examples: examples.iter().map(|text| (shell.url("/ask", [("q", text.as_str())]), text.clone())).collect(),
        hands: hands(call, &shell)?,
        figures: [
            ("/tasks", call.opened.tasks().count(), "nav.tasks"),
            ("/targets", call.opened.targets().count(), "nav.targets"),
            ("/units", units.len(), "nav.units"),
            ("/findings", call.opened.findings.len(), "home.findings"),
        ]
        .map(|(path, count, key)| (shell.to(path), count, call.t(key)))
        .into(),
        filters: filters(call),
        sorts: sorts(call),
        waiting: waiting(call, &shell),
        documents: pager.listed(&found).map(|(facts, off)| Document { off, ..document(call, &shell, facts) }).collect(),
        pager,
        shell,
    })
}

/// The files that wait to be kept, for those who may keep them.
fn waiting(call: &Call, shell: &Shell) -> Vec<(String, String)> {
    if !shell.edits() {
        return Vec::new();
    }
    let waiting = zhengtu_desk::Waiting::all(&call.app.desk).into_iter();
    waiting.map(|one| (shell.to(&format!("/waiting/{}", one.id)), one.name)).collect()
}

/// What needs a hand, as of today: errors, what may have been misread, what is due this month, what is overdue.
fn hands(call: &Call, shell: &Shell) -> Result<Vec<Hand>, Refusal> {
    let today = call.day("today")?.unwrap_or_else(|| Clock::now().today);
    let sum = |of: fn(&Look) -> usize| call.opened.looks().iter().map(of).sum::<usize>();
    let reading = |reading: Reading, key: &str, of: fn(&Look) -> usize| {
        let name = reading_name(reading);
        let count = sum(of);
        Hand {
            class: "warning",
            count,
            words: shell.counted(key, &count),
            href: shell.url("/audit", [("reading", name.as_str())]),
        }
    };
    let done = call.opened.done(today);
    let open = if call.opened.has_reports() { "1" } else { "" };
    let due = |class: &'static str, key: &str, since: Option<Date>, until: Option<Date>| {
        let within = |day: Date| since.is_none_or(|since| day >= since) && until.is_some_and(|until| day <= until);
        let tasks = call.opened.tasks().filter(|task| task.deadline.end().is_some_and(within));
        let [since, until] = [since, until].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        let count = tasks.filter(|task| !done.contains(task.id.as_str())).count();
        Hand {
            class,
            count,
            words: shell.counted(key, &count),
            href: shell.url("/tasks", [("since", since.as_str()), ("until", until.as_str()), ("open", open)]),
        }
    };
    let month = (Date::new(today.year(), today.month(), 1), Date::end_of_month(today.year(), today.month()));
    let errors = sum(|look| look.errors);
    let all = [
        Hand {
            class: "error",
            count: errors,
            words: shell.counted("home.errors", &errors),
            href: shell.url("/findings", [("severity", "error")]),
        },
        due("error", "home.overdue", None, today.plus_days(-1)),
        due("info", "home.due-this-month", month.0, month.1),
        reading(Reading::Overlooked, "home.overlooked", |look| look.overlooked),
        reading(Reading::Unexplained, "home.unexplained", |look| look.unexplained),
    ];
    Ok(all.into_iter().filter(|hand| hand.count > 0).collect())
}

/// The filters of the documents: each with the values that documents have, where these are several.
fn filters(call: &Call) -> Vec<Filter> {
    let filter = |name: &'static str, key: &str| {
        let values: BTreeSet<(String, String)> =
            call.opened.facts.iter().filter_map(|facts| select::document_value(call, facts, name)).collect();
        let chosen = call.get(name).unwrap_or_default();
        let choice = |(value, label): (String, String)| Choice { chosen: value == chosen, value, label };
        Filter { name, label: call.t(key), choices: values.into_iter().map(choice).collect() }
    };
    let all = [
        filter("place", "column.government"),
        filter("level", "facet.level"),
        filter("year", "facet.year"),
        filter("form", "facet.form"),
    ];
    all.into_iter().filter(|filter| filter.choices.len() > 1 || call.get(filter.name).is_some()).collect()
}

fn sorts(call: &Call) -> Vec<Choice> {
    let words = [("issued", "sort.issued"), ("title", "sort.title"), ("place", "sort.place")];
    super::choices::choices(call, "sort", &words.map(|(value, key)| (value, call.t(key))))
}

fn document(call: &Call, shell: &Shell, facts: &DocumentFacts) -> Document {
    let info = &facts.info;
    let (name, identity) = (info.name.as_str(), &info.identity);
    let (present, absent): (Vec<_>, Vec<_>) = facts.parts.iter().partition(|part| part.present);
    let said = [&identity.kind, &identity.number].map(|said| said.as_ref().map(|stated| stated.value.clone()));
    let look = call.opened.document(name).and_then(|at| call.opened.looks().get(at)).copied().unwrap_or_default();
    let overlooked = reading_name(Reading::Overlooked);
    Document {
        off: false,
        title: shell.titles.title(name).to_owned(),
        government: shell.titles.government(name).to_owned(),
        said: said.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        issued: identity.issued.as_ref().map(|stated| stated.value.to_string()).unwrap_or_default(),
        name: name.to_owned(),
        href: shell.reader(name, &0),
        tasks: facts.tasks.len(),
        tasks_href: shell.url("/tasks", [("doc", name)]),
        targets: facts.targets.len(),
        targets_href: shell.url("/targets", [("doc", name)]),
        errors: look.errors,
        errors_href: shell.url("/findings", [("doc", name), ("severity", "error")]),
        overlooked: look.overlooked,
        overlooked_href: shell.url("/audit", [("doc", name), ("reading", overlooked.as_str())]),
        parts: present
            .into_iter()
            .map(|part| (shell.part(name, &part.number), part.title.clone(), shell.reader(name, &part.number)))
            .collect(),
        absent: absent.into_iter().map(|part| format!("{} {}", shell.part(name, &part.number), part.title)).collect(),
    }
}

fn sheet(call: &Call, found: &[&DocumentFacts]) -> Sheet {
    let t = |key: &str| call.t(key);
    let titles = &call.opened.titles;
    Sheet::of(t("nav.home"), found)
        .column("title", t("column.title"), |facts| titles.title(&facts.info.name))
        .column("government", t("column.government"), |facts| titles.government(&facts.info.name))
        .column("number", t("column.docnumber"), |facts| {
            facts.info.identity.number.as_ref().map(|stated| stated.value.clone())
        })
        .column("issued", t("column.issued"), |facts| {
            facts.info.identity.issued.as_ref().map_or(Cell::Empty, |stated| Cell::Day(stated.value))
        })
        .column("kind", t("facet.form"), |facts| facts.info.identity.kind.as_ref().map(|stated| stated.value.clone()))
        .column("parts", t("column.part"), |facts| facts.parts.iter().filter(|part| part.present).count())
        .column("tasks", t("nav.tasks"), |facts| facts.tasks.len())
        .column("targets", t("nav.targets"), |facts| facts.targets.len())
        .column("doc", t("column.file"), |facts| facts.info.name.as_str())
        .finish()
}
