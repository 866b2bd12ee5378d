//! What changed within a task: first the fields, then what is left of its text.

use super::kind::Kind;
use super::reading::changes;
use super::text::{Told, compare as compare_text, marks, pieces};
use super::{Renamed, Versions, targets};
use crate::document::Context;
use crate::finding::{Finding, Side};
use crate::phrases::strip_number;
use std::collections::BTreeSet;
use zhengtu_model::{Deadline, Task, Unit};
use zhengtu_say::{self as say, Lang};
use zhengtu_text::strip_white;

/// Reports what changed from the task at one place in the old version to that at another in the new one.
pub(super) fn compare(versions: &Versions<'_>, at: (usize, usize), renamed: &Renamed, findings: &mut Vec<Finding>) {
    let (old, new) = (&versions.old.facts.tasks[at.0], &versions.new.facts.tasks[at.1]);
    let pair = (old, new);
    let mut told = Told::default();
    if title(versions, pair, findings) {
        told.old.push(strip_white(&old.title));
        told.new.push(strip_white(&new.title));
    }
    moved(versions, pair, renamed, findings);
    let before = findings.len();
    units(versions, pair, findings);
    if findings.len() > before {
        told.old.extend(statements(old));
        told.new.extend(statements(new));
    }
    if deadline(versions, pair, findings) {
        told.old.extend(old.deadline_raw.clone());
        told.new.extend(new.deadline_raw.clone());
    }
    let (before, after) =
        (targets::within(&versions.old.facts.targets, old), targets::within(&versions.new.facts.targets, new));
    targets::compare(versions, &before, &after, &mut told, findings);
    let (before, after) = (pieces(versions.old.passages_of(at.0)), pieces(versions.new.passages_of(at.1)));
    compare_text(versions, &before, &after, &told, findings);
}

/// The responsibility statements of a task as printed.
pub(super) fn statements(task: &Task) -> impl Iterator<Item = String> + '_ {
    task.units_raw.iter().chain(task.statements.iter().map(|statement| &statement.units_raw)).cloned()
}

/// Reports another title, by what of it changed; whether there is anything to tell.
fn title(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) -> bool {
    if versions.key(&old.title) == versions.key(&new.title) {
        return false;
    }
    for (kind, _) in changes(versions.new.lexicon, (&old.title, &new.title), &|text| versions.key(text)) {
        let code = if kind == Kind::Wording { "diff-title" } else { kind.in_text() };
        let message = format!("标题由“{}”改为“{}”", old.title, new.title);
        let (mut a, mut b) = (versions.old.title(old), versions.new.title(new));
        (a.marks, b.marks) = marks(&a.quote, &b.quote);
        findings.push(versions.changed(code, message, a, b));
    }
    true
}

/// A task is moved when it stands in another part or under another heading; its number is no place, and a heading
/// that got another name is the same.
fn moved(versions: &Versions<'_>, (old, new): (&Task, &Task), renamed: &Renamed, findings: &mut Vec<Finding>) {
    let above = |task: &Task| task.trail.iter().skip(1).cloned().collect::<Vec<_>>();
    let (from, to) = (above(old), above(new));
    let key = |trail: &[String]| trail.last().map(|last| versions.key(strip_number(&strip_white(last))));
    let (was, is) = (key(&from), key(&to));
    let same = was == is || was.zip(is).is_some_and(|pair| renamed.contains(&pair));
    if old.part != new.part || !same {
        let message = format!("任务“{}”由“{}”移到“{}”", new.title, from.join(" / "), to.join(" / "));
        let (a, b) = (versions.old.title(old), versions.new.title(new));
        findings.push(versions.changed("diff-moved", message, a, b));
    }
}

fn units(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) {
    let missing = |here: &Task, there: &Task| -> Vec<String> {
        let known: BTreeSet<String> = there.units.iter().map(|unit| versions.body(&unit.name)).collect();
        let names =
            here.units.iter().map(|unit| unit.name.clone()).filter(|name| !known.contains(&versions.body(name)));
        names.collect()
    };
    let (lost, gained) = (missing(old, new), missing(new, old));
    let sides = || (versions.old.units_field(old), versions.new.units_field(new));
    if !lost.is_empty() || !gained.is_empty() {
        let mut words = Vec::new();
        if !gained.is_empty() {
            words.push(format!("增加{}", gained.join("、")));
        }
        if !lost.is_empty() {
            words.push(format!("减少{}", lost.join("、")));
        }
        let (a, b) = sides();
        let message = format!("任务“{}”的责任单位{}", new.title, words.join("，"));
        let a = lost.iter().fold(a, |side, name| side.marked(name));
        let b = gained.iter().fold(b, |side, name| side.marked(name));
        findings.push(versions.changed("diff-units", message, a, b));
    }
    for unit in &new.units {
        let roles = |task: &Task| {
            let same = |other: &&Unit| versions.body(&other.name) == versions.body(&unit.name);
            task.units.iter().filter(same).map(|other| other.role).collect::<Vec<_>>()
        };
        let (was, is) = (roles(old), roles(new));
        if let ([was], [is]) = (was.as_slice(), is.as_slice())
            && was != is
        {
            let (a, b) = sides();
            let message = format!(
                "任务“{}”中{}由{}改为{}",
                new.title,
                unit.name,
                say::role(*was, Lang::Zh),
                say::role(*is, Lang::Zh)
            );
            findings.push(versions.changed("diff-role", message, a.marked(&unit.name), b.marked(&unit.name)));
        }
    }
}

/// Reports another deadline; whether there is one.
fn deadline(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) -> bool {
    if old.deadline == new.deadline {
        return false;
    }
    let words = |task: &Task| match (&task.deadline, &task.deadline_raw) {
        (Deadline::None, None) => "没有写".to_owned(),
        (_, raw) => raw.clone().unwrap_or_default(),
    };
    let message = format!("任务“{}”的时限由“{}”改为“{}”", new.title, words(old), words(new));
    let side = |context: &Context<'_>, task: &Task| -> Side {
        if task.deadline_raw.is_some() { context.deadline_field(task) } else { context.title(task) }
    };
    findings.push(versions.changed("diff-deadline", message, side(&versions.old, old), side(&versions.new, new)));
    true
}
