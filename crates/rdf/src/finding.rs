//! Findings and notices, in the shape of SHACL's validation results.

use crate::iri::Minter;
use crate::place::{self, Places};
use crate::vocab::{sh, zt};
use crate::writer::{Writer, node};
use crate::{Base, Things};
use oxrdf::{NamedNode, NamedNodeRef, Quad};
use std::collections::HashMap;
use zhengtu_model::{DocumentFacts, Finding, Notice, NoticeLevel, Severity};

/// The findings of one document, as RDF in its named graph; each points at the things of `things`.
pub fn finding_quads(doc: &str, text: &str, findings: &[Finding], things: &Things<'_>, base: &Base) -> Vec<Quad> {
    let mut writer = Writer::new(base, doc, text);
    let mut earlier: HashMap<&str, usize> = HashMap::new();
    for finding in findings {
        let ordinal = earlier.entry(&finding.code).or_default();
        *ordinal += 1;
        write(&mut writer, &node(&base.finding(doc, &finding.code, *ordinal)), finding, things);
    }
    writer.finish()
}

fn write(writer: &mut Writer<'_>, subject: &NamedNode, finding: &Finding, things: &Things<'_>) {
    write_result(writer, subject, &finding.code, finding.severity, &finding.message);
    writer.decimal(subject, zt::SCORE, finding.confidence);
    let part = node(&writer.base.part(writer.doc, finding.a.part));
    writer.add(subject, zt::IN_PART, part);
    let document = node(&writer.base.document(writer.doc));
    writer.add(subject, zt::IN_DOCUMENT, document);
    writer.text(subject, zt::PATH, &finding.a.path);
    writer.add(subject, sh::FOCUS_NODE, node(things.at(writer.doc, &finding.a)));
    writer.evidence(subject, &finding.a.evidence);
    if let Some(second) = &finding.b {
        writer.add(subject, zt::SECOND_FOCUS, node(things.at(writer.doc, second)));
        writer.evidence_in(subject, second.doc.as_deref(), &second.evidence);
    }
}

fn write_result(writer: &mut Writer<'_>, subject: &NamedNode, code: &str, severity: Severity, message: &str) {
    writer.classes(subject, &[zt::FINDING, sh::VALIDATION_RESULT]);
    writer.text(subject, zt::CODE, code);
    let check = node(&writer.base.check(code));
    writer.classes(&check, &[zt::CHECK, sh::CONSTRAINT_COMPONENT]);
    writer.text(&check, zt::CODE, code);
    writer.add(subject, sh::SOURCE_CONSTRAINT_COMPONENT, check);
    writer.add(subject, sh::RESULT_SEVERITY, level(severity));
    writer.text(subject, sh::RESULT_MESSAGE, message);
}

fn level(severity: Severity) -> NamedNodeRef<'static> {
    match severity {
        Severity::Error => sh::VIOLATION,
        Severity::Warning => sh::WARNING,
        Severity::Info => sh::INFO,
    }
}

/// What a person should look at, as findings about the task or else the part they stand in.
pub(crate) fn write_notices(writer: &mut Writer<'_>, facts: &DocumentFacts, places: &Places<'_>) {
    let mut minter = Minter::new(writer.base, writer.doc);
    for notice in &facts.notices {
        let subject = node(&minter.notice(notice.part, &notice.path));
        write_notice(writer, places, &subject, notice);
    }
}

fn write_notice(writer: &mut Writer<'_>, places: &Places<'_>, subject: &NamedNode, notice: &Notice) {
    let severity = match notice.level {
        NoticeLevel::Info => Severity::Info,
        NoticeLevel::Warning => Severity::Warning,
    };
    write_result(writer, subject, &notice.code, severity, &notice.message);
    place::write(writer, places, subject, notice.part, &notice.path);
    let task = places.task_around(notice.part, &notice.path);
    let focus = task.map_or_else(|| writer.base.part(writer.doc, notice.part), |task| task.id.clone());
    writer.add(subject, sh::FOCUS_NODE, node(&focus));
    writer.evidence(subject, &notice.evidence);
}
