//! Tasks counted for each of several.

use super::{Documents, PartRow, Row, Short, TaskRow, UnitRow, asked_of, governments, tasks};
use crate::names::DocumentEntry;
use crate::question::{By, Find, Focus, GroupOrder, Grouping, Question, TaskFilter};
use foldhash::{HashMap, HashMapExt};
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::Hash;

/// How many tasks one of several has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// The unit, annex, document, month or role.
    pub key: String,
    /// The document's file name, where the same name stands in several.
    pub doc: Option<String>,
    /// The number of tasks.
    pub value: usize,
}

/// The groups that the question asks for.
pub(super) fn counted(question: &Question, documents: Documents<'_>) -> Vec<GroupRow> {
    match &question.find {
        Find::Groups(grouping) => grouped(grouping, question, documents),
        _ => Vec::new(),
    }
}

/// The groups of an answer: those that were counted; those of a count are the documents, where the question names a unit
/// that several have.
pub(super) fn of(question: &Question, rows: &[Row<'_>], counted: Vec<GroupRow>) -> Vec<GroupRow> {
    match &question.find {
        Find::Tasks(filter, Focus::Count) => by_document(filter, rows),
        _ => counted,
    }
}

/// The number of tasks in each document, where bodies of the same name are different bodies.
fn by_document(filter: &TaskFilter, rows: &[Row<'_>]) -> Vec<GroupRow> {
    let Some(name) = filter.named_units().next() else { return Vec::new() };
    let mut groups: Vec<GroupRow> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let Row::Task(task) = row else { continue };
        let at = *places.entry(task.doc()).or_insert(groups.len());
        if at == groups.len() {
            let key = filter.named_units().find(|name| has_unit(*task, name)).unwrap_or(name).clone();
            groups.push(GroupRow { key, doc: Some(task.doc().to_owned()), value: 0 });
        }
        groups[at].value += 1;
    }
    if groups.len() < 2 { Vec::new() } else { groups }
}

fn has_unit(task: TaskRow<'_>, name: &str) -> bool {
    task.roles().any(|(unit, _)| unit == name)
}

/// The groups of the tasks, in the order that the question asks for.
fn grouped(grouping: &Grouping, question: &Question, documents: Documents<'_>) -> Vec<GroupRow> {
    let tasks: Vec<TaskRow<'_>> = tasks(&grouping.filter, question, documents).collect();
    let mut groups = match grouping.by {
        By::Unit => of_units(grouping, &tasks, documents),
        By::Role => of_roles(grouping, &tasks),
        By::Document => of_documents(grouping, &tasks, documents),
        By::Government => of_governments(grouping, &tasks, documents),
        By::Annex => of_parts(grouping, &tasks, documents),
        By::Month => of_months(&tasks),
    };
    match grouping.order {
        GroupOrder::Asked => {}
        GroupOrder::Largest => groups.sort_by_key(|group| std::cmp::Reverse(group.value)),
        GroupOrder::Smallest => groups.sort_by_key(|group| group.value),
    }
    groups
}

fn of_units(grouping: &Grouping, tasks: &[TaskRow<'_>], documents: Documents<'_>) -> Vec<GroupRow> {
    let several = documents.len() > 1;
    let mut groups: Vec<GroupRow> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for task in tasks {
        let doc = several.then(|| task.doc());
        let mut seen: Vec<&str> = Vec::new();
        for (name, _) in task.roles().filter(|(_, role)| grouping.roles.has(*role)) {
            let among = grouping.among.is_empty() || grouping.among.iter().any(|unit| unit == name);
            if !among || seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let at = *places.entry((name, doc)).or_insert(groups.len());
            if at == groups.len() {
                groups.push(GroupRow { key: name.to_owned(), doc: doc.map(str::to_owned), value: 0 });
            }
            groups[at].value += 1;
        }
    }
    add_those_without(grouping, &mut groups);
    groups
}

/// The units named in the question that have none, and the order in which it names them.
fn add_those_without(grouping: &Grouping, groups: &mut Vec<GroupRow>) {
    for name in &grouping.among {
        if !groups.iter().any(|group| group.key == *name) {
            groups.push(GroupRow { key: name.clone(), doc: None, value: 0 });
        }
    }
    groups.sort_by_key(|group| grouping.among.iter().position(|name| *name == group.key));
}

fn of_roles(grouping: &Grouping, tasks: &[TaskRow<'_>]) -> Vec<GroupRow> {
    let has = |task: &TaskRow<'_>, asked| {
        let named = |name: &str| grouping.filter.named_units().any(|known| known == name);
        task.roles().any(|(name, role)| role == asked && named(name))
    };
    let count = |role| tasks.iter().filter(|task| has(task, role)).count();
    let row = |role| GroupRow { key: crate::restate::role_zh(role).to_owned(), doc: None, value: count(role) };
    grouping.roles.iter().map(row).collect()
}

fn of_documents(grouping: &Grouping, tasks: &[TaskRow<'_>], documents: Documents<'_>) -> Vec<GroupRow> {
    let counts = counts(tasks.iter().map(TaskRow::doc));
    let row = |document: &DocumentEntry| {
        let value = counts.get(document.name.as_str()).copied().unwrap_or(0);
        GroupRow { key: document.heading.title.clone(), doc: Some(document.name.clone()), value }
    };
    asked_of(&grouping.filter.docs, documents).map(row).collect()
}

/// The number of tasks of each government, in the order in which the first document of each stands; documents that do not
/// say whose they are count for none.
fn of_governments(grouping: &Grouping, tasks: &[TaskRow<'_>], documents: Documents<'_>) -> Vec<GroupRow> {
    let counts = counts(tasks.iter().map(TaskRow::doc));
    // Only a place has a word for what it is; the same of 哪个地方.
    let is_meant = |document: &DocumentEntry| {
        let place = document.said_place.as_deref().unwrap_or_default();
        grouping.places.is_empty() || place.ends_with(&grouping.places)
    };
    let mut groups: Vec<GroupRow> = Vec::new();
    for document in asked_of(&grouping.filter.docs, documents) {
        let government = &document.heading.government;
        let value = counts.get(document.name.as_str()).copied().unwrap_or(0);
        match groups.iter_mut().find(|group| group.key == *government) {
            Some(group) => group.value += value,
            None if government.is_empty() || !is_meant(document) => {}
            None => groups.push(GroupRow { key: government.clone(), doc: None, value }),
        }
    }
    groups
}

fn of_parts(grouping: &Grouping, tasks: &[TaskRow<'_>], documents: Documents<'_>) -> Vec<GroupRow> {
    let several = documents.len() > 1;
    let parts = parts(grouping, documents);
    let counts = counts(tasks.iter().map(|task| (task.doc(), task.words().key.part)));
    let row = |(doc, part): (&str, u32)| GroupRow {
        key: crate::restate::part_zh(part),
        doc: several.then(|| doc.to_owned()),
        value: counts.get(&(doc, part)).copied().unwrap_or(0),
    };
    parts.into_iter().map(row).collect()
}

/// How often each stands there.
fn counts<K: Eq + Hash>(each: impl Iterator<Item = K>) -> HashMap<K, usize> {
    let mut counts = HashMap::new();
    each.for_each(|key| *counts.entry(key).or_default() += 1);
    counts
}

/// The annexes that are counted; those named, where the question names any.
fn parts<'a>(grouping: &Grouping, documents: Documents<'a>) -> Vec<(&'a str, u32)> {
    let TaskFilter { docs, parts, .. } = &grouping.filter;
    let counts = |number: u32| if parts.is_empty() { number > 0 } else { parts.contains(&number) };
    let of = |document: &'a DocumentEntry| {
        // The main text is no part of its own.
        let numbers = parts.contains(&0).then_some(0).into_iter().chain(document.parts.iter().map(|part| part.number));
        let mut numbers: Vec<u32> = numbers.filter(|&number| counts(number)).collect();
        numbers.dedup();
        numbers.into_iter().map(|number| (document.name.as_str(), number))
    };
    asked_of(docs, documents).flat_map(of).collect()
}

fn of_months(tasks: &[TaskRow<'_>]) -> Vec<GroupRow> {
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    for end in tasks.iter().filter_map(|task| task.words().key.limit.end()) {
        // YYYY-MM
        *months.entry(end.to_string()[..7].to_owned()).or_default() += 1;
    }
    months.into_iter().map(|(key, value)| GroupRow { key, doc: None, value }).collect()
}

/// The rows that stand beside the groups: the tasks, where they are asked for, else the units or parts themselves.
pub(super) fn rows<'a>(
    grouping: &Grouping,
    question: &Question,
    groups: &[GroupRow],
    documents: Documents<'a>,
) -> Vec<Row<'a>> {
    if grouping.rows {
        return of_groups(grouping, question, documents).map(Row::Task).collect();
    }
    match grouping.by {
        By::Unit => unit_rows(groups, documents),
        By::Annex => part_rows(grouping, groups, documents),
        By::Document => {
            let places = by_name(documents);
            let found = groups.iter().filter_map(|group| places.get(group.doc.as_deref()?));
            found.filter_map(|&at| documents.records.info(at)).map(Row::Document).collect()
        }
        By::Government | By::Role | By::Month => Vec::new(),
    }
}

/// The places of the documents by their file names.
fn by_name(documents: Documents<'_>) -> HashMap<&str, usize> {
    documents.iter().enumerate().map(|(at, document)| (document.name.as_str(), at)).collect()
}

/// The tasks that are counted for one of the units.
fn of_groups<'a>(
    grouping: &Grouping,
    question: &Question,
    documents: Documents<'a>,
) -> impl Iterator<Item = TaskRow<'a>> {
    let among = grouping.among.clone();
    let roles = grouping.roles;
    let by_unit = grouping.by == By::Unit;
    tasks(&grouping.filter, question, documents).filter(move |task| {
        let counts = |name: &str| among.is_empty() || among.iter().any(|unit| unit == name);
        !by_unit || task.roles().any(|(name, role)| roles.has(role) && counts(name))
    })
}

fn unit_rows<'a>(groups: &[GroupRow], documents: Documents<'_>) -> Vec<Row<'a>> {
    let governments = governments(documents);
    let mut rows: Vec<UnitRow> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for group in groups.iter().filter(|group| group.value > 0) {
        let of = group.doc.as_deref().and_then(|doc| governments.get(doc).copied());
        let at = *places.entry((&group.key, of)).or_insert(rows.len());
        if at == rows.len() {
            rows.push(UnitRow { unit: group.key.clone(), docs: Vec::new(), tasks: 0 });
        }
        rows[at].tasks += group.value;
        rows[at].docs.extend(group.doc.clone());
    }
    if let [document] = &documents.names.documents[..] {
        rows.iter_mut().for_each(|row| row.docs = vec![document.name.clone()]);
    }
    rows.into_iter().map(Row::Unit).collect()
}

fn part_rows<'a>(grouping: &Grouping, groups: &[GroupRow], documents: Documents<'a>) -> Vec<Row<'a>> {
    let parts = parts(grouping, documents);
    let known = by_name(documents);
    let mut places: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        places.entry((&group.key, group.doc.as_deref())).or_insert(at);
    }
    let row = |(doc, number): (&str, u32)| {
        let part = documents.names.documents[*known.get(doc)?].parts.iter().find(|part| part.number == number)?;
        let key = crate::restate::part_zh(number);
        let at = *[Some(doc), None].iter().filter_map(|of| places.get(&(key.as_str(), *of))).min()?;
        let tasks = groups[at].value;
        let (doc, title) = (doc.to_owned(), part.title.clone());
        (tasks > 0).then_some((at, PartRow { doc, part: number, title, present: part.present, tasks }))
    };
    let mut rows: Vec<(usize, PartRow)> = parts.into_iter().filter_map(row).collect();
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, row)| Row::Part(row)).collect()
}

/// The first of the groups, with those that tie, where one is asked for.
pub(super) fn first(grouping: &Grouping, groups: &[GroupRow]) -> Option<Short> {
    let best = groups.first().filter(|group| grouping.pick && group.value > 0)?.value;
    let tied: Vec<&str> =
        groups.iter().take_while(|group| group.value == best).map(|group| group.key.as_str()).collect();
    // All the same: none has most.
    (tied.len() < groups.len() || groups.len() == 1).then(|| Short::Text(tied.join("、")))
}
