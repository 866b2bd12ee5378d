//! What changed within a task, and among the targets.

use super::Versions;
use super::matching::body;
use crate::Finding;
use crate::indicator::same_indicator;
use crate::phrasediff::difference;
use crate::phrases::split;
use crate::rules::target_side;
use std::collections::BTreeSet;
use zhengtu_model::{Change, Comparator, Date, Deadline, Target, Task, Value};
use zhengtu_say::{self as say, Lang};

/// Reports what changed from one task to the other.
pub(super) fn compare(versions: &Versions<'_>, pair: (&Task, &Task), findings: &mut Vec<Finding>) {
    title(versions, pair, findings);
    moved(versions, pair, findings);
    units(versions, pair, findings);
    deadline(versions, pair, findings);
    let (old, new) = (within(&versions.old.facts.targets, pair.0), within(&versions.new.facts.targets, pair.1));
    let before = findings.len();
    targets(versions, &old, &new, findings);
    let told: Vec<String> = findings[before..]
        .iter()
        .flat_map(|found| [&found.a.quote].into_iter().chain(found.b.as_ref().map(|b| &b.quote)).cloned())
        .collect();
    text(versions, pair, &told, findings);
}

fn title(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) {
    if old.title != new.title {
        let message = format!("标题由“{}”改为“{}”", old.title, new.title);
        let (a, b) = (versions.old.title(old), versions.new.title(new));
        findings.push(versions.changed("diff-title", message, a, b));
    }
}

/// A task is moved when it stands in another part or under another heading; its number is no place.
fn moved(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) {
    let above = |task: &Task| task.trail.iter().skip(1).cloned().collect::<Vec<_>>();
    let (from, to) = (above(old), above(new));
    if old.part != new.part || from.last() != to.last() {
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
            let same = |other: &&zhengtu_model::Unit| versions.body(&other.name) == versions.body(&unit.name);
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

fn deadline(versions: &Versions<'_>, (old, new): (&Task, &Task), findings: &mut Vec<Finding>) {
    if old.deadline == new.deadline {
        return;
    }
    let words = |task: &Task| match (&task.deadline, &task.deadline_raw) {
        (Deadline::None, None) => "没有写".to_owned(),
        (_, raw) => raw.clone().unwrap_or_default(),
    };
    let message = format!("任务“{}”的时限由“{}”改为“{}”", new.title, words(old), words(new));
    let side = |context: &crate::document::Context<'_>, task: &Task| {
        if task.deadline_raw.is_some() { context.deadline_field(task) } else { context.title(task) }
    };
    findings.push(versions.changed("diff-deadline", message, side(&versions.old, old), side(&versions.new, new)));
}

/// The targets that stand in a task.
fn within<'t>(targets: &'t [Target], task: &Task) -> Vec<&'t Target> {
    targets.iter().filter(|target| stands_in(target, task)).collect()
}

fn stands_in(target: &Target, task: &Task) -> bool {
    let (own, all) = (&target.evidence, &task.evidence);
    target.part == task.part && all.start <= own.start && own.end <= all.end
}

/// The targets that stand in no task.
pub(super) fn goals(versions: &Versions<'_>, findings: &mut Vec<Finding>) {
    let outside =
        |facts: &zhengtu_model::DocumentFacts, target: &Target| !facts.tasks.iter().any(|task| stands_in(target, task));
    let (old, new) = (versions.old.facts, versions.new.facts);
    let before: Vec<&Target> = old.targets.iter().filter(|target| outside(old, target)).collect();
    let after: Vec<&Target> = new.targets.iter().filter(|target| outside(new, target)).collect();
    targets(versions, &before, &after, findings);
}

fn targets(versions: &Versions<'_>, old: &[&Target], new: &[&Target], findings: &mut Vec<Finding>) {
    let words = versions.new.lexicon.checks();
    let same = |before: &Target, after: &Target| {
        before.indicator == after.indicator || same_indicator(words, before, after).is_some()
    };
    let mut left: Vec<&Target> = new.to_vec();
    let mut open = Vec::new();
    for &before in old {
        // Those that stayed first, so that what changed is matched with what changed.
        match left.iter().position(|after| figure(before) == figure(after) && same(before, after)) {
            Some(at) => drop(left.remove(at)),
            None => open.push(before),
        }
    }
    for before in open {
        match left.iter().position(|after| same(before, after)) {
            Some(at) => {
                let after = left.remove(at);
                let message = format!("“{}”由{}改为{}", after.indicator, stated(before), stated(after));
                let (a, b) = (target_side(&versions.old, before), target_side(&versions.new, after));
                findings.push(versions.changed("diff-target", message, a, b));
            }
            None => {
                let message = format!("删去指标：{}", before.quote);
                findings.push(versions.dropped("diff-target-list", message, target_side(&versions.old, before)));
            }
        }
    }
    for after in left {
        let at = versions.new.quote(after.part, &after.path, &after.quote, &after.evidence);
        findings.push(versions.added("diff-target-list", format!("新增指标：{}", after.quote), at));
    }
}

/// All that is said of the value of a target.
fn figure(target: &Target) -> (Value, &str, Comparator, Change, Option<Date>) {
    (target.value, &target.unit, target.comparator, target.change, target.deadline)
}

fn stated(target: &Target) -> String {
    target
        .deadline
        .map_or_else(|| say::figure(target, Lang::Zh), |day| format!("{}（{day}前）", say::figure(target, Lang::Zh)))
}

/// The phrases that were rewritten, added or taken out, but for those that `told` tells of.
fn text(versions: &Versions<'_>, (old, new): (&Task, &Task), told: &[String], findings: &mut Vec<Finding>) {
    let (first, second) = (body(old), body(new));
    let (before, after): (Vec<&str>, Vec<&str>) = (split(&first).collect(), split(&second).collect());
    let is_told = |phrase: &str| told.iter().any(|quote| quote.contains(phrase) || phrase.contains(quote.as_str()));
    let only = |here: &[&str], there: &[&str], title: &str| -> Vec<String> {
        let own = here.iter().filter(|phrase| !there.contains(*phrase) && **phrase != title && !is_told(phrase));
        own.map(|phrase| (*phrase).to_owned()).collect()
    };
    let (lost, gained) = (only(&before, &after, &old.title), only(&after, &before, &new.title));
    let quote = |context: &crate::document::Context<'_>, task: &Task, phrase: Option<&String>| match phrase {
        Some(phrase) => context.quote(task.part, &task.path, phrase, &task.evidence),
        None => context.title(task),
    };
    let (mut a, mut b) = (quote(&versions.old, old, lost.first()), quote(&versions.new, new, gained.first()));
    let detail = match (lost.first(), gained.first()) {
        (None, None) => return,
        (Some(lost), Some(gained)) => match difference(lost, gained) {
            Some(found) if found.shared * 2 > lost.chars().count() => {
                a = found.only_a.iter().fold(a, |side, run| side.marked(run));
                b = found.only_b.iter().fold(b, |side, run| side.marked(run));
                format!("“{lost}”改为“{gained}”")
            }
            _ => format!("删去“{lost}”，增加“{gained}”"),
        },
        (Some(lost), None) => format!("删去“{lost}”"),
        (None, Some(gained)) => format!("增加“{gained}”"),
    };
    let message = format!("任务“{}”的内容改了：{detail}", new.title);
    let more = lost.len().max(gained.len());
    findings.push(versions.changed("diff-text", message, a, b).detail(format!("共{more}处")));
}
