//! Reports of progress, with their provenance.

use crate::Base;
use crate::vocab::{prov, zt};
use crate::writer::{Writer, node};
use oxrdf::Quad;
use zhengtu_model::Report;

/// A report, and what is known of it now.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// The report.
    pub report: &'a Report,
    /// The IRI of the task that it speaks of now, if that is there.
    pub task: Option<&'a str>,
    /// Whether its source is a body that the document names.
    pub is_body: bool,
}

/// The reports on the tasks of one document, as RDF in a named graph of their own.
pub fn report_quads(doc: &str, reports: &[Filed<'_>], base: &Base) -> Vec<Quad> {
    let mut writer = Writer::in_graph(base, doc, &base.reports_graph(doc));
    for filed in reports {
        write(&mut writer, filed);
    }
    writer.finish()
}

fn write(writer: &mut Writer<'_>, Filed { report, task, is_body }: &Filed<'_>) {
    let subject = node(&writer.base.report(&report.doc, &report.id));
    writer.classes(&subject, &[zt::PROGRESS_REPORT, prov::ENTITY]);
    if let Some(task) = task {
        writer.add(&subject, zt::REPORT_ON, node(task));
    }
    writer.add(&subject, zt::FILED_FOR, node(&report.task));
    writer.text(&subject, zt::TASK_TITLE, &report.title);
    writer.text(&subject, zt::TASK_SHA256, &report.text_sha256);
    writer.date(&subject, zt::REPORT_DATE, report.date);
    writer.text(&subject, zt::REPORT_SOURCE, &report.source);
    if *is_body {
        let body = node(&writer.base.unit(&report.doc, &report.source));
        writer.add(&subject, prov::WAS_ATTRIBUTED_TO, body);
    }
    let properties = [zt::PROGRESS, zt::COMPLETION, zt::STATUS, zt::NOTE];
    for (property, text) in properties.into_iter().zip(report.says()) {
        writer.some_text(&subject, property, Some(text));
    }
    write_file(writer, &subject, report);
}

fn write_file(writer: &mut Writer<'_>, subject: &oxrdf::NamedNode, report: &Report) {
    let file = node(&writer.base.report_file(&report.sha256));
    writer.add(subject, prov::WAS_DERIVED_FROM, file.clone());
    writer.text(subject, zt::SHEET_NAME, &report.sheet);
    writer.count(subject, zt::SHEET_ROW, report.row as usize);
    writer.classes(&file, &[prov::ENTITY]);
    writer.text(&file, zt::FILE_NAME, &report.file);
    writer.text(&file, zt::SHA256, &report.sha256);
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_model::Date;

    fn report() -> Report {
        Report {
            id: "01".into(),
            task: "https://zhengtu.example/doc/a.txt/part/1/task/一".into(),
            doc: "a.txt".into(),
            part: 1,
            path: "一".into(),
            title: "推进".into(),
            text_sha256: "ab".into(),
            date: Date::new(2021, 6, 28).unwrap(),
            source: "县税务局".into(),
            progress: "进展顺利".into(),
            completion: String::new(),
            status: "已完成".into(),
            note: String::new(),
            file: "台账.xlsx".into(),
            sha256: "cd".into(),
            sheet: "任务台账".into(),
            row: 5,
        }
    }

    fn quads(report: &Report, task: Option<&str>) -> Vec<Quad> {
        report_quads("a.txt", &[Filed { report, task, is_body: true }], &Base::default())
    }

    #[test]
    fn a_report_says_of_what_when_by_whom_and_from_which_row() {
        let report = report();
        let quads = quads(&report, Some(&report.task));
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
        let quads = quads(&report(), None);
        let has = |end: &str| quads.iter().any(|quad| quad.predicate.as_str().ends_with(end));
        assert!(!has("#reportOn") && has("#filedFor") && has("#taskTitle"));
    }
}
