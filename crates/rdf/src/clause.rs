//! The clauses, which together hold all of a plan's text.

use crate::vocab::{own, zt};
use crate::writer::{Writer, node};
use zhengtu_model::Clause;

pub(crate) fn write(writer: &mut Writer<'_>, clause: &Clause) {
    let subject = node(&clause.id);
    writer.classes(&subject, &[zt::CLAUSE]);
    let part = node(&writer.base.part(writer.doc, clause.part));
    writer.add(&subject, zt::IN_PART, part);
    writer.text(&subject, zt::PATH, &clause.path);
    writer.add(&subject, zt::CLAUSE_KIND, own(&format!("clause-{}", clause.kind.name())));
    writer.some_text(&subject, zt::TEXT, Some(&clause.text));
    if let Some(task) = &clause.task {
        writer.add(&subject, zt::IN_TASK, node(task));
    }
    writer.evidence(&subject, &clause.evidence);
}
