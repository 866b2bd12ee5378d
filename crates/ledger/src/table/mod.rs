//! The records laid out as offices do: a row a task, in groups, and the sheets beside.

mod row;
mod sheets;

pub use row::{Row, source, units_of};
pub use sheets::{Sheet, Value};

use crate::Column;
use std::collections::BTreeMap;
use zhengtu_model::{Bodies, Body, DocumentFacts, Report, Role, Target, Task};
use zhengtu_say::{Lang, Titles};

/// By what the rows are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The main text and the annexes.
    #[default]
    Part,
    /// The unit that answers for the task: the first that leads, else the first that is responsible. Each
    /// task stands once.
    Unit,
}

/// What a ledger holds and how.
#[derive(Clone, Debug, Default)]
pub struct Layout<'a> {
    /// By what the rows are grouped.
    pub grouping: Grouping,
    /// Only the tasks of these bodies, whatever their role; of none, all tasks.
    pub units: &'a [&'a Body],
    /// The reports to fill in, by the id of their task.
    pub reports: BTreeMap<&'a str, &'a Report>,
}

/// A task ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The title.
    pub title: String,
    /// The columns, from left to right: with place and document where the ledger is of several.
    pub columns: Vec<Column>,
    /// The unit whose ledger it is, if it is of one.
    pub unit: Option<String>,
    /// The rows, in groups.
    pub groups: Vec<Group>,
    /// The targets of the tasks; where the ledger is of no one unit, all targets.
    pub targets: Sheet,
    /// The deadlines, the earliest first.
    pub deadlines: Sheet,
    /// How many tasks there are of each part and of each unit.
    pub summary: [Sheet; 2],
}

/// Rows that stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A task with the document it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) facts: &'a DocumentFacts,
    pub(crate) task: &'a Task,
    /// The targets that stand in the task and in no smaller one.
    pub(crate) targets: Vec<&'a Target>,
    /// What the documents are called.
    pub(crate) titles: &'a Titles,
    /// The bodies that they name.
    pub(crate) bodies: &'a Bodies,
}

impl Ledger {
    /// The ledger of the documents' tasks.
    pub fn new(documents: &[&DocumentFacts], layout: &Layout<'_>) -> Self {
        let titles = Titles::of(documents.iter().map(|facts| (&facts.info, facts.parts.as_slice())));
        let bodies = Bodies::of(documents.iter().copied());
        let of_unit = |task: &Task| layout.units.is_empty() || has(task, layout.units);
        let items: Vec<Item<'_>> = documents
            .iter()
            .flat_map(|facts| items(facts, &titles, &bodies))
            .filter(|item| of_unit(item.task))
            .collect();
        let told = |column: &Column| titles.many() || !Column::WHOSE.contains(column);
        Self {
            title: title(documents, &titles, layout.units),
            columns: Column::ALL.into_iter().filter(told).collect(),
            unit: (!layout.units.is_empty()).then(|| names(layout.units)),
            groups: groups(&items, layout),
            targets: sheets::targets(documents, &titles, &items, layout.units.is_empty()),
            deadlines: sheets::deadlines(&items, &titles),
            summary: [sheets::by_part(documents, &titles, &items), sheets::by_unit(&items, &bodies)],
        }
    }

    /// The rows without their groups.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// Whether one of the bodies has a part in the task.
pub(crate) fn has(task: &Task, bodies: &[&Body]) -> bool {
    task.units.iter().any(|unit| bodies.iter().any(|body| body.is(&task.doc, &unit.name)))
}

/// The names of bodies: 广元市财政局、苏州市财政局.
pub(crate) fn names(bodies: &[&Body]) -> String {
    bodies.iter().map(|body| body.name.as_str()).collect::<Vec<_>>().join("、")
}

/// The title of the one document, else the government where all are of one.
pub(crate) fn subject<'a>(documents: &[&'a DocumentFacts], titles: &'a Titles) -> &'a str {
    let government = |facts: &&'a DocumentFacts| titles.government(&facts.info.name);
    match documents {
        [] => "",
        [facts] => titles.title(&facts.info.name),
        [first, others @ ..] => {
            let found = government(first);
            if others.iter().all(|facts| government(facts) == found) { found } else { "" }
        }
    }
}

fn title(documents: &[&DocumentFacts], titles: &Titles, units: &[&Body]) -> String {
    let of = if units.is_empty() { String::new() } else { format!("（{}）", names(units)) };
    format!("{}任务台账{of}", subject(documents, titles))
}

fn groups(items: &[Item<'_>], layout: &Layout<'_>) -> Vec<Group> {
    let mut keys: Vec<String> = Vec::new();
    let mut groups: Vec<Vec<&Item<'_>>> = Vec::new();
    for item in items {
        let key = match layout.grouping {
            Grouping::Part => part_title(item),
            Grouping::Unit => answerable(item).unwrap_or("未明确单位").to_owned(),
        };
        match keys.iter().position(|known| *known == key) {
            Some(at) => groups[at].push(item),
            None => {
                keys.push(key);
                groups.push(vec![item]);
            }
        }
    }
    let mut number = 0;
    let mut rows = |items: Vec<&Item<'_>>| -> Vec<Row> {
        let row = |item: &Item<'_>| {
            number += 1;
            Row::new(item, number, layout.reports.get(item.task.id.as_str()).copied())
        };
        items.into_iter().map(row).collect()
    };
    let group = |(key, items): (String, Vec<&Item<'_>>)| Group {
        title: format!("{key}（{}项）", items.len()),
        rows: rows(items),
    };
    keys.into_iter().zip(groups).map(group).collect()
}

/// The part and its title: 附件6　温县缴纳税费提升专项行动方案; of several documents, government and title of the document
/// before them.
fn part_title(item: &Item<'_>) -> String {
    let info = &item.facts.info;
    let part = item.facts.parts.iter().find(|part| part.number == item.task.part);
    let own = part.map(|part| part.title.as_str()).filter(|title| !title.is_empty());
    let doc = item.titles.many().then(|| item.titles.whole(&info.name));
    let own = own.filter(|title| doc.is_none() || *title != info.title).map(str::to_owned);
    let part = item.titles.part(&info.name, item.task.part, Lang::Zh);
    [doc, Some(part), own].into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// The unit that answers for the task.
fn answerable<'a>(item: &Item<'a>) -> Option<&'a str> {
    let task = item.task;
    let first = |role| task.units.iter().find(|unit| unit.role == role);
    let found = first(Role::Lead).or_else(|| first(Role::Responsible)).or_else(|| first(Role::Cooperate));
    found.map(|unit| item.bodies.name(&task.doc, &unit.name))
}

fn items<'a>(facts: &'a DocumentFacts, titles: &'a Titles, bodies: &'a Bodies) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'_>> =
        facts.tasks.iter().map(|task| Item { facts, task, targets: Vec::new(), titles, bodies }).collect();
    for target in &facts.targets {
        if let Some(at) = innermost(facts, target) {
            items[at].targets.push(target);
        }
    }
    items
}

/// The smallest task around a target.
fn innermost(facts: &DocumentFacts, target: &Target) -> Option<usize> {
    let around = |task: &Task| task.evidence.start <= target.evidence.start && target.evidence.end <= task.evidence.end;
    let found = facts.tasks.iter().enumerate().filter(|(_, task)| around(task));
    found.min_by_key(|(_, task)| task.evidence.end - task.evidence.start).map(|(at, _)| at)
}

#[cfg(test)]
pub(crate) mod tests;
