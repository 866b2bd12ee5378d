use super::Item;
use crate::Column;
use crate::content::content;
use zhengtu_model::{Deadline, Evidence, Report, Role, Task};
use zhengtu_say::{self as say, Lang};

/// A row of the ledger: the text of each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    cells: [String; Column::ALL.len()],
}

impl Row {
    pub(super) fn new(item: &Item<'_>, number: usize, report: Option<&Report>) -> Self {
        let task = item.task;
        let reported = report.map_or([""; 4], Report::says);
        let text = |column: Column| match column {
            Column::Number => number.to_string(),
            Column::Task => task.title.clone(),
            Column::Content => content(task),
            Column::Lead => units_of(task, Role::Lead),
            Column::Others => others(task),
            Column::Due => due(task),
            Column::Targets => item.targets.iter().map(|target| target.quote.as_str()).collect::<Vec<_>>().join("\n"),
            Column::Source => source(task, item.many),
            Column::Progress => reported[0].to_owned(),
            Column::Completion => reported[1].to_owned(),
            Column::Status => reported[2].to_owned(),
            Column::Note => reported[3].to_owned(),
            Column::Id => task.id.clone(),
        };
        Self { cells: Column::ALL.map(text) }
    }

    /// The text of a column.
    pub fn cell(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }
}

/// Where the task stands: 附件6 三/一/2, then the line; with `many` documents the document too.
pub fn source(task: &Task, many: bool) -> String {
    let doc = if many { format!("{} ", task.doc) } else { String::new() };
    let path = if task.path.is_empty() { String::new() } else { format!(" {}", task.path) };
    format!("{doc}{}{path}\n{}", say::part(task.part, Lang::Zh), place(&task.evidence))
}

pub(super) fn place(evidence: &Evidence) -> String {
    evidence.page.map_or_else(|| say::line(evidence.line, Lang::Zh), |page| say::page(page, Lang::Zh))
}

/// The names of the units of one role: 县税务局、县财政局.
pub fn units_of(task: &Task, role: Role) -> String {
    let names = task.units.iter().filter(|unit| unit.role == role).map(|unit| unit.name.as_str());
    names.collect::<Vec<_>>().join("、")
}

/// Who is responsible and who helps, a line each.
pub(super) fn others(task: &Task) -> String {
    let open = if task.open { "等" } else { "" };
    let line = |(label, role)| {
        Some(units_of(task, role)).filter(|names| !names.is_empty()).map(|names| format!("{label}{names}"))
    };
    let lines: Vec<String> =
        [("责任：", Role::Responsible), ("配合：", Role::Cooperate)].into_iter().filter_map(line).collect();
    if lines.is_empty() { String::new() } else { lines.join("\n") + open }
}

/// The deadline as printed; where the field has none, what was understood.
pub(super) fn due(task: &Task) -> String {
    if let Some(printed) = &task.deadline_raw {
        return printed.clone();
    }
    match &task.deadline {
        Deadline::None => String::new(),
        deadline => say::deadline(deadline, Lang::Zh),
    }
}
