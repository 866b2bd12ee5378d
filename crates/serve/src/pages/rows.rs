//! Tasks and targets as rows of a table, and the pages of a long table.

use crate::call::Call;
use crate::lang::Lang;
use crate::sheet::{Cell, Sheet, columns};
use crate::shell::Shell;
use zhengtu_model::{Change, Comparator, Deadline, Ground, Target, Task, Unit, Value};

/// How many rows a page has.
pub const PAGE: usize = 50;

/// A unit with its role.
pub struct Chip {
    /// The canonical name.
    pub name: String,
    /// The page of the unit.
    pub href: String,
    /// The role, as the style sheet calls it.
    pub class: &'static str,
    /// The role in words.
    pub role: &'static str,
    /// The ground of the role in words.
    pub ground: &'static str,
}

impl Chip {
    /// The unit of a task.
    pub fn new(shell: &Shell, unit: &Unit) -> Self {
        Self {
            name: unit.name.clone(),
            href: shell.unit(&unit.name),
            class: unit.role.name(),
            role: shell.role(&unit.role),
            ground: ground(shell.lang, unit.ground),
        }
    }
}

fn ground(lang: Lang, ground: Ground) -> &'static str {
    match ground {
        Ground::Stated => lang.text("ground.stated"),
        Ground::Label => lang.text("ground.label"),
        Ground::Sole => lang.text("ground.sole"),
        Ground::Column => lang.text("ground.column"),
        Ground::UnitFirst => lang.text("ground.unit-first"),
        Ground::Default => lang.text("ground.default"),
    }
}

/// A task as a row.
pub struct TaskRow {
    /// The page of the task.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its document.
    pub doc: String,
    /// The name of its part.
    pub part: String,
    /// Its numbering.
    pub path: String,
    /// Its units.
    pub units: Vec<Chip>,
    /// Whether the list of units is open.
    pub open: bool,
    /// Its deadline in words.
    pub due: String,
    /// The deadline as printed.
    pub printed: String,
    /// Its place in the reader.
    pub place: String,
    /// Its line.
    pub line: usize,
    /// How sure the program was that recognised it in a picture.
    pub recognised: Option<u8>,
}

impl TaskRow {
    /// The row of a task.
    pub fn new(shell: &Shell, task: &Task) -> Self {
        Self {
            href: shell.task(&task.id),
            title: task.title.clone(),
            doc: task.doc.clone(),
            part: shell.part(&task.part),
            path: task.path.clone(),
            units: task.units.iter().map(|unit| Chip::new(shell, unit)).collect(),
            open: task.open,
            due: due(shell.lang, &task.deadline),
            printed: task.deadline_raw.clone().unwrap_or_default(),
            place: shell.place(&task.doc, &task.part, &task.evidence),
            line: task.evidence.line,
            recognised: task.evidence.recognised,
        }
    }
}

/// A deadline in words.
pub fn due(lang: Lang, deadline: &Deadline) -> String {
    match deadline {
        Deadline::Date { end } => end.to_string(),
        Deadline::Interval { start, end } => format!("{start} – {end}"),
        Deadline::Recurring { rule } => rule.clone(),
        Deadline::Ongoing => lang.text("due.ongoing").to_owned(),
        Deadline::Immediate => lang.text("due.immediate").to_owned(),
        Deadline::Relative { duration } => duration.clone(),
        Deadline::None => lang.text("due.none").to_owned(),
    }
}

/// A target as a row.
pub struct TargetRow {
    /// The page of the target.
    pub href: String,
    /// What is measured.
    pub indicator: String,
    /// The page of the indicator.
    pub indicator_href: String,
    /// The value with sign and unit: ≥ 95 %.
    pub value: String,
    /// By when.
    pub due: String,
    /// The clause that states it.
    pub quote: String,
    /// The document.
    pub doc: String,
    /// The name of its part.
    pub part: String,
    /// Its numbering.
    pub path: String,
    /// Its place in the reader.
    pub place: String,
}

impl TargetRow {
    /// The row of a target.
    pub fn new(shell: &Shell, target: &Target) -> Self {
        Self {
            href: shell.target(&target.id),
            indicator: target.indicator.clone(),
            indicator_href: shell.indicator(&target.indicator),
            value: value(shell.lang, target),
            due: target.deadline.map(|day| day.to_string()).unwrap_or_default(),
            quote: target.quote.clone(),
            doc: target.doc.clone(),
            part: shell.part(&target.part),
            path: target.path.clone(),
            place: shell.place(&target.doc, &target.part, &target.evidence),
        }
    }
}

/// The value of a target with its sign and its unit of measure.
pub fn value(lang: Lang, target: &Target) -> String {
    let sign = match target.comparator {
        Comparator::AtLeast => "≥ ",
        Comparator::AtMost => "≤ ",
        Comparator::Equal => "",
        Comparator::About => "≈ ",
    };
    let change = match target.change {
        Change::Level => "",
        Change::Increase => lang.text("change.increase"),
        Change::Decrease => lang.text("change.decrease"),
    };
    format!("{change}{sign}{}{}", number(&target.value), target.unit)
}

fn number(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Range([low, high]) => format!("{low}–{high}"),
    }
}

/// Tasks as a table for other programs.
pub fn task_sheet(call: &Call, name: &str, tasks: &[&Task]) -> Sheet {
    let t = |key: &str| call.t(key).to_owned();
    let of = |task: &Task, role: zhengtu_model::Role| {
        let named = task.units.iter().filter(|unit| unit.role == role).map(|unit| unit.name.as_str());
        named.collect::<Vec<_>>().join("、")
    };
    let row = |task: &&Task| {
        vec![
            task.doc.as_str().into(),
            call.asked.lang.part(task.part).into(),
            task.path.as_str().into(),
            task.title.as_str().into(),
            of(task, zhengtu_model::Role::Lead).into(),
            of(task, zhengtu_model::Role::Responsible).into(),
            of(task, zhengtu_model::Role::Cooperate).into(),
            task.deadline.end().map_or_else(|| Cell::Text(due(call.asked.lang, &task.deadline)), Cell::Day),
            task.deadline_raw.clone().unwrap_or_default().into(),
            task.text.as_str().into(),
            task.evidence.line.into(),
            task.id.as_str().into(),
        ]
    };
    Sheet {
        name: name.to_owned(),
        columns: columns([
            ("doc", t("column.doc")),
            ("part", t("column.part")),
            ("path", t("column.path")),
            ("title", t("column.task")),
            ("lead", t("role.lead")),
            ("responsible", t("role.responsible")),
            ("cooperate", t("role.cooperate")),
            ("due", t("column.due")),
            ("deadline_raw", t("column.printed")),
            ("text", t("column.text")),
            ("line", t("column.line")),
            ("id", t("column.id")),
        ]),
        rows: tasks.iter().map(row).collect(),
    }
}

/// Targets as a table for other programs.
pub fn target_sheet(call: &Call, name: &str, targets: &[&Target]) -> Sheet {
    let t = |key: &str| call.t(key).to_owned();
    let row = |target: &&Target| {
        let exact = match target.value {
            Value::Number(number) => Cell::Number(number),
            Value::Range(_) => Cell::Text(number(&target.value)),
        };
        vec![
            target.doc.as_str().into(),
            call.asked.lang.part(target.part).into(),
            target.path.as_str().into(),
            target.indicator.as_str().into(),
            target.comparator.sign().into(),
            target.change.name().into(),
            exact,
            target.unit.as_str().into(),
            target.from.map_or(Cell::Empty, Cell::Number),
            target.deadline.map_or(Cell::Empty, Cell::Day),
            target.quote.as_str().into(),
            target.evidence.line.into(),
            target.id.as_str().into(),
        ]
    };
    Sheet {
        name: name.to_owned(),
        columns: columns([
            ("doc", t("column.doc")),
            ("part", t("column.part")),
            ("path", t("column.path")),
            ("indicator", t("column.indicator")),
            ("comparator", t("column.comparator")),
            ("change", t("column.change")),
            ("value", t("column.value")),
            ("unit", t("column.measure")),
            ("from", t("column.from")),
            ("deadline", t("column.due")),
            ("quote", t("column.quote")),
            ("line", t("column.line")),
            ("id", t("column.id")),
        ]),
        rows: targets.iter().map(row).collect(),
    }
}

/// Where a page stands among the pages of a long table.
pub struct Pager {
    /// The number of the first row shown, from 1; 0 where there is none.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// Page `page` (from 1) of `total` rows, `size` a page.
    pub fn new(shell: &Shell, total: usize, page: usize, size: usize) -> Self {
        let before = page.saturating_sub(1).saturating_mul(size).min(total);
        let last = before.saturating_add(size).min(total);
        let to = |page: usize| shell.with("page", &page.to_string());
        Self {
            first: if last > before { before + 1 } else { 0 },
            last,
            total,
            previous: (before > 0).then(|| to(page.min(total.div_ceil(size) + 1) - 1)),
            next: (last < total).then(|| to(page + 1)),
        }
    }

    /// The rows of the page.
    pub fn of<'a, T>(&self, rows: &'a [T]) -> &'a [T] {
        if self.first == 0 { &[] } else { rows.get(self.first - 1..self.last).unwrap_or_default() }
    }
}

/// A choice in a form.
pub struct Choice {
    /// The value.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// The parts that the documents have, as choices.
pub fn part_choices(call: &Call) -> Vec<Choice> {
    let mut parts: Vec<u32> = call
        .opened
        .facts
        .iter()
        .flat_map(|facts| &facts.parts)
        .filter(|part| part.present)
        .map(|part| part.number)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let chosen = call.get("part").unwrap_or_default();
    let choice = |part: u32| {
        let value = part.to_string();
        Choice { label: call.asked.lang.part(part), chosen: value == chosen, value }
    };
    parts.into_iter().map(choice).collect()
}

/// The documents as choices; none where there is but one.
pub fn document_choices(call: &Call) -> Vec<Choice> {
    if call.opened.facts.len() < 2 {
        return Vec::new();
    }
    let chosen = call.get("doc").unwrap_or_default();
    let choice = |facts: &zhengtu_model::DocumentFacts| {
        let value = facts.info.name.clone();
        Choice { label: value.clone(), chosen: value == chosen, value }
    };
    call.opened.facts.iter().map(choice).collect()
}

/// Values with their names as choices.
pub fn choices(call: &Call, parameter: &str, values: &[(&str, &str)]) -> Vec<Choice> {
    let chosen = call.get(parameter).unwrap_or_default();
    let choice = |(value, key): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: call.t(key).to_owned(),
        chosen: *value == chosen,
    };
    values.iter().map(choice).collect()
}
