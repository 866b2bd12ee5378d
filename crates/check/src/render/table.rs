use super::Sources;
use crate::{Finding, Side};
use zhengtu_say::Lang;

/// A column of the table of findings.
pub(super) struct Column {
    pub(super) name: &'static str,
    /// In characters of the usual font.
    pub(super) width: f64,
    cell: fn(&Finding, &Sources<'_>) -> String,
}

/// Columns for a word, for a place or name, and for a passage.
const WIDTHS: [f64; 3] = [11.0, 20.0, 48.0];

/// The columns of xlsx, in their order.
pub(super) const COLUMNS: [Column; 16] = {
    let [word, name, passage] = WIDTHS;
    [
        Column {
            name: "级别",
            width: word,
            cell: |finding, _| zhengtu_say::severity(finding.severity, Lang::Zh).to_owned(),
        },
        Column { name: "检查", width: name, cell: |finding, _| finding.code.clone() },
        Column { name: "问题", width: passage, cell: |finding, _| finding.message.clone() },
        Column { name: "文件", width: name, cell: |finding, sources| sources.document(&finding.doc) },
        Column { name: "位置", width: name, cell: |finding, sources| sources.place(&finding.doc, &finding.a) },
        Column { name: "标题", width: name, cell: |finding, _| finding.a.heading.clone() },
        Column { name: "原件位置", width: name, cell: |finding, _| finding.a.original.clone() },
        Column { name: "行:列", width: word, cell: |finding, sources| at(finding, &finding.a, sources) },
        Column { name: "原文", width: passage, cell: |finding, _| finding.a.quote.clone() },
        Column {
            name: "对照位置",
            width: name,
            cell: |finding, sources| of_other(finding, |side| sources.place(&finding.doc, side)),
        },
        Column { name: "对照标题", width: name, cell: |finding, _| of_other(finding, |side| side.heading.clone()) },
        Column {
            name: "对照原件位置",
            width: name,
            cell: |finding, _| of_other(finding, |side| side.original.clone()),
        },
        Column {
            name: "对照行:列",
            width: word,
            cell: |finding, sources| of_other(finding, |side| at(finding, side, sources)),
        },
        Column {
            name: "对照原文", width: passage, cell: |finding, _| of_other(finding, |side| side.quote.clone())
        },
        Column { name: "说明", width: passage, cell: |finding, _| super::note(finding, Lang::Zh) },
        Column { name: "编号", width: name, cell: |finding, _| finding.id.clone() },
    ]
};

fn at(finding: &Finding, side: &Side, sources: &Sources<'_>) -> String {
    let (line, column) = sources.region(&finding.doc, side).from;
    format!("{line}:{column}")
}

/// What is said of the second passage, where there is one.
fn of_other(finding: &Finding, say: impl Fn(&Side) -> String) -> String {
    finding.b.as_ref().map(say).unwrap_or_default()
}

/// The findings as rows of a table, in the order given.
pub(super) fn rows(findings: &[Finding], sources: &Sources<'_>) -> Vec<[String; COLUMNS.len()]> {
    findings.iter().map(|finding| COLUMNS.map(|column| (column.cell)(finding, sources))).collect()
}
