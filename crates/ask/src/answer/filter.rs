//! Whether a task or a target meets the conditions.

use super::documents::{Documents, TaskRow};
use crate::columns::Limit;
use crate::names::TargetWords;
use crate::question::{Due, TargetFilter, TaskFilter, UnitCondition, UnitCount, ValueTest};
use crate::words::same_measure;
use std::collections::BTreeSet;
use zhengtu_model::{Date, Ground, Unit};

pub(super) fn keeps_task(filter: &TaskFilter, task: TaskRow<'_>, today: Date) -> bool {
    let key = &task.words().key;
    in_place(&filter.parts, &filter.not_parts, &filter.docs, key.part, task.doc())
        && filter.counts.iter().all(|count| meets_count(count, task))
        && filter.units.iter().all(|condition| meets_unit(condition, task))
        && (filter.due.is_empty() || filter.due.iter().any(|due| meets_due(*due, key.limit, today)))
        && (filter.items.is_empty() || item(&key.path).is_some_and(|number| filter.items.contains(&number)))
        && (filter.paths.is_empty() || filter.paths.iter().any(|path| lies_in(&key.path, path)))
        && (filter.sections.is_empty() || section(&key.path).is_some_and(|number| filter.sections.contains(&number)))
        && filter.topics.iter().all(|topic| topic.tasks.contains_key(key.id.as_str()))
        && !filter.undone.as_ref().is_some_and(|done| done.contains(key.id.as_str()))
}

/// Whether a numbering is the one that is named, or lies below it.
fn lies_in(path: &str, named: &str) -> bool {
    path.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#']))
}

fn meets_count(count: &UnitCount, task: TaskRow<'_>) -> bool {
    let has_role = task.roles().filter(|(_, role)| count.roles.has(*role));
    let distinct: BTreeSet<&str> = has_role.map(|(name, _)| name).collect();
    count.op.holds(distinct.len() as f64, count.number as f64)
}

fn in_place(parts: &[u32], not_parts: &[u32], docs: &[String], part: u32, doc: &str) -> bool {
    (parts.is_empty() || parts.contains(&part))
        && !not_parts.contains(&part)
        && (docs.is_empty() || docs.iter().any(|name| name == doc))
}

pub(super) fn meets_unit(condition: &UnitCondition, task: TaskRow<'_>) -> bool {
    let named = |name: &str| condition.units.is_empty() || condition.units.iter().any(|unit| unit == name);
    let has = || task.roles().any(|(name, role)| condition.roles.has(role) && named(name));
    // The record says on what ground a task's only unit has its role.
    let said = || {
        let is_stated =
            |unit: &Unit| condition.roles.has(unit.role) && unit.ground != Ground::Sole && named(&unit.name);
        task.roles().nth(1).is_some() || task.record().units.iter().any(is_stated)
    };
    let has = has() && (!condition.stated || said());
    let alone = !condition.alone || task.roles().all(|(name, _)| named(name));
    has != condition.negated && alone
}

fn meets_due(due: Due, limit: Limit, today: Date) -> bool {
    match due {
        Due::Ongoing => limit == Limit::Ongoing,
        Due::None => limit == Limit::None,
        due => meets_end(due, limit.end(), today),
    }
}

fn meets_end(due: Due, end: Option<Date>, today: Date) -> bool {
    match (due, end) {
        (Due::Between(from, to), Some(end)) => from.is_none_or(|from| end >= from) && to.is_none_or(|to| end <= to),
        (Due::Overdue, Some(end)) => end < today,
        (Due::None, end) => end.is_none(),
        _ => false,
    }
}

pub(super) fn keeps_target(filter: &TargetFilter, target: &TargetWords, documents: Documents<'_>, today: Date) -> bool {
    let task = || target.task.map(|at| documents.task(at));
    let doc = &documents.names.documents[target.document].name;
    in_place(&filter.parts, &filter.not_parts, &filter.docs, target.part, doc)
        && (filter.named.is_none() || filter.picked.iter().any(|id| id.as_bytes() == target.id.as_bytes()))
        && filter.value.as_ref().is_none_or(|test| meets_value(test, target))
        && (filter.due.is_empty()
            || filter.due.iter().any(|due| meets_end(*due, due_of(filter, target, task()), today)))
        && (filter.units.is_empty()
            || task().is_some_and(|task| filter.units.iter().all(|condition| meets_unit(condition, task))))
}

/// By when a target is due; one that is named, by when its task is, where it does not say.
fn due_of(filter: &TargetFilter, target: &TargetWords, task: Option<TaskRow<'_>>) -> Option<Date> {
    let of_task = || task.and_then(|task| task.words().key.limit.end());
    target.deadline.or_else(|| filter.named.as_ref().and_then(|_| of_task()))
}

fn meets_value(test: &ValueTest, target: &TargetWords) -> bool {
    let (low, high) = target.values;
    let same_unit = test.unit.is_empty() || same_measure(&test.unit).contains(&target.unit.as_str());
    same_unit && test.op.holds(low, test.number) && test.op.holds(high, test.number)
}

/// The number of an item: the last of its path.
fn item(path: &str) -> Option<u32> {
    number(path.rsplit('/').next()?)
}

/// The number of the outermost heading above it: the first of its path, where there is more.
fn section(path: &str) -> Option<u32> {
    number(path.split_once('/')?.0)
}

fn number(printed: &str) -> Option<u32> {
    crate::when::number(printed).filter(|(_, len)| *len == printed.len()).map(|(number, _)| number)
}
