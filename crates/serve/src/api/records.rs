use crate::call::Call;
use crate::pages;
use crate::reply::{JSON, JSON_LINES, Refusal, reply};
use crate::select;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use zhengtu_ask::Clock;
use zhengtu_kb::Selection;
use zhengtu_model::OfDocument;
use zhengtu_search::{Page, Query};
use zhengtu_store::{Format, Limits, Style};

/// How many records are given where the request does not say.
const USUAL: usize = 100;
/// How many records are given at most.
const MOST: usize = 10_000;

/// A page of records: all of them counted, those from `offset` on listed; or JSON Lines.
fn list<T: Serialize>(call: &Call, records: &[T]) -> Result<Response, Refusal> {
    let offset = call.number::<usize>("offset")?.unwrap_or(0).min(records.len());
    let limit = call.number::<usize>("limit")?;
    let lines = as_lines(call)?;
    let limit = if lines { limit.unwrap_or(records.len()) } else { limit.unwrap_or(USUAL).min(MOST) };
    let chosen = &records[offset..offset.saturating_add(limit).min(records.len())];
    if lines {
        return json_lines(chosen);
    }
    object(&json!({ "total": records.len(), "offset": offset, "items": chosen }))
}

/// Whether JSON Lines are asked for, by name or by `Accept`.
fn as_lines(call: &Call) -> Result<bool, Refusal> {
    match call.get("format") {
        Some("json") => Ok(false),
        Some("jsonl") => Ok(true),
        Some(other) => Err(Refusal::bad(format!("format={other}：json, jsonl"))),
        None => {
            let accept = call.asked.accept.as_deref();
            Ok(crate::negotiate::best(accept, &[JSON, JSON_LINES]) == Some(JSON_LINES))
        }
    }
}

fn json_lines<T: Serialize>(records: &[T]) -> Result<Response, Refusal> {
    let mut lines = Vec::new();
    for record in records {
        serde_json::to_writer(&mut lines, record)?;
        lines.push(b'\n');
    }
    Ok(reply(JSON_LINES, lines))
}

fn object(value: &Value) -> Result<Response, Refusal> {
    Ok(reply(JSON, serde_json::to_vec(value)?))
}

/// `/api/documents`.
pub fn documents(call: &Call) -> Result<Response, Refusal> {
    let document = |facts: &zhengtu_model::DocumentFacts| {
        json!({
            "info": facts.info, "parts": facts.parts, "notices": facts.notices,
            "tasks": facts.tasks.len(), "targets": facts.targets.len(),
        })
    };
    let items: Vec<Value> = call.opened.facts.iter().map(document).collect();
    object(&json!({ "total": items.len(), "items": items }))
}

/// `/api/tasks`.
pub fn tasks(call: &Call) -> Result<Response, Refusal> {
    list(call, &select::tasks(call)?)
}

/// `/api/targets`.
pub fn targets(call: &Call) -> Result<Response, Refusal> {
    list(call, &select::targets(call)?)
}

/// `/api/clauses`.
pub fn clauses(call: &Call) -> Result<Response, Refusal> {
    let part = call.number::<u32>("part")?;
    let mut found = Vec::new();
    for facts in documents_of(call) {
        let keeps = |clause: &&zhengtu_model::Clause| {
            part.is_none_or(|part| clause.part == part)
                && call.get("q").is_none_or(|words| words.split_whitespace().all(|word| clause.text.contains(word)))
        };
        let doc = facts.info.name.as_str();
        found.extend(facts.clauses.iter().filter(keeps).map(|record| OfDocument { doc, record }));
    }
    list(call, &found)
}

/// `/api/citations`.
pub fn citations(call: &Call) -> Result<Response, Refusal> {
    let part = call.number::<u32>("part")?;
    let mut found = Vec::new();
    for facts in documents_of(call) {
        let doc = facts.info.name.as_str();
        let kept = facts.citations.iter().filter(|citation| part.is_none_or(|part| citation.part == part));
        found.extend(kept.map(|record| OfDocument { doc, record }));
    }
    list(call, &found)
}

/// `/api/units`.
pub fn units(call: &Call) -> Result<Response, Refusal> {
    let mut found = Vec::new();
    for facts in documents_of(call) {
        let doc = facts.info.name.as_str();
        let kept = facts.units.iter().filter(|unit| call.get("q").is_none_or(|words| unit.name.contains(words)));
        found.extend(kept.map(|record| OfDocument { doc, record }));
    }
    list(call, &found)
}

fn documents_of(call: &Call) -> impl Iterator<Item = &zhengtu_model::DocumentFacts> {
    call.opened.facts.iter().filter(|facts| call.get("doc").is_none_or(|doc| facts.info.name == doc))
}

/// `/api/search`.
pub fn search(call: &Call) -> Result<Response, Refusal> {
    let query = Query::parse(&select::typed(call)).map_err(Refusal::bad)?;
    let lines = as_lines(call)?;
    let page = Page {
        offset: call.number("offset")?.unwrap_or(0),
        limit: Some(call.number::<usize>("limit")?.unwrap_or(10).min(MOST)),
        order: select::order(call)?,
        context: 0,
        facets: !lines,
        today: Some(call.day("today")?.unwrap_or_else(|| Clock::now().today)),
    };
    let results = call.opened.index.search(&query, &page, &call.opened.aliases).map_err(Refusal::fault)?;
    if lines {
        return json_lines(&results.hits);
    }
    let suggestion = |found: &zhengtu_search::Suggestion| json!({ "query": found.query, "total": found.total, "reason": found.reason });
    object(&json!({
        "query": query.typed(), "total": results.total, "offset": page.offset, "items": results.hits,
        "facets": results.facets, "expanded": results.expanded, "replaced": results.replaced,
        "most": results.most.as_ref().map(|most| json!({ "total": most.total, "absent": most.absent })),
        "suggestions": results.suggestions.iter().map(suggestion).collect::<Vec<_>>(),
    }))
}

/// `/api/ask`.
pub fn ask(call: &Call) -> Result<Response, Refusal> {
    let Some(question) = call.get("q") else { return Err(Refusal::bad("q：请写出问题 / ask something")) };
    let clock = call.day("today")?.map_or_else(Clock::now, |today| Clock { today });
    let lines = as_lines(call)?;
    let reply = call.opened.reply(question, call.get("after"), clock).map_err(Refusal::fault)?;
    let mut head = serde_json::to_value(reply.head())?;
    let rows: Vec<&zhengtu_ask::Row<'_>> = reply.answer.iter().flat_map(|answer| &answer.rows).collect();
    if lines {
        let rows = rows.into_iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
        return json_lines(&[vec![head], rows].concat());
    }
    if reply.answer.is_some() {
        head["rows"] = serde_json::to_value(&rows)?;
    }
    object(&head)
}

/// `/api/check`.
pub fn check(call: &Call) -> Result<Response, Refusal> {
    let found = select::findings(call)?;
    list(call, &found)
}

/// `/api/progress`: the tasks as their units stand with them, those of a unit together.
pub fn progress(call: &Call) -> Result<Response, Refusal> {
    let board = call.opened.board(call.day("today")?.unwrap_or_else(|| Clock::now().today));
    let named = select::bodies(call)?;
    let light = select::light(call)?;
    let keeps = |entry: &zhengtu_progress::Entry<'_>| {
        light.is_none_or(|light| entry.light == light) && select::is_of(call, &entry.task.doc)
    };
    let found: Vec<_> = select::standings(&board, &named).into_iter().filter(keeps).collect();
    list(call, &found)
}

/// `/api/calendar`.
pub fn calendar(call: &Call) -> Result<Response, Refusal> {
    Ok(reply(pages::CALENDAR, pages::calendar_of(call)?))
}

/// `/api/audit`.
pub fn audit(call: &Call) -> Result<Response, Refusal> {
    let found: Vec<_> = select::entries(call)?.into_iter().map(|(doc, record)| OfDocument { doc, record }).collect();
    list(call, &found)
}

/// `/api/queries`.
pub fn queries(call: &Call) -> Result<Response, Refusal> {
    let label = |label: &zhengtu_store::saved::Label| json!({ "zh": label.zh, "en": label.en });
    let parameter = |parameter: &zhengtu_store::saved::Parameter| {
        let values: Vec<_> =
            parameter.values.iter().map(|one| json!({ "value": one.value, "label": label(&one.label) })).collect();
        json!({
            "name": parameter.name, "type": parameter.kind.name(), "required": parameter.required,
            "default": parameter.default, "label": label(&parameter.label), "values": values,
        })
    };
    let saved = |saved: &zhengtu_store::SavedQuery| {
        json!({
            "name": saved.name, "title": label(&saved.title), "description": label(&saved.description),
            "parameters": saved.parameters.iter().map(parameter).collect::<Vec<_>>(),
            "columns": saved.variables(),
        })
    };
    let items: Vec<Value> = call.app.saved.iter().map(saved).collect();
    object(&json!({ "total": items.len(), "items": items }))
}

/// `/api/queries/{name}`: in the formats of SPARQL, the columns called by their variables.
pub fn query(call: &Call) -> Result<Response, Refusal> {
    let saved = saved(call)?;
    if call.get("sort").is_some() && !saved.has("sort") {
        return Err(Refusal::bad("sort：排序写在查询的 ORDER BY 里 / order the rows in the query itself"));
    }
    let format: Format = call.get("format").unwrap_or("json").parse().map_err(Refusal::bad)?;
    let limit = call.number::<usize>("limit")?.unwrap_or(MOST).min(MOST);
    let results = run(call, saved, limit)?;
    let mut bytes = Vec::new();
    results.write(format, &Style::default(), &mut bytes)?;
    let mut response = reply(format.media_type(), bytes);
    if let Some(rows) = results.cut {
        response.headers_mut().insert("zhengtu-cut", rows.into());
    }
    Ok(response)
}

/// The saved query that the path names.
pub fn saved(call: &Call) -> Result<&zhengtu_store::SavedQuery, Refusal> {
    let name = call.asked.tail.as_str();
    let found = call.app.saved.iter().find(|saved| saved.name == name);
    found.ok_or_else(|| Refusal::missing(format!("没有名为“{name}”的查询 / no such query: {name}")))
}

/// Runs a saved query with the parameters of the request that are its own, and keeps it to the documents that others of
/// them mean (`place`). One called `lang`, in which it names things, is the language of the request.
pub fn run(call: &Call, saved: &zhengtu_store::SavedQuery, limit: usize) -> Result<zhengtu_store::Results, Refusal> {
    const OURS: [&str; 5] = ["format", "limit", "page", "run", "sort"];
    let own = |name: &str| saved.has(name);
    let pairs = call
        .asked
        .params
        .pairs()
        .filter(|(name, value)| *name != "lang" && !value.trim().is_empty() && (own(name) || !OURS.contains(name)));
    let mut selection = Selection::default();
    let mut given: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs {
        if own(name) || !selection.add(name, value).map_err(Refusal::bad)? {
            given.push((name.to_owned(), value.to_owned()));
        }
    }
    if own("lang") && call.asked.lang == zhengtu_say::Lang::En {
        given.push(("lang".to_owned(), "en".to_owned()));
    }
    let chosen = (!selection.is_everything()).then(|| call.opened.graphs_of(&selection));
    // What is wrong with a name is said before what is wrong with the documents.
    let of_plans = chosen.as_ref().and_then(|chosen| chosen.as_ref().ok()?.1.as_deref());
    let mut query = saved.prepare_within(&call.opened.graph, &given, of_plans)?;
    if let Some(chosen) = chosen {
        query.keep_to(chosen.map_err(Refusal::bad)?.0);
    } else if !call.opened.whole {
        query.keep_to(call.opened.graph_names.clone());
    }
    let time = call.app.settings.bounds.time.min(Duration::from_secs(60));
    let limits = Limits { time: Some(time), rows: Some(limit) };
    Ok(call.opened.graph.query(&query, &limits)?)
}

/// `/api/health`: that it answers, and out of what. Without a knowledge base the answer is a refusal, as everywhere.
pub fn health(call: &Call) -> Result<Response, Refusal> {
    let generation = call.opened.generation.file_name().map(|name| name.to_string_lossy().into_owned());
    object(&json!({
        "status": "ok", "version": env!("CARGO_PKG_VERSION"), "generation": generation,
        "documents": call.opened.facts.len(),
    }))
}

/// `/api/openapi.json`.
pub fn openapi(call: &Call) -> Result<Response, Refusal> {
    object(&crate::openapi(&call.app.saved))
}
