//! `ask`, `list_queries`, `run_query`, `sparql`: what is asked in a language, of people or of programs.

use super::passages::{found, hit_schema};
use super::records::{of_target, of_task};
use super::tool::{Answered, Entry, MOST, ROOM, list, listed, shape};
use crate::api::{self, protocol};
use crate::app::App;
use crate::asked::Asked;
use crate::call::Call;
use crate::params::Params;
use crate::reply::Refusal;
use crate::worker::{Done, Job};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use zhengtu_ask::{Clock, Row};
use zhengtu_store::{Format, Style};

/// How many rows a query gives where the call does not say.
const ROWS: usize = 50;
/// How large the results of a query may be before they are cut to the room of an answer, in bytes.
const BYTES: usize = 4 << 20;

/// `ask`.
pub(super) fn ask(call: &Call) -> Result<Answered, Refusal> {
    let question = call.get("question").unwrap_or_default();
    let clock = call.day("today")?.map_or_else(Clock::now, |today| Clock { today });
    let reply = call.opened.reply(question, call.get("after"), clock).map_err(Refusal::fault)?;
    let head = serde_json::to_value(reply.head())?;
    let rows: Vec<&Row<'_>> = reply.answer.iter().flat_map(|answer| &answer.rows).collect();
    let mut answered = list(call, &rows, |row| answer_row(call, row))?;
    let passages: Vec<Entry> = reply.passages.iter().map(|hit| found(call, hit)).collect();
    let mut lines: Vec<String> = ["understood", "sentence", "reason", "left_out"]
        .iter()
        .filter_map(|key| head[*key].as_str().map(str::to_owned))
        .collect();
    if !rows.is_empty() {
        lines.push(answered.text);
    }
    lines.extend(passages.iter().map(|entry| entry.text.clone()));
    for key in ["understood", "query", "answer", "groups", "left_out", "unknown", "sentence", "reason"] {
        answered.value[key] = head[key].clone();
    }
    answered.value["passages"] = passages.into_iter().map(|entry| entry.value).collect();
    Ok(Answered { value: answered.value, text: lines.join("\n") })
}

fn answer_row(call: &Call, row: &Row<'_>) -> Entry {
    match row {
        Row::Task(task) => of_task(call, task),
        Row::Target(target) => of_target(call, target),
        Row::Unit(unit) => {
            let value = json!({ "unit": unit.unit, "documents": unit.docs, "tasks": unit.tasks });
            Entry { value, text: format!("{}：{}（{}）", unit.unit, unit.tasks, unit.docs.join("、")) }
        }
        Row::Part(part) => {
            let value = json!({ "document": part.doc, "part": part.part, "title": part.title });
            Entry { value, text: format!("{} {} {}", part.doc, part.part, part.title) }
        }
        Row::Document(info) => {
            let value = json!({ "document": info.name, "title": info.title });
            Entry { value, text: format!("《{}》（{}）", info.title, info.name) }
        }
    }
}

/// What [`ask`] gives.
pub(super) fn ask_schema() -> Value {
    let mut schema = listed(json!({ "type": "object" }));
    let text = json!({ "type": ["string", "null"] });
    for key in ["understood", "query", "left_out", "sentence", "reason"] {
        schema["properties"][key] = text.clone();
    }
    schema["properties"]["answer"] = json!({ "type": ["string", "number", "null"] });
    schema["properties"]["groups"] = json!({ "type": ["array", "null"] });
    schema["properties"]["unknown"] = json!({ "type": ["array", "null"] });
    schema["properties"]["passages"] = json!({ "type": "array", "items": hit_schema() });
    schema
}

/// `list_queries`.
pub(super) fn list_queries(call: &Call) -> Result<Answered, Refusal> {
    let lang = call.asked.lang;
    let pick = |label: &zhengtu_store::saved::Label| lang.pick(label.zh.clone(), label.en.clone());
    list(call, &call.app.saved, |saved| {
        let parameter = |parameter: &zhengtu_store::saved::Parameter| {
            let values: Vec<&str> = parameter.values.iter().map(|one| one.value.as_str()).collect();
            json!({
                "name": parameter.name, "type": parameter.kind.name(), "required": parameter.required,
                "default": parameter.default, "about": pick(&parameter.label), "values": values,
            })
        };
        let parameters: Vec<Value> = saved.parameters.iter().map(parameter).collect();
        let value = json!({
            "name": saved.name, "title": pick(&saved.title), "about": pick(&saved.description),
            "parameters": parameters, "columns": saved.variables(),
        });
        let names: Vec<&str> = saved.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        Entry { value, text: format!("{}：{}（{}）", saved.name, pick(&saved.title), names.join("、")) }
    })
}

/// What [`list_queries`] gives.
pub(super) fn list_queries_schema() -> Value {
    listed(shape(json!({
        "name": { "type": "string" }, "title": { "type": "string" }, "about": { "type": "string" },
        "parameters": { "type": "array", "items": { "type": "object" } },
        "columns": { "type": "array", "items": { "type": "string" } },
    })))
}

/// `run_query`.
pub(super) fn run_query(call: &Call) -> Result<Answered, Refusal> {
    let name = call.get("name").unwrap_or_default();
    let rows = call.number::<usize>("limit")?.unwrap_or(ROWS).clamp(1, MOST);
    let mut params = Params::default();
    for (name, value) in call.asked.params.pairs() {
        if let Some(name) = name.strip_prefix("parameters.") {
            params.extend(Params::of(name, value));
        }
    }
    let asked = Asked { tail: name.to_owned(), params, ..call.asked.clone() };
    let call = Call { app: Arc::clone(&call.app), opened: Arc::clone(&call.opened), asked };
    let saved = api::saved(&call).map_err(|_| {
        Refusal::missing(format!("没有名为“{name}”的查询，见 list_queries / no such query, see list_queries"))
    })?;
    let results = api::run(&call, saved, rows)?;
    let mut body = Vec::new();
    results.write(Format::Json, &Style::default(), &mut body)?;
    table(&body, results.cut.is_some())
}

/// `sparql`, in a process that can be stopped.
pub(super) async fn sparql(app: &Arc<App>, asked: &Asked) -> Result<Answered, Refusal> {
    let rows = asked.params.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(ROWS).clamp(1, MOST);
    let job = Job {
        accept: Some("application/sparql-results+json, text/turtle".to_owned()),
        rows,
        first: true,
        bytes: BYTES,
        ..protocol::job(app, asked, asked.params.get("query").unwrap_or_default())
    };
    let Done { format, cut, body } = protocol::run(app, job).await.map_err(protocol::refusal)?;
    if format == Format::Json.name() {
        return table(&body, cut.is_some());
    }
    let all = String::from_utf8_lossy(&body);
    let turtle: String = all.chars().take(ROOM).collect();
    let cut = cut.is_some() || turtle.len() < all.len();
    Ok(Answered { value: json!({ "columns": [], "rows": [], "triples": turtle, "cut": cut }), text: turtle })
}

/// SPARQL results (SPARQL 1.1 Query Results JSON Format) as rows of plain values, as many as the room holds.
fn table(body: &[u8], cut: bool) -> Result<Answered, Refusal> {
    let results: Value = serde_json::from_slice(body)?;
    if let Some(yes) = results["boolean"].as_bool() {
        let value = json!({ "columns": [], "rows": [], "boolean": yes, "cut": false });
        return Ok(Answered { value, text: yes.to_string() });
    }
    let columns: Vec<&str> =
        results["head"]["vars"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let (mut rows, mut lines, mut taken, mut cut) = (Vec::new(), vec![columns.join("\t")], 0, cut);
    for binding in results["results"]["bindings"].as_array().into_iter().flatten() {
        let cell = |column: &&str| binding[*column]["value"].as_str().unwrap_or_default();
        let line = columns.iter().map(cell).collect::<Vec<_>>().join("\t").replace('\n', " ");
        taken += 2 * line.chars().count();
        if !rows.is_empty() && taken > ROOM {
            cut = true;
            break;
        }
        let row: Map<String, Value> =
            columns.iter().map(|column| ((*column).to_owned(), binding[*column]["value"].clone())).collect();
        rows.push(row);
        lines.push(line);
    }
    let value = json!({ "columns": columns, "rows": rows, "cut": cut });
    if cut {
        lines.push(
            "……还有更多：请加 LIMIT、OFFSET 或缩小范围 / there is more: add LIMIT and OFFSET, or narrow it".to_owned(),
        );
    }
    Ok(Answered { value, text: lines.join("\n") })
}

/// What [`run_query`] and [`sparql`] give.
pub(super) fn rows_schema() -> Value {
    json!({
        "type": "object",
        "properties": {
            "columns": { "type": "array", "items": { "type": "string" } },
            "rows": { "type": "array", "items": { "type": "object" } },
            "boolean": { "type": "boolean" }, "triples": { "type": "string" }, "cut": { "type": "boolean" },
        },
        "required": ["columns", "rows", "cut"],
    })
}
