//! The sheets beside the ledger: targets, deadlines, the summary.

use super::row::{due, others, place};
use super::{Item, innermost, source, units_of};
use std::collections::BTreeSet;
use zhengtu_model::{Bodies, Date, Deadline, DocumentFacts, Role, Target, Value as Number};
use zhengtu_say::{self as say, Lang, Titles};

/// A plain table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// The captions of the columns, each with its width in Latin characters.
    pub columns: Vec<(&'static str, f64)>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// What a cell of a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl Value {
    /// The value as text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

/// The columns by which rows of several documents are told apart, to stand behind the first.
const WHOSE: [(&str, f64); 2] = [("地区", 10.0), ("文件", 28.0)];

/// The sheet; where there are several documents, with the place and title of that of each row behind the first column.
fn told(name: &str, mut columns: Vec<(&'static str, f64)>, rows: Vec<(&str, Vec<Value>)>, titles: &Titles) -> Sheet {
    if titles.many() {
        columns.splice(1..1, WHOSE);
    }
    let row = |(doc, mut row): (&str, Vec<Value>)| {
        if titles.many() {
            row.splice(1..1, [titles.government(doc).into(), titles.title(doc).into()]);
        }
        row
    };
    Sheet { name: name.to_owned(), columns, rows: rows.into_iter().map(row).collect() }
}

/// The targets of the tasks, or with `all` every target of the documents.
pub(super) fn targets(documents: &[&DocumentFacts], titles: &Titles, items: &[Item<'_>], all: bool) -> Sheet {
    let columns = vec![
        ("序号", 6.0),
        ("指标", 26.0),
        ("要求", 8.0),
        ("数值", 12.0),
        ("单位", 9.0),
        ("变化", 8.0),
        ("基数", 9.0),
        ("完成时限", 14.0),
        ("原文", 44.0),
        ("任务", 24.0),
        ("出处", 28.0),
    ];
    let ids: BTreeSet<&str> = items.iter().map(|item| item.task.id.as_str()).collect();
    let mut rows: Vec<(&str, Vec<Value>)> = Vec::new();
    for facts in documents {
        for target in &facts.targets {
            let task = innermost(facts, target).map(|at| &facts.tasks[at]);
            let listed = task.is_some_and(|task| ids.contains(task.id.as_str()));
            if all || listed {
                let title = task.map(|task| task.title.as_str()).unwrap_or_default();
                rows.push((target.doc.as_str(), target_row(rows.len() + 1, target, title, titles)));
            }
        }
    }
    told("量化目标", columns, rows, titles)
}

fn target_row(number: usize, target: &Target, task: &str, titles: &Titles) -> Vec<Value> {
    let value = match target.value {
        Number::Number(number) => Value::Number(number),
        range @ Number::Range(_) => say::value(range, Lang::Zh).into(),
    };
    let of = titles.place(&target.doc, target.part, &target.path, Lang::Zh);
    let place = format!("{of}（{}）", place(&target.evidence));
    vec![
        number.into(),
        target.indicator.as_str().into(),
        say::comparator(target.comparator, Lang::Zh).into(),
        value,
        target.unit.as_str().into(),
        say::change(target.change, Lang::Zh).into(),
        target.from.map_or_else(|| "".into(), Value::Number),
        target.deadline.map_or_else(|| "".into(), Value::Day),
        target.quote.as_str().into(),
        task.into(),
        place.into(),
    ]
}

/// The deadlines, the earliest first; what has no day comes last.
pub(super) fn deadlines(items: &[Item<'_>], titles: &Titles) -> Sheet {
    let columns = vec![
        ("序号", 6.0),
        ("截止日期", 14.0),
        ("类型", 10.0),
        ("原文", 18.0),
        ("任务", 34.0),
        ("牵头单位", 18.0),
        ("责任/配合单位", 34.0),
        ("出处", 26.0),
    ];
    let mut entries: Vec<(u8, Option<Date>, &'static str, String, &Item<'_>)> = Vec::new();
    for item in items {
        let deadline = &item.task.deadline;
        entries.push((
            rank(deadline),
            deadline.end(),
            say::deadline_kind(deadline.kind(), Lang::Zh),
            due(item.task),
            item,
        ));
        for commitment in &item.task.commitments {
            entries.push((
                0,
                Some(commitment.end),
                "文中承诺",
                format!("{}：{}", commitment.raw, commitment.quote),
                item,
            ));
        }
    }
    // The sort is stable: of one day in document order.
    entries.sort_by_key(|(rank, end, ..)| (*rank, *end));
    let mut rows: Vec<(&str, Vec<Value>)> = Vec::new();
    for (number, (_, end, kind, printed, item)) in (1usize..).zip(entries) {
        let cells = vec![
            number.into(),
            end.map_or_else(|| "".into(), Value::Day),
            kind.into(),
            printed.into(),
            item.task.title.as_str().into(),
            units_of(item.task, Role::Lead).into(),
            others(item.task).into(),
            source(item.task, titles).replace('\n', "，").into(),
        ];
        rows.push((item.task.doc.as_str(), cells));
    }
    told("时限", columns, rows, titles)
}

/// Where a kind of deadline stands in the sheet: what has a day first.
fn rank(deadline: &Deadline) -> u8 {
    match deadline {
        Deadline::Date { .. } | Deadline::Interval { .. } => 0,
        Deadline::Recurring { .. } => 1,
        Deadline::Relative { .. } => 2,
        Deadline::Immediate => 3,
        Deadline::Ongoing => 4,
        Deadline::None => 5,
    }
}

/// How many tasks and targets each part has.
pub(super) fn by_part(documents: &[&DocumentFacts], titles: &Titles, items: &[Item<'_>]) -> Sheet {
    let columns = vec![
        ("部分", 12.0),
        ("题名", 48.0),
        ("任务", 9.0),
        ("有截止日期", 12.0),
        ("持续推进", 10.0),
        ("其他时限", 10.0),
        ("未写明时限", 12.0),
        ("量化目标", 10.0),
    ];
    let mut rows: Vec<(&str, Vec<Value>)> = Vec::new();
    for &facts in documents {
        for part in &facts.parts {
            let own: Vec<&Item<'_>> =
                items.iter().filter(|item| std::ptr::eq(item.facts, facts) && item.task.part == part.number).collect();
            let count = |wanted: fn(&Deadline) -> bool| own.iter().filter(|item| wanted(&item.task.deadline)).count();
            let counts = [
                own.len(),
                count(|deadline| deadline.end().is_some()),
                count(|deadline| *deadline == Deadline::Ongoing),
                count(|deadline| deadline.end().is_none() && !matches!(deadline, Deadline::Ongoing | Deadline::None)),
                count(|deadline| *deadline == Deadline::None),
                facts.targets.iter().filter(|target| target.part == part.number).count(),
            ];
            let doc = facts.info.name.as_str();
            let absent = if part.present { "" } else { "（列出而未附）" };
            let mut row =
                vec![titles.part(doc, part.number, Lang::Zh).into(), format!("{}{absent}", part.title).into()];
            row.extend(counts.into_iter().map(Value::from));
            rows.push((doc, row));
        }
    }
    let mut sheet = told("汇总", columns, rows, titles);
    let texts = if titles.many() { 4 } else { 2 };
    total(&mut sheet.rows, texts);
    sheet
}

/// How many tasks each unit leads, is responsible for and helps with, the busiest first.
pub(super) fn by_unit(items: &[Item<'_>], bodies: &Bodies) -> Sheet {
    let columns = vec![("序号", 6.0), ("单位", 44.0), ("牵头", 10.0), ("负责", 10.0), ("配合", 10.0), ("合计", 10.0)];
    let mut units: Vec<(&str, [usize; 3])> = Vec::new();
    for (item, unit) in items.iter().flat_map(|item| item.task.units.iter().map(move |unit| (item, unit))) {
        let called = bodies.name(&item.task.doc, &unit.name);
        let at = units.iter().position(|(name, _)| *name == called).unwrap_or_else(|| {
            units.push((called, [0; 3]));
            units.len() - 1
        });
        units[at].1[unit.role as usize] += 1;
    }
    units.sort_by_key(|(_, counts)| std::cmp::Reverse((counts.iter().sum::<usize>(), counts[0])));
    let row = |(number, (name, [lead, responsible, cooperate])): (usize, (&str, [usize; 3]))| {
        let sum = lead + responsible + cooperate;
        vec![number.into(), name.into(), lead.into(), responsible.into(), cooperate.into(), sum.into()]
    };
    Sheet { name: "单位汇总".into(), columns, rows: (1..).zip(units).map(row).collect() }
}

/// Adds a row that sums the columns from `from` on.
fn total(rows: &mut Vec<Vec<Value>>, from: usize) {
    let Some(width) = rows.first().map(Vec::len) else { return };
    let sum = |column: usize| {
        let numbers = rows.iter().map(|row| if let Value::Number(number) = row[column] { number } else { 0.0 });
        Value::Number(numbers.sum())
    };
    let mut row: Vec<Value> = vec!["合计".into()];
    row.extend((1..width).map(|column| if column < from { "".into() } else { sum(column) }));
    rows.push(row);
}
