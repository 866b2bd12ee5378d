//! What the conditions of a question left out: said, never dropped in silence.

use super::{Documents, Row, TaskRow, tasks};
use crate::question::{Due, Find, Focus, Lang, Question, Roles, TaskFilter};
use crate::restate;

/// The notes, each with its number.
pub(super) fn said(question: &Question, rows: &[Row<'_>], documents: Documents<'_>) -> Vec<String> {
    let (filter, focus) = match &question.find {
        Find::Tasks(filter, focus) => (filter, Some(*focus)),
        Find::Groups(grouping) => (&grouping.filter, None),
        _ => return Vec::new(),
    };
    let mut notes: Vec<String> = Vec::new();
    notes.extend(done(filter, question, documents));
    notes.extend(undated(filter, question, documents));
    notes.extend(other_roles(filter, question, documents));
    notes.extend(focus.and_then(|focus| without_role(filter, focus, question, rows, documents)));
    notes.extend(filter.topics.iter().filter_map(|topic| further(topic.further, &topic.asked, question.lang)));
    notes
}

/// What was reported done is not overdue.
fn done(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
    filter.undone.as_ref().filter(|done| !done.is_empty())?;
    let wider = TaskFilter { undone: None, ..filter.clone() };
    let count = tasks(&wider, question, documents).count() - tasks(filter, question, documents).count();
    (count > 0).then(|| match question.lang {
        Lang::Chinese => format!("另有 {count} 项已报完成，不算逾期"),
        Lang::English => format!("{count} more were reported done and are not overdue"),
    })
}

/// A condition on dates leaves out what has none.
fn undated(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
    let dated = |due: &Due| matches!(due, Due::Between(..) | Due::Overdue);
    if filter.due.is_empty() || !filter.due.iter().all(dated) {
        return None;
    }
    let wider = TaskFilter { due: Vec::new(), extreme: None, ..filter.clone() };
    let undated = |task: &TaskRow<'_>| task.words().key.limit.end().is_none();
    let count = tasks(&wider, question, documents).filter(undated).count();
    (count > 0).then(|| match question.lang {
        Lang::Chinese => format!("另有 {count} 项未写时限或持续推进"),
        Lang::English => format!("{count} more have no deadline or are ongoing"),
    })
}

/// A condition on a role leaves out the tasks in which the unit has another.
fn other_roles(filter: &TaskFilter, question: &Question, documents: Documents<'_>) -> Option<String> {
    let [condition] = &filter.units[..] else { return None };
    let plain = !condition.negated && !condition.units.is_empty() && !condition.alone;
    if !plain || condition.roles == Roles::ANY {
        return None;
    }
    let wider = crate::UnitCondition { roles: Roles::ANY, ..condition.clone() };
    let wider = TaskFilter { units: vec![wider], ..filter.clone() };
    let any = tasks(&wider, question, documents).count();
    let count = any - tasks(filter, question, documents).count().min(any);
    let others = condition.roles.others();
    (count > 0).then(|| match question.lang {
        Lang::Chinese => format!("另有 {count} 项为{}", restate::roles_zh(others)),
        Lang::English => format!("in {count} more they {}", restate::roles_en(others)),
    })
}

/// Tasks on the matter that name no unit in the role asked for.
fn without_role(
    filter: &TaskFilter,
    focus: Focus,
    question: &Question,
    rows: &[Row<'_>],
    documents: Documents<'_>,
) -> Option<String> {
    let roles = focus.asked_roles().filter(|roles| *roles != Roles::ANY)?;
    let count = tasks(filter, question, documents).count().checked_sub(rows.len())?;
    (count > 0 && !rows.is_empty()).then(|| match question.lang {
        Lang::Chinese => format!("另有 {count} 项没有写明由谁{}", restate::roles_zh(roles)),
        Lang::English => format!("{count} more do not say who would {}", restate::roles_en(roles)),
    })
}

/// Tasks that have the topic further off than those that were counted.
fn further(count: usize, asked: &str, lang: Lang) -> Option<String> {
    (count > 0).then(|| match lang {
        Lang::Chinese => format!("另有 {count} 项只在正文提到“{asked}”"),
        Lang::English => format!("{count} more mention “{asked}” in their text only"),
    })
}
