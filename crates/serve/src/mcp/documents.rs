//! `list_documents`, `outline`, `unit`: what there is, and whose it is.

use super::place::{self, Place};
use super::tool::{Answered, Entry, list, listed, shape};
use crate::call::Call;
use crate::reply::Refusal;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use zhengtu_model::{BodyRef, Clause, ClauseKind, DocumentFacts, DocumentRecord, Role, Severity};
use zhengtu_say as say;

/// `list_documents`.
pub(super) fn documents(call: &Call) -> Result<Answered, Refusal> {
    let words = call.get("q").unwrap_or_default();
    let speaks = |facts: &&DocumentFacts| {
        let head = serde_json::to_string(&DocumentRecord::from(&facts.info)).unwrap_or_default();
        words.split_whitespace().all(|word| head.contains(word) || facts.info.title.contains(word))
    };
    let all: Vec<&DocumentFacts> = call.opened.facts.iter().filter(speaks).collect();
    list(call, &all, |facts| document(call, facts))
}

fn document(call: &Call, facts: &DocumentFacts) -> Entry {
    let info = &facts.info;
    let record = DocumentRecord::from(info);
    let count = |severity: Severity| {
        let of = call.opened.findings.iter().filter(|finding| finding.doc == info.name);
        of.filter(|finding| finding.severity == severity).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let value = json!({
        "document": info.name, "title": info.title, "issuer": record.issuer, "place": record.place,
        "level": record.level, "number": record.number, "issued": record.issued, "valid_from": record.valid_from,
        "valid_to": record.valid_to, "kind": record.kind, "parts": facts.parts.len(), "tasks": facts.tasks.len(),
        "targets": facts.targets.len(), "errors": errors, "warnings": warnings,
    });
    let known =
        [record.issuer.map(str::to_owned), record.number.map(str::to_owned), record.issued.map(|day| day.to_string())];
    let known: Vec<String> = known.into_iter().flatten().collect();
    let (tasks, targets) = (facts.tasks.len(), facts.targets.len());
    let counts = call.asked.lang.pick(
        format!("任务 {tasks} 项，目标 {targets} 项，错误 {errors}，警告 {warnings}"),
        format!("{tasks} tasks, {targets} targets, {errors} errors, {warnings} warnings"),
    );
    Entry { value, text: format!("《{}》（{}）{}；{counts}", info.title, info.name, known.join("，")) }
}

/// What [`documents`] gives.
pub(super) fn documents_schema() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let number = json!({ "type": "integer" });
    listed(shape(json!({
        "document": { "type": "string" }, "title": { "type": "string" }, "issuer": text,
        "place": { "type": ["object", "null"] }, "level": text, "number": text, "issued": text, "valid_from": text,
        "valid_to": text, "kind": text, "parts": number, "tasks": number, "targets": number, "errors": number,
        "warnings": number,
    })))
}

/// `outline`.
pub(super) fn outline(call: &Call) -> Result<Answered, Refusal> {
    let facts = named(call, "document")?;
    let part = call.number::<u32>("part")?;
    let headings: Vec<&Clause> = facts
        .clauses
        .iter()
        .filter(|clause| clause.kind == ClauseKind::Heading && part.is_none_or(|part| clause.part == part))
        .collect();
    let mut answered = list(call, &headings, |clause| heading(call, facts, clause))?;
    let parts = facts.parts.iter().filter(|known| part.is_none_or(|part| known.number == part));
    let parts: Vec<Value> = parts
        .map(|part| {
            let name = call.opened.titles.part(&facts.info.name, part.number, call.asked.lang);
            json!({ "part": part.number, "name": name, "title": part.title, "present": part.present })
        })
        .collect();
    answered.value["parts"] = json!(parts);
    Ok(answered)
}

fn heading(call: &Call, facts: &DocumentFacts, clause: &Clause) -> Entry {
    let tasks = facts.tasks.iter().filter(|task| task.part == clause.part && within(&task.path, &clause.path)).count();
    let line = clause.evidence.line;
    let value = json!({
        "part": clause.part, "item": clause.path, "text": clause.text, "line": line, "tasks": tasks,
        "start": clause.evidence.start, "end": clause.evidence.end,
    });
    let part = call.opened.titles.part(&facts.info.name, clause.part, call.asked.lang);
    Entry { value, text: format!("{part} {} {}（{}）", clause.path, clause.text, say::line(line, call.asked.lang)) }
}

/// Whether the item with numbering `path` is `of` or below it.
pub(super) fn within(path: &str, of: &str) -> bool {
    path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What [`outline`] gives.
pub(super) fn outline_schema() -> Value {
    let number = json!({ "type": "integer" });
    let mut schema = listed(shape(json!({
        "part": number, "item": { "type": "string" }, "text": { "type": "string" }, "line": number, "tasks": number,
        "start": number, "end": number,
    })));
    schema["properties"]["parts"] = json!({ "type": "array", "items": { "type": "object" } });
    schema
}

/// The document that an argument names.
///
/// # Errors
/// Where there is none: the message names some that there are.
pub(super) fn named<'a>(call: &'a Call, argument: &str) -> Result<&'a DocumentFacts, Refusal> {
    let name = call.get(argument).unwrap_or_default();
    if let Some(facts) = place::facts(call, name) {
        return Ok(facts);
    }
    let known: Vec<&str> = call.opened.facts.iter().take(5).map(|facts| facts.info.name.as_str()).collect();
    let message =
        format!("没有文件“{name}”，文件名见 list_documents，如 / no such document; there are: {}", known.join(", "));
    Err(Refusal::missing(message))
}

/// A body in one document: how it is named there, and how many tasks it has in which role.
struct Duties<'a> {
    facts: &'a DocumentFacts,
    name: &'a str,
    surfaces: &'a [String],
    roles: [usize; 3],
}

/// `unit`.
pub(super) fn unit(call: &Call) -> Result<Answered, Refusal> {
    let name = call.get("name").unwrap_or_default();
    let mut bodies: BTreeMap<&str, (&BodyRef, Vec<Duties<'_>>)> = BTreeMap::new();
    let exact = call.opened.facts.iter().flat_map(|facts| &facts.units).any(|unit| is_called(unit, name));
    for facts in &call.opened.facts {
        let meant =
            |unit: &&zhengtu_model::UnitName| if exact { is_called(unit, name) } else { unit.name.contains(name) };
        for unit in facts.units.iter().filter(meant) {
            let roles = Role::ALL.map(|role| tasks_of(facts, &unit.name, role));
            let duties = Duties { facts, name: &unit.name, surfaces: &unit.surfaces, roles };
            let key = if unit.body.key.is_empty() { unit.name.as_str() } else { unit.body.key.as_str() };
            bodies.entry(key).or_insert_with(|| (&unit.body, Vec::new())).1.push(duties);
        }
    }
    let all: Vec<(&BodyRef, Vec<Duties<'_>>)> = bodies.into_values().collect();
    list(call, &all, |(body, duties)| of_body(call, body, duties))
}

fn is_called(unit: &zhengtu_model::UnitName, name: &str) -> bool {
    unit.name == name || unit.body.label == name || unit.surfaces.iter().any(|surface| surface == name)
}

fn tasks_of(facts: &DocumentFacts, name: &str, role: Role) -> usize {
    let has = |task: &&zhengtu_model::Task| task.units.iter().any(|unit| unit.role == role && unit.name == name);
    facts.tasks.iter().filter(has).count()
}

fn of_body(call: &Call, body: &BodyRef, duties: &[Duties<'_>]) -> Entry {
    let lang = call.asked.lang;
    let label = if body.label.is_empty() { duties.first().map_or("", |one| one.name) } else { body.label.as_str() };
    let documents: Vec<Value> = duties
        .iter()
        .map(|one| {
            let [lead, responsible, cooperate] = one.roles;
            json!({
                "document": one.facts.info.name, "title": one.facts.info.title, "name": one.name,
                "surfaces": one.surfaces, "lead": lead, "responsible": responsible, "cooperate": cooperate,
            })
        })
        .collect();
    let value = json!({
        "body": label, "place": body.place, "level": body.level, "function": body.function,
        "superior": body.superior, "documents": documents,
    });
    let lines = duties.iter().map(|one| {
        let counts: Vec<String> = Role::ALL
            .iter()
            .zip(one.roles)
            .filter(|(_, count)| *count > 0)
            .map(|(role, count)| format!("{} {count}", say::role(*role, lang)))
            .collect();
        format!("《{}》{}：{}", one.facts.info.title, one.name, counts.join("，"))
    });
    Entry { value, text: format!("{label}\n   {}", lines.collect::<Vec<_>>().join("\n   ")) }
}

/// What [`unit`] gives.
pub(super) fn unit_schema() -> Value {
    listed(shape(json!({
        "body": { "type": "string" }, "place": { "type": ["object", "null"] }, "level": { "type": ["string", "null"] },
        "function": { "type": ["string", "null"] }, "superior": { "type": ["string", "null"] },
        "documents": { "type": "array", "items": { "type": "object" } },
    })))
}

/// The place of a clause.
pub(super) fn place_of<'a>(facts: &'a DocumentFacts, clause: &'a Clause) -> Place<'a> {
    Place { doc: &facts.info.name, part: clause.part, item: &clause.path, evidence: &clause.evidence }
}
