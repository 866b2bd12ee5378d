use super::Item;
use crate::Column;
use crate::content::content;
use zhengtu_model::{Deadline, Evidence, Report, Role, Task};
use zhengtu_say::{self as say, Lang, Titles};

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
            Column::Place => item.titles.government(&task.doc).to_owned(),
            Column::Document => item.titles.title(&task.doc).to_owned(),
            Column::Task => task.title.clone(),
            Column::Content => content(task),
            Column::Lead => units_of(task, Role::Lead),
            Column::Others => others(task),
            Column::Due => due(task),
            Column::Targets => item.targets.iter().map(|target| target.quote.as_str()).collect::<Vec<_>>().join("\n"),
            Column::Source => source(task, item.titles),
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

/// Where the task stands in its document: 附件6 三/一/2, then the line.
pub fn source(task: &Task, titles: &Titles) -> String {
    format!("{}\n{}", titles.place(&task.doc, task.part, &task.path, Lang::Zh), place(&task.evidence))
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
