use super::columns::{Columns, Head, Key, sort, sorted};
use super::terms::{Shown, cell, shown};
use crate::api;
use crate::call::{Call, Page, page};
use crate::conditions::stated;
use crate::reply::Refusal;
use crate::sheet::{Cell, Sheet};
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use oxrdf::Term;
use zhengtu_store::saved::{Parameter, ParameterType};
use zhengtu_store::{Body, Results, SavedQuery, Table};

/// How many rows a page shows at once, and how many one that is to show all, and a file.
const SHOWN: usize = 500;
const MOST: usize = 100_000;

#[derive(Template)]
#[template(path = "queries.html")]
struct Queries {
    shell: Shell,
    rows: Vec<(String, String, String, String)>,
}

/// `/queries`: the saved queries.
pub fn queries(call: &Call) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.queries"));
    if let Some(form) = call.download()? {
        let sheet = Sheet::of(call.t("nav.queries"), &call.app.saved)
            .column("name", call.t("column.name"), |saved| saved.name.as_str())
            .column("title", call.t("column.title"), |saved| saved.title.text(shell.lang))
            .column("description", call.t("column.about"), |saved| saved.description.text(shell.lang))
            .finish();
        return sheet.reply(form);
    }
    let row = |saved: &SavedQuery| {
        let (title, about) = (saved.title.text(shell.lang), saved.description.text(shell.lang));
        (shell.to(&format!("/queries/{}", saved.name)), title.to_owned(), about.to_owned(), saved.name.clone())
    };
    page(&Queries { rows: call.app.saved.iter().map(row).collect(), shell })
}

#[derive(Template)]
#[template(path = "query.html")]
struct One {
    shell: Shell,
    title: String,
    about: String,
    text: String,
    fields: Vec<Field>,
    example: String,
    in_editor: String,
    fault: String,
    outcome: Option<Outcome>,
}

/// A parameter as a field of the form.
struct Field {
    name: String,
    label: String,
    kind: &'static str,
    required: bool,
    value: String,
    hint: String,
    options: Vec<(String, String)>,
}

impl Field {
    /// Its value in words.
    fn said(&self) -> &str {
        let label = self.options.iter().find(|(value, _)| *value == self.value);
        label.map_or(self.value.as_str(), |(_, label)| label.as_str())
    }
}

/// The rows of a result.
pub struct Outcome {
    /// The columns.
    pub columns: Columns,
    /// The rows.
    pub rows: Vec<Vec<Shown>>,
    /// How many rows are shown where there are more.
    pub cut: usize,
}

/// `/queries/NAME`: a saved query as a form, with its results.
pub fn query(call: &Call) -> Result<Response, Refusal> {
    let saved = api::saved(call)?;
    let mut shell = call.shell(saved.title.text(call.asked.lang));
    let given = |parameter: &Parameter| call.get(&parameter.name).is_some();
    let ready = saved.parameters.iter().all(|parameter| !parameter.required || given(parameter));
    if let Some(form) = call.download()? {
        let table = in_order(call, api::run(call, saved, MOST)?)?;
        return sheet(call, saved, &table).reply(form);
    }
    let shown = if call.page()? == Page::All { MOST } else { SHOWN };
    // What is sorted is sorted whole, and then cut.
    let fetched = if sorted(call).is_some() { MOST } else { shown };
    let (outcome, fault) = match ready.then(|| api::run(call, saved, fetched)) {
        None => (None, String::new()),
        Some(Ok(results)) => {
            let more = results.cut.is_some();
            (Some(outcome(call, &shell, saved, &in_order(call, results)?, shown, more)), String::new())
        }
        Some(Err(refusal)) => (None, refusal.message),
    };
    let example = example(saved);
    let own = saved.parameters.iter().filter(|parameter| parameter.name != "lang");
    let fields: Vec<Field> = own.map(|parameter| field(call, &shell, parameter, &example)).collect();
    let asked = fields.iter().filter(|field| !field.value.is_empty());
    shell.conditions = asked.map(|field| stated(&field.label, field.said(), shell.lang)).collect();
    let pairs = example.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    page(&One {
        title: saved.title.text(shell.lang).to_owned(),
        about: saved.description.text(shell.lang).to_owned(),
        fields,
        example: if example.is_empty() { String::new() } else { shell.url(&shell.path, pairs) },
        in_editor: shell.url("/sparql", [("query", body(&saved.text))]),
        text: saved.text.clone(),
        fault,
        outcome,
        shell,
    })
}

/// The query without its header.
fn body(text: &str) -> &str {
    let header: usize = text.lines().take_while(|line| line.starts_with("#+")).map(|line| line.len() + 1).sum();
    text.get(header..).unwrap_or(text).trim()
}

/// The parameters of the example in the header (`zhengtu query NAME -p unit=税务局`).
fn example(saved: &SavedQuery) -> Vec<(String, String)> {
    let pairs = saved.example.split(" -p ").skip(1).filter_map(|pair| pair.trim().split_once('='));
    let clean = |value: &str| value.trim_matches(['\'', '"']).to_owned();
    pairs.map(|(name, value)| (name.trim_matches(['\'', '"']).to_owned(), clean(value))).collect()
}

fn field(call: &Call, shell: &Shell, parameter: &Parameter, example: &[(String, String)]) -> Field {
    let kind = match parameter.kind {
        ParameterType::Date => "date",
        ParameterType::Month => "month",
        ParameterType::OneOf | ParameterType::Document => "select",
        ParameterType::Unit => "unit",
        _ => "text",
    };
    let options = match parameter.kind {
        ParameterType::OneOf => {
            parameter.values.iter().map(|one| (one.value.clone(), one.label.text(shell.lang).to_owned())).collect()
        }
        ParameterType::Document => {
            let whole = |name: &str| (name.to_owned(), shell.titles.whole(name));
            call.opened.facts.iter().map(|facts| whole(&facts.info.name)).collect()
        }
        ParameterType::Unit => unit_names(call).into_iter().map(|name| (name.clone(), name)).collect(),
        _ => Vec::new(),
    };
    let given = call.get(&parameter.name).or(parameter.default.as_deref()).unwrap_or_default();
    Field {
        name: parameter.name.clone(),
        label: parameter.label.text(shell.lang).to_owned(),
        kind,
        required: parameter.required,
        value: given.to_owned(),
        hint: example
            .iter()
            .find(|(name, _)| *name == parameter.name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default(),
        options,
    }
}

/// The names of the units that have tasks.
fn unit_names(call: &Call) -> Vec<String> {
    let mut names: Vec<String> =
        call.opened.tasks().flat_map(|task| &task.units).map(|unit| unit.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The rows in the order that the address asks for.
fn in_order(call: &Call, results: Results) -> Result<Table, Refusal> {
    let Body::Table(mut table) = results.body else { return Ok(Table::default()) };
    if let Some((name, down)) = sorted(call) {
        let at = table.variables.iter().position(|variable| variable == name);
        let at = at.ok_or_else(|| Refusal::bad(format!("sort={name}：{}", table.variables.join(", "))))?;
        sort(&mut table.rows, down, |row| key(row.get(at).and_then(Option::as_ref)));
    }
    Ok(table)
}

/// The columns with the file of a document.
const FILE_COLUMNS: [&str; 2] = ["doc", "file"];

/// A value as the page shows it: the number of a part by its name.
fn value(call: &Call, shell: &Shell, name: &str, term: Option<&Term>) -> Shown {
    let value = shown(call, shell, term);
    match value.text.parse() {
        Ok(part) if name == "annex" => Shown { text: shell.titles.part_of_all(part, shell.lang), ..value },
        _ => value,
    }
}

/// By what a row is sorted.
fn key(term: Option<&Term>) -> Key {
    match cell(term) {
        Cell::Empty => Key::Nothing,
        Cell::Number(number) => Key::Number(number),
        Cell::Day(day) => Some(day).into(),
        Cell::Text(text) => text.as_str().into(),
    }
}

fn outcome(call: &Call, shell: &Shell, saved: &SavedQuery, table: &Table, most: usize, more: bool) -> Outcome {
    let style = saved.style(shell.lang);
    let head = |name: &String| Head::new(shell, "", name, style.caption(name), sorted(call));
    let rows = table.rows.iter().take(most);
    let cut = more || table.rows.len() > most;
    // People know a document by its title, not by its file, and a part by its name, not by its number; files have both.
    let titled = table.variables.iter().any(|name| name == "plan");
    let is_shown = |name: &&String| !(titled && FILE_COLUMNS.contains(&name.as_str()));
    let row = |row: &Vec<Option<Term>>| {
        let cells = table.variables.iter().zip(row).filter(|(name, _)| is_shown(name));
        cells.map(|(name, term)| value(call, shell, name, term.as_ref())).collect()
    };
    Outcome {
        columns: Columns::named(table.variables.iter().filter(is_shown).map(head).collect()),
        cut: if cut { most.min(table.rows.len()) } else { 0 },
        rows: rows.map(row).collect(),
    }
}

fn sheet(call: &Call, saved: &SavedQuery, table: &Table) -> Sheet {
    let style = saved.style(call.asked.lang);
    Sheet {
        name: saved.title.text(call.asked.lang).to_owned(),
        columns: table.variables.iter().map(|name| (name.clone(), style.caption(name).to_owned())).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(|term| cell(term.as_ref())).collect()).collect(),
    }
}
