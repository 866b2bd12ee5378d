//! The corrections that were applied to a document, and the records whose passages they changed.

use crate::vocab::{prov, zt};
use crate::writer::{Writer, node};
use zhengtu_model::{CorrectionChange, DocumentFacts, Evidence, Outcome};

pub(crate) fn write(writer: &mut Writer<'_>, facts: &DocumentFacts) {
    let run = node(&writer.base.run(writer.doc));
    let applied = facts.corrections.iter().filter(|applied| applied.outcome == Outcome::Applied);
    for (number, applied) in (1..).zip(applied) {
        let subject = node(&writer.base.correction(writer.doc, number));
        let correction = &applied.correction;
        writer.classes(&subject, &[zt::CORRECTION, prov::ENTITY]);
        let (kind, passage, read_as) = words(&correction.change);
        writer.text(&subject, zt::CORRECTION_KIND, kind);
        writer.some_text(&subject, zt::PRINTED, passage.as_deref());
        writer.some_text(&subject, zt::READ_AS, read_as.as_deref());
        writer.text(&subject, zt::REASON, &correction.reason);
        writer.text(&subject, zt::FILE_NAME, &correction.file);
        for place in &applied.places {
            writer.evidence(&subject, place);
        }
        writer.add(&run, prov::WAS_INFLUENCED_BY, subject.clone());
        if matches!(correction.change, CorrectionChange::Replace { .. } | CorrectionChange::Unit { .. }) {
            for id in corrected(facts, &applied.places) {
                writer.add(&node(id), zt::CORRECTED_BY, subject.clone());
            }
        }
    }
}

/// The kind, what is printed, and what is understood instead.
fn words(change: &CorrectionChange) -> (&'static str, Option<String>, Option<String>) {
    match change {
        CorrectionChange::Replace { passage, by, .. } => ("replace", Some(passage.clone()), Some(by.clone())),
        CorrectionChange::Unit { name, means } => ("unit", Some(name.clone()), Some(means.clone())),
        CorrectionChange::NotTask { path, title } => ("not-task", title.clone().or(path.clone()), None),
        CorrectionChange::Annex { annex, plan, .. } => ("annex", Some(annex.clone()), plan.clone()),
        CorrectionChange::Document { says } => ("document", None, Some(says.to_string())),
    }
}

/// The tasks, targets and clauses whose passages overlap one of the places.
fn corrected<'a>(facts: &'a DocumentFacts, places: &'a [Evidence]) -> impl Iterator<Item = &'a str> {
    let touched =
        |evidence: &Evidence| places.iter().any(|place| place.start < evidence.end && evidence.start < place.end);
    let tasks = facts.tasks.iter().filter(move |task| touched(&task.evidence)).map(|task| task.id.as_str());
    let targets = facts.targets.iter().filter(move |target| touched(&target.evidence)).map(|target| target.id.as_str());
    let clauses = facts.clauses.iter().filter(move |clause| touched(&clause.evidence)).map(|clause| clause.id.as_str());
    tasks.chain(targets).chain(clauses)
}
