//! Reports of progress, with their provenance.

use crate::Base;
use crate::vocab::{prov, zt};
use crate::writer::{Writer, node};
use oxrdf::Quad;
use zhengtu_model::Date;

/// What somebody reported of a task on a day.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What tells it from all others.
    pub id: &'a str,
    /// The document of the task.
    pub doc: &'a str,
    /// The IRI of the task that it speaks of now, if that is there.
    pub task: Option<&'a str>,
    /// The IRI of the task when the report was taken in.
    pub filed_for: &'a str,
    /// The title of the task when the report was taken in.
    pub title: &'a str,
    /// The hash of the task's text when the report was taken in.
    pub text_sha256: &'a str,
    /// The day that it speaks of.
    pub date: Date,
    /// Who reported.
    pub source: &'a str,
    /// Whether the source is a body that the document names.
    pub is_body: bool,
    /// 进展, 完成情况, 状态, 备注.
    pub says: [&'a str; 4],
    /// The name of the file it came in.
    pub file: &'a str,
    /// SHA-256 of that file, in hexadecimal.
    pub sha256: &'a str,
    /// The sheet of the file.
    pub sheet: &'a str,
    /// The row of the sheet, from 1.
    pub row: u32,
}

/// The reports on the tasks of one document, as RDF in a named graph of their own.
pub fn report_quads(doc: &str, reports: &[Report<'_>], base: &Base) -> Vec<Quad> {
    let mut writer = Writer::in_graph(base, doc, &base.reports_graph(doc));
    for report in reports {
        write(&mut writer, report);
    }
    writer.finish()
}

fn write(writer: &mut Writer<'_>, report: &Report<'_>) {
    let subject = node(&writer.base.report(report.doc, report.id));
    writer.classes(&subject, &[zt::PROGRESS_REPORT, prov::ENTITY]);
    if let Some(task) = report.task {
        writer.add(&subject, zt::REPORT_ON, node(task));
    }
    writer.add(&subject, zt::FILED_FOR, node(report.filed_for));
    writer.text(&subject, zt::TASK_TITLE, report.title);
    writer.text(&subject, zt::TASK_SHA256, report.text_sha256);
    writer.date(&subject, zt::REPORT_DATE, report.date);
    writer.text(&subject, zt::REPORT_SOURCE, report.source);
    if report.is_body {
        let body = node(&writer.base.unit(report.doc, report.source));
        writer.add(&subject, prov::WAS_ATTRIBUTED_TO, body);
    }
    let properties = [zt::PROGRESS, zt::COMPLETION, zt::STATUS, zt::NOTE];
    for (property, text) in properties.into_iter().zip(report.says) {
        writer.some_text(&subject, property, Some(text));
    }
    write_file(writer, &subject, report);
}

fn write_file(writer: &mut Writer<'_>, subject: &oxrdf::NamedNode, report: &Report<'_>) {
    let file = node(&writer.base.report_file(report.sha256));
    writer.add(subject, prov::WAS_DERIVED_FROM, file.clone());
    writer.text(subject, zt::SHEET_NAME, report.sheet);
    writer.count(subject, zt::SHEET_ROW, report.row as usize);
    writer.classes(&file, &[prov::ENTITY]);
    writer.text(&file, zt::FILE_NAME, report.file);
    writer.text(&file, zt::SHA256, report.sha256);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report<'a>(id: &'a str, task: Option<&'a str>) -> Report<'a> {
        Report {
            id,
            doc: "a.txt",
            task,
            filed_for: "https://zhengtu.example/doc/a.txt/part/1/task/一",
            title: "推进",
            text_sha256: "ab",
            date: Date::new(2021, 6, 28).unwrap(),
            source: "县税务局",
            is_body: true,
            says: ["进展顺利", "", "已完成", ""],
            file: "台账.xlsx",
            sha256: "cd",
            sheet: "任务台账",
            row: 5,
        }
    }

    #[test]
    fn a_report_says_of_what_when_by_whom_and_from_which_row() {
        let task = "https://zhengtu.example/doc/a.txt/part/1/task/一";
        let quads = report_quads("a.txt", &[report("01", Some(task))], &Base::default());
        let text: String = quads.iter().map(|quad| format!("{quad}\n")).collect();
        for words in [
            "report/01> <https://zhengtu.example/ns#reportOn> <https://zhengtu.example/doc/a.txt/part/1/task/一>",
            "ns#reportDate> \"2021-06-28\"",
            "prov#wasAttributedTo> <https://zhengtu.example/doc/a.txt/unit/县税务局>",
            "ns#status> \"已完成\"",
            "ns#sheetRow> \"5\"",
            "<https://zhengtu.example/doc/a.txt/reports>",
        ] {
            assert!(text.contains(words), "{words}:\n{text}");
        }
        assert!(!text.contains("ns#completion>"), "what is not filled in is not said");
    }

    #[test]
    fn a_report_whose_task_is_gone_keeps_what_it_was_filed_for() {
        let quads = report_quads("a.txt", &[report("01", None)], &Base::default());
        let has = |end: &str| quads.iter().any(|quad| quad.predicate.as_str().ends_with(end));
        assert!(!has("#reportOn") && has("#filedFor") && has("#taskTitle"));
    }
}
