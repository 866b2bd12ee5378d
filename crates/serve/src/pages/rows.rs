//! Tasks and targets as rows of a table.

use super::columns::Column;
use super::lights::Lit;
use crate::call::Call;
use crate::lang::Lang;
use crate::sheet::{Cell, Columns, Sheet};
use crate::shell::Shell;
use zhengtu_model::{Role, Target, Task, Unit, Value};
use zhengtu_say as say;

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
    /// The unit of a task of the document.
    pub fn new(shell: &Shell, doc: &str, unit: &Unit) -> Self {
        Self {
            name: unit.name.clone(),
            href: shell.unit(doc, &unit.name),
            class: unit.role.name(),
            role: shell.role(unit.role),
            ground: say::ground(unit.ground, shell.lang),
        }
    }
}

/// A task as a row.
pub struct TaskRow {
    /// Whether it stands on another page of the list, and here only for paper.
    pub off: bool,
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
    /// How it stands, where that is shown.
    pub light: Option<Lit>,
    /// Its text, where it is shown.
    pub text: String,
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
            off: false,
            href: shell.task(&task.id),
            title: task.title.clone(),
            doc: task.doc.clone(),
            part: shell.part(&task.doc, &task.part),
            path: say::numbering(&task.path, shell.lang),
            units: task.units.iter().map(|unit| Chip::new(shell, &task.doc, unit)).collect(),
            open: task.open,
            due: say::deadline(&task.deadline, shell.lang),
            printed: task.deadline_raw.clone().unwrap_or_default(),
            light: None,
            text: String::new(),
            place: shell.place(&task.doc, &task.part, &task.evidence),
            line: task.evidence.line,
            recognised: task.evidence.recognised,
        }
    }
}

/// A target as a row.
pub struct TargetRow {
    /// Whether it stands on another page of the list, and here only for paper.
    pub off: bool,
    /// The page of the target.
    pub href: String,
    /// What is measured.
    pub indicator: String,
    /// The page of the indicator.
    pub indicator_href: String,
    /// The figure with sign and unit: ≥95%.
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
            off: false,
            href: shell.target(&target.id),
            indicator: target.indicator.clone(),
            indicator_href: shell.indicator(&target.indicator),
            value: say::figure(target, shell.lang),
            due: target.deadline.map(|day| day.to_string()).unwrap_or_default(),
            quote: target.quote.clone(),
            doc: target.doc.clone(),
            part: shell.part(&target.doc, &target.part),
            path: say::numbering(&target.path, shell.lang),
            place: shell.place(&target.doc, &target.part, &target.evidence),
        }
    }
}

/// The columns of a table of targets.
pub fn target_columns(call: &Call) -> Vec<Column> {
    let column = |key, caption| Column::usual(key, call.t(caption));
    let own = [
        column("place", "column.place"),
        column("indicator", "column.indicator"),
        column("value", "column.value"),
        column("due", "column.due"),
        column("quote", "column.quote"),
    ];
    call.opened.titles.many().then(|| column("doc", "column.doc")).into_iter().chain(own).collect()
}

/// The value of a target as a number where it is one.
fn exact(value: Value, lang: Lang) -> Cell {
    match value {
        Value::Number(number) => Cell::Number(number),
        range @ Value::Range(_) => Cell::Text(say::value(range, lang)),
    }
}

/// The columns that say whose a row is: the file, and where there are several documents government and title.
pub fn whose<'i, T>(call: &Call, rows: Columns<'i, T>, doc: impl Fn(&'i T) -> &'i str) -> Columns<'i, T> {
    let titles = &call.opened.titles;
    let rows = rows.column("doc", call.t("column.file"), &doc);
    match titles.many() {
        false => rows,
        true => rows.column("government", call.t("column.government"), |item| titles.government(doc(item))).column(
            "document",
            call.t("column.doc"),
            |item| titles.title(doc(item)),
        ),
    }
}

/// Tasks as a table for other programs.
pub fn task_sheet(call: &Call, name: &str, tasks: &[&Task]) -> Sheet {
    let t = |key: &str| call.t(key);
    let of = |task: &Task, role: Role| {
        let named = task.units.iter().filter(|unit| unit.role == role).map(|unit| unit.name.as_str());
        named.collect::<Vec<_>>().join("、")
    };
    whose(call, Sheet::of(name, tasks), |task| &task.doc)
        .column("part", t("column.part"), |task| call.opened.titles.part(&task.doc, task.part, call.asked.lang))
        .column("path", t("column.path"), |task| task.path.as_str())
        .column("title", t("column.task"), |task| task.title.as_str())
        .column("lead", say::role(Role::Lead, call.asked.lang), |task| of(task, Role::Lead))
        .column("responsible", say::role(Role::Responsible, call.asked.lang), |task| of(task, Role::Responsible))
        .column("cooperate", say::role(Role::Cooperate, call.asked.lang), |task| of(task, Role::Cooperate))
        .column("due", t("column.due"), |task| {
            task.deadline.end().map_or_else(|| Cell::Text(say::deadline(&task.deadline, call.asked.lang)), Cell::Day)
        })
        .column("deadline_raw", t("column.printed"), |task| task.deadline_raw.clone().unwrap_or_default())
        .column("text", t("column.text"), |task| task.text.as_str())
        .column("line", t("column.line"), |task| task.evidence.line)
        .column("id", t("column.id"), |task| task.id.as_str())
        .finish()
}

/// Targets as a table for other programs.
pub fn target_sheet(call: &Call, name: &str, targets: &[&Target]) -> Sheet {
    let t = |key: &str| call.t(key);
    whose(call, Sheet::of(name, targets), |target| &target.doc)
        .column("part", t("column.part"), |target| call.opened.titles.part(&target.doc, target.part, call.asked.lang))
        .column("path", t("column.path"), |target| target.path.as_str())
        .column("indicator", t("column.indicator"), |target| target.indicator.as_str())
        .column("comparator", t("column.comparator"), |target| say::comparator(target.comparator, call.asked.lang))
        .column("change", t("column.change"), |target| say::change(target.change, call.asked.lang))
        .column("value", t("column.value"), |target| exact(target.value, call.asked.lang))
        .column("unit", t("column.measure"), |target| target.unit.as_str())
        .column("from", t("column.from"), |target| target.from.map_or(Cell::Empty, Cell::Number))
        .column("deadline", t("column.due"), |target| target.deadline.map_or(Cell::Empty, Cell::Day))
        .column("quote", t("column.quote"), |target| target.quote.as_str())
        .column("line", t("column.line"), |target| target.evidence.line)
        .column("id", t("column.id"), |target| target.id.as_str())
        .finish()
}
