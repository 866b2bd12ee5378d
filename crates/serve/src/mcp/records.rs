//! `tasks`, `targets`: the records with their passages.

use super::place::{self, Place};
use super::tool::{Answered, Entry, list, listed, shape};
use crate::call::Call;
use crate::reply::Refusal;
use crate::select;
use serde_json::{Value, json};
use zhengtu_model::{Target, Task};
use zhengtu_say as say;

/// `tasks`.
pub(super) fn tasks(call: &Call) -> Result<Answered, Refusal> {
    list(call, &select::tasks(call)?, |task| of_task(call, task))
}

/// A task with its passage.
pub(super) fn of_task(call: &Call, task: &Task) -> Entry {
    let lang = call.asked.lang;
    let place = Place { doc: &task.doc, part: task.part, item: &task.path, evidence: &task.evidence };
    let units: Vec<Value> = task
        .units
        .iter()
        .map(|unit| json!({ "unit": unit.name, "role": unit.role, "ground": unit.ground, "printed": unit.surface }))
        .collect();
    let due = say::deadline(&task.deadline, lang);
    let value = json!({
        "id": task.id, "title": task.title, "text": task.text, "units": units, "deadline": task.deadline,
        "due": due, "deadline_printed": task.deadline_raw, "units_printed": task.units_raw, "place": place.value(call),
    });
    let units: Vec<String> =
        task.units.iter().map(|unit| format!("{}（{}）", unit.name, say::role(unit.role, lang))).collect();
    let text = format!("{}｜{}｜{due}｜{}", task.title, units.join("、"), place.words(call));
    Entry { value, text }
}

/// The schema of a task.
pub(super) fn task_schema() -> Value {
    shape(json!({
        "id": { "type": "string" }, "title": { "type": "string" }, "text": { "type": "string" },
        "units": { "type": "array", "items": { "type": "object" } }, "deadline": { "type": "object" },
        "due": { "type": "string" }, "deadline_printed": { "type": ["string", "null"] },
        "units_printed": { "type": ["string", "null"] }, "place": place::schema(),
    }))
}

/// What [`tasks`] gives.
pub(super) fn tasks_schema() -> Value {
    listed(task_schema())
}

/// `targets`.
pub(super) fn targets(call: &Call) -> Result<Answered, Refusal> {
    list(call, &select::targets(call)?, |target| of_target(call, target))
}

/// A target with its passage.
pub(super) fn of_target(call: &Call, target: &Target) -> Entry {
    let place = Place { doc: &target.doc, part: target.part, item: &target.path, evidence: &target.evidence };
    let figure = say::figure(target, call.asked.lang);
    let value = json!({
        "id": target.id, "indicator": target.indicator, "figure": figure, "comparator": target.comparator,
        "change": target.change, "value": target.value, "unit": target.unit, "from": target.from,
        "deadline": target.deadline, "quote": target.quote, "place": place.value(call),
    });
    let due = target.deadline.map(|day| format!("｜{day}")).unwrap_or_default();
    Entry { value, text: format!("{} {figure}{due}｜{}｜{}", target.indicator, target.quote, place.words(call)) }
}

/// What [`targets`] gives.
pub(super) fn targets_schema() -> Value {
    listed(shape(json!({
        "id": { "type": "string" }, "indicator": { "type": "string" }, "figure": { "type": "string" },
        "comparator": { "type": "string" }, "change": { "type": "string" },
        "value": { "type": ["number", "array"] }, "unit": { "type": "string" }, "from": { "type": ["number", "null"] },
        "deadline": { "type": ["string", "null"] }, "quote": { "type": "string" }, "place": place::schema(),
    })))
}
