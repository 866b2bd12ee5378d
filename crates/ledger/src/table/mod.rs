//! The records laid out as offices do: a row a task, in groups, and the sheets beside.

mod row;
mod sheets;

pub use row::{Row, source, units_of};
pub use sheets::{Sheet, Value};

use std::collections::BTreeMap;
use zhengtu_model::{DocumentFacts, Report, Role, Target, Task};
use zhengtu_say::{self as say, Lang};

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
    /// Only the tasks of this unit, whatever its role.
    pub unit: Option<&'a str>,
    /// The reports to fill in, by the id of their task.
    pub reports: BTreeMap<&'a str, &'a Report>,
}

/// A task ledger.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The title.
    pub title: String,
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
    /// Whether the name of the document must be said.
    pub(crate) many: bool,
}

impl Ledger {
    /// The ledger of the documents' tasks.
    pub fn new(documents: &[DocumentFacts], layout: &Layout<'_>) -> Self {
        let many = documents.len() > 1;
        let of_unit = |task: &Task| layout.unit.is_none_or(|name| task.units.iter().any(|unit| unit.name == name));
        let items: Vec<Item<'_>> =
            documents.iter().flat_map(|facts| items(facts, many)).filter(|item| of_unit(item.task)).collect();
        Self {
            title: title(documents, layout.unit),
            unit: layout.unit.map(str::to_owned),
            groups: groups(&items, layout),
            targets: sheets::targets(documents, &items, layout.unit.is_none()),
            deadlines: sheets::deadlines(&items),
            summary: [sheets::by_part(documents, &items), sheets::by_unit(&items)],
        }
    }

    /// The rows without their groups.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

fn title(documents: &[DocumentFacts], unit: Option<&str>) -> String {
    let plan = match documents {
        [facts] if !facts.info.title.is_empty() => facts.info.title.as_str(),
        [facts] => facts.info.name.as_str(),
        _ => "",
    };
    format!("{plan}任务台账{}", unit.map(|unit| format!("（{unit}）")).unwrap_or_default())
}

fn groups(items: &[Item<'_>], layout: &Layout<'_>) -> Vec<Group> {
    let mut keys: Vec<String> = Vec::new();
    let mut groups: Vec<Vec<&Item<'_>>> = Vec::new();
    for item in items {
        let key = match layout.grouping {
            Grouping::Part => part_title(item),
            Grouping::Unit => answerable(item.task).unwrap_or("未明确单位").to_owned(),
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

/// The part and its title: 附件6　温县缴纳税费提升专项行动方案.
fn part_title(item: &Item<'_>) -> String {
    let part = item.facts.parts.iter().find(|part| part.number == item.task.part);
    let title = part.map(|part| part.title.as_str()).filter(|title| !title.is_empty());
    let doc = if item.many { format!("{}　", item.facts.info.name) } else { String::new() };
    format!(
        "{doc}{}{}",
        say::part(item.task.part, Lang::Zh),
        title.map(|title| format!("　{title}")).unwrap_or_default()
    )
}

/// The unit that answers for the task.
fn answerable(task: &Task) -> Option<&str> {
    let first = |role| task.units.iter().find(|unit| unit.role == role);
    let found = first(Role::Lead).or_else(|| first(Role::Responsible)).or_else(|| first(Role::Cooperate));
    found.map(|unit| unit.name.as_str())
}

fn items(facts: &DocumentFacts, many: bool) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> =
        facts.tasks.iter().map(|task| Item { facts, task, targets: Vec::new(), many }).collect();
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
