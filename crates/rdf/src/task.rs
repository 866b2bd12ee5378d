//! The tasks, who is responsible for them, and by when they are due.

use crate::body;
use crate::iri::aspect;
use crate::vocab::{org, own, prov, schema, skos, time, zt};
use crate::writer::{Writer, node};
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, NamedNodeRef};
use zhengtu_model::{AppliedRule, Date, DatedCommitment, Deadline, DocumentFacts, Role, Task, TaskStatement, Unit};

pub(crate) fn write(writer: &mut Writer<'_>, facts: &DocumentFacts, task: &Task) {
    let subject = node(&task.id);
    writer.classes(&subject, &[zt::TASK, schema::PLAN_ACTION]);
    let (part, document) = (node(&writer.base.part(writer.doc, task.part)), node(&facts.info.id));
    writer.add(&subject, zt::IN_PART, part);
    writer.add(&subject, zt::IN_DOCUMENT, document);
    writer.text(&subject, zt::PATH, &task.path);
    writer.text(&subject, schema::NAME, &task.title);
    writer.some_text(&subject, zt::TEXT, Some(&task.text));
    writer.some_text(&subject, zt::TRAIL, Some(&task.trail.join(" / ")));
    writer.some_text(&subject, zt::UNITS_STATEMENT, task.units_raw.as_deref());
    if task.open {
        writer.add(&subject, zt::OPEN_LIST, Literal::from(true));
    }
    for (at, unit) in task.units.iter().enumerate() {
        let body = write_responsibility(writer, facts, (&subject, &task.id, ""), unit, at + 1);
        writer.add(&subject, shortcut(unit.role), body);
    }
    for (at, statement) in task.statements.iter().enumerate() {
        write_statement(writer, facts, task, statement, at + 1);
    }
    for (at, rule) in task.rules.iter().enumerate() {
        write_rule(writer, facts, task, rule, at + 1);
    }
    write_deadline(writer, task);
    for (at, commitment) in task.commitments.iter().enumerate() {
        write_commitment(writer, &subject, commitment, at + 1);
    }
    writer.evidence(&subject, &task.evidence);
}

/// A body's responsibility for `of`: a task, one of its statements or a rule that holds for it, with the IRI of
/// the task and what the name of the thing begins with. Gives the body.
fn write_responsibility(
    writer: &mut Writer<'_>,
    facts: &DocumentFacts,
    (of, task, name): (&NamedNode, &str, &str),
    unit: &Unit,
    order: usize,
) -> NamedNode {
    let body = node(&writer.base.unit(writer.doc, &unit.name));
    if !writer.bodies.contains(&unit.name) {
        writer.classes(&body, &[body::class(unit.kind), org::ORGANIZATION]);
        writer.text(&body, skos::PREF_LABEL, &unit.name);
        writer.add(&body, zt::IN_DOCUMENT, node(&facts.info.id));
    }
    let responsibility = node(&aspect(task, &format!("{name}responsibility-{order}")));
    writer.add(of, zt::RESPONSIBILITY_OF, responsibility.clone());
    writer.classes(&responsibility, &[zt::RESPONSIBILITY, prov::ASSOCIATION]);
    writer.add(&responsibility, prov::AGENT, body.clone());
    writer.add(&responsibility, prov::HAD_ROLE, own(&format!("role-{}", unit.role.name())));
    writer.add(&responsibility, zt::GROUND, own(&format!("ground-{}", unit.ground.name())));
    writer.count(&responsibility, zt::ORDER, order);
    writer.text(&responsibility, zt::PRINTED, &unit.surface);
    writer.evidence(&responsibility, &unit.evidence);
    body
}

fn write_statement(
    writer: &mut Writer<'_>,
    facts: &DocumentFacts,
    task: &Task,
    statement: &TaskStatement,
    order: usize,
) {
    let name = format!("statement-{order}");
    let subject = node(&aspect(&task.id, &name));
    writer.add(&node(&task.id), zt::HAS_STATEMENT, subject.clone());
    writer.classes(&subject, &[zt::STATEMENT]);
    writer.some_text(&subject, zt::TEXT, Some(&statement.text));
    writer.some_text(&subject, zt::UNITS_STATEMENT, Some(&statement.units_raw));
    for (at, unit) in statement.units.iter().enumerate() {
        write_responsibility(writer, facts, (&subject, &task.id, &format!("{name}-")), unit, at + 1);
    }
    writer.evidence(&subject, &statement.evidence);
}

fn write_rule(writer: &mut Writer<'_>, facts: &DocumentFacts, task: &Task, rule: &AppliedRule, order: usize) {
    let name = format!("rule-{order}");
    let subject = node(&aspect(&task.id, &name));
    writer.add(&node(&task.id), zt::HAS_DOCUMENT_RULE, subject.clone());
    writer.classes(&subject, &[zt::DOCUMENT_RULE]);
    writer.add(&subject, zt::RULE_KIND, own(&format!("rule-{}", rule.kind.name())));
    writer.text(&subject, zt::QUOTE, &rule.text);
    for (at, unit) in rule.units.iter().enumerate() {
        write_responsibility(writer, facts, (&subject, &task.id, &format!("{name}-")), unit, at + 1);
    }
    writer.evidence(&subject, &rule.evidence);
}

/// The property that leads from a task straight to a body of this role.
fn shortcut(role: Role) -> NamedNodeRef<'static> {
    match role {
        Role::Lead => zt::LED_BY,
        Role::Responsible => zt::RESPONSIBLE_BODY,
        Role::Cooperate => zt::COOPERATING_BODY,
    }
}

/// Writes the deadline, unless the task has neither a deadline nor a field that should give one.
fn write_deadline(writer: &mut Writer<'_>, task: &Task) {
    if task.deadline == Deadline::None && task.deadline_raw.is_none() {
        return;
    }
    let subject = node(&task.id);
    let deadline = node(&aspect(&task.id, "deadline"));
    writer.add(&subject, zt::HAS_DEADLINE, deadline.clone());
    writer.classes(&deadline, &[zt::DEADLINE, time::INTERVAL]);
    writer.add(&deadline, zt::DEADLINE_KIND, own(&format!("deadline-{}", task.deadline.kind().name())));
    writer.some_text(&deadline, zt::PRINTED, task.deadline_raw.as_deref());
    write_time(writer, &deadline, &task.deadline);
    if let Some(end) = task.deadline.end() {
        writer.date(&subject, zt::DUE_DATE, end);
    }
    if let Some(evidence) = &task.deadline_evidence {
        writer.evidence(&deadline, evidence);
    }
}

fn write_time(writer: &mut Writer<'_>, deadline: &NamedNode, time: &Deadline) {
    match time {
        Deadline::Date { end } => write_day(writer, deadline, time::HAS_END, *end),
        Deadline::Interval { start, end } => {
            write_day(writer, deadline, time::HAS_BEGINNING, *start);
            write_day(writer, deadline, time::HAS_END, *end);
        }
        Deadline::Recurring { rule } => writer.text(deadline, zt::RECURRENCE, rule),
        Deadline::Relative { duration } => {
            let duration = Literal::new_typed_literal(duration, xsd::DURATION);
            writer.add(deadline, time::HAS_XSD_DURATION, duration);
        }
        Deadline::Ongoing | Deadline::Immediate | Deadline::None => {}
    }
}

fn write_day(writer: &mut Writer<'_>, subject: &NamedNode, predicate: NamedNodeRef<'_>, date: Date) {
    let day = node(&writer.base.day(&date.to_string()));
    writer.add(subject, predicate, day.clone());
    writer.classes(&day, &[time::INSTANT]);
    writer.date(&day, time::IN_XSD_DATE, date);
}

fn write_commitment(writer: &mut Writer<'_>, task: &NamedNode, commitment: &DatedCommitment, order: usize) {
    let subject = node(&aspect(task.as_str(), &format!("commitment-{order}")));
    writer.add(task, zt::HAS_COMMITMENT, subject.clone());
    writer.classes(&subject, &[zt::COMMITMENT]);
    writer.date(&subject, zt::DUE_DATE, commitment.end);
    writer.text(&subject, zt::PRINTED, &commitment.raw);
    writer.text(&subject, zt::QUOTE, &commitment.quote);
    writer.evidence(&subject, &commitment.evidence);
}
