//! Whether a task or a target meets the conditions.

use crate::names::around;
use crate::question::{Due, TargetFilter, TaskFilter, UnitCondition, UnitCount, ValueTest};
use crate::words::same_measure;
use std::collections::BTreeSet;
use zhengtu_model::{Date, Deadline, Target, Task, Value};

pub(super) fn keeps_task(filter: &TaskFilter, task: &Task, today: Date) -> bool {
    in_place(&filter.parts, &filter.not_parts, &filter.docs, task.part, &task.doc)
        && filter.counts.iter().all(|count| meets_count(count, task))
        && filter.units.iter().all(|condition| meets_unit(condition, task))
        && (filter.due.is_empty() || filter.due.iter().any(|due| meets_due(*due, task, today)))
        && (filter.items.is_empty() || item(&task.path).is_some_and(|number| filter.items.contains(&number)))
        && (filter.sections.is_empty() || section(&task.path).is_some_and(|number| filter.sections.contains(&number)))
        && filter.topics.iter().all(|topic| topic.tasks.contains_key(&task.id))
        && !filter.undone.as_ref().is_some_and(|done| done.contains(&task.id))
}

fn meets_count(count: &UnitCount, task: &Task) -> bool {
    let has_role = task.units.iter().filter(|unit| count.roles.has(unit.role));
    let distinct: BTreeSet<&str> = has_role.map(|unit| unit.name.as_str()).collect();
    count.op.holds(distinct.len() as f64, count.number as f64)
}

fn in_place(parts: &[u32], not_parts: &[u32], docs: &[String], part: u32, doc: &str) -> bool {
    (parts.is_empty() || parts.contains(&part))
        && !not_parts.contains(&part)
        && (docs.is_empty() || docs.iter().any(|name| name == doc))
}

pub(super) fn meets_unit(condition: &UnitCondition, task: &Task) -> bool {
    let named = |name: &String| condition.units.is_empty() || condition.units.contains(name);
    let has = task.units.iter().any(|unit| named(&unit.name) && condition.roles.has(unit.role));
    let alone = !condition.alone || task.units.iter().all(|unit| named(&unit.name));
    has != condition.negated && alone
}

fn meets_due(due: Due, task: &Task, today: Date) -> bool {
    match due {
        Due::Ongoing => task.deadline == Deadline::Ongoing,
        Due::None => task.deadline == Deadline::None,
        due => meets_end(due, task.deadline.end(), today),
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

pub(super) fn keeps_target(filter: &TargetFilter, target: &Target, tasks: &[Task], today: Date) -> bool {
    in_place(&filter.parts, &filter.not_parts, &filter.docs, target.part, &target.doc)
        && (filter.named.is_none() || filter.picked.contains(&target.id))
        && filter.value.as_ref().is_none_or(|test| meets_value(test, target))
        && (filter.due.is_empty() || filter.due.iter().any(|due| meets_end(*due, due_of(filter, target, tasks), today)))
        && (filter.units.is_empty()
            || around(tasks, target)
                .is_some_and(|at| filter.units.iter().all(|condition| meets_unit(condition, &tasks[at]))))
}

/// By when a target is due; one that is named, by when its task is, where it does not say.
fn due_of(filter: &TargetFilter, target: &Target, tasks: &[Task]) -> Option<Date> {
    let of_task = || around(tasks, target).and_then(|at| tasks[at].deadline.end());
    target.deadline.or_else(|| filter.named.as_ref().and_then(|_| of_task()))
}

fn meets_value(test: &ValueTest, target: &Target) -> bool {
    let (low, high) = match target.value {
        Value::Number(number) => (number, number),
        Value::Range([low, high]) => (low, high),
    };
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
