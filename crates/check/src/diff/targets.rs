//! What changed among targets: within a task, and outside of all.

use super::Versions;
use super::kind::Kind;
use super::text::Told;
use crate::finding::Finding;
use crate::indicator::same_indicator;
use crate::rules::target_side;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{Change, Comparator, Date, DocumentFacts, Target, Task, Value};
use zhengtu_say::{self as say, Lang};

/// The targets that stand in a task.
pub(super) fn within<'t>(targets: &'t [Target], task: &Task) -> Vec<&'t Target> {
    targets.iter().filter(|target| stands_in(target, task)).collect()
}

fn stands_in(target: &Target, task: &Task) -> bool {
    let (own, all) = (&target.evidence, &task.evidence);
    target.part == task.part && all.start <= own.start && own.end <= all.end
}

/// The targets that stand in no task.
pub(super) fn outside(facts: &DocumentFacts) -> Vec<&Target> {
    facts.targets.iter().filter(|target| !facts.tasks.iter().any(|task| stands_in(target, task))).collect()
}

/// Which target of the old version is which of the new one: pairs, and those that only one has.
pub(crate) struct Matched<'t> {
    pub(crate) pairs: Vec<(&'t Target, &'t Target)>,
    dropped: Vec<&'t Target>,
    added: Vec<&'t Target>,
}

pub(crate) fn matched<'t>(words: &CheckWords, old: &[&'t Target], new: &[&'t Target]) -> Matched<'t> {
    let same = |before: &Target, after: &Target| {
        before.indicator == after.indicator || same_indicator(words, before, after).is_some()
    };
    let mut left: Vec<&Target> = new.to_vec();
    let (mut pairs, mut open, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
    for &before in old {
        // Those that stayed first, so that what changed is matched with what changed.
        match left.iter().position(|after| figure(before) == figure(after) && same(before, after)) {
            Some(at) => pairs.push((before, left.remove(at))),
            None => open.push(before),
        }
    }
    for before in open {
        match left.iter().position(|after| same(before, after)) {
            Some(at) => pairs.push((before, left.remove(at))),
            None => dropped.push(before),
        }
    }
    Matched { pairs, dropped, added: left }
}

/// Reports what changed, and notes the passages that tell of it.
pub(super) fn compare(
    versions: &Versions<'_>,
    old: &[&Target],
    new: &[&Target],
    told: &mut Told,
    findings: &mut Vec<Finding>,
) {
    let found = matched(versions.new.lexicon.checks(), old, new);
    for &(before, after) in &found.pairs {
        if figure(before) != figure(after) {
            changed(versions, before, after, findings);
            told.old.push(before.quote.clone());
            told.new.push(after.quote.clone());
        }
    }
    for before in found.dropped {
        let message = format!("删去指标：{}", before.quote);
        findings.push(versions.dropped("diff-target-list", message, target_side(&versions.old, before)));
        told.old.push(before.quote.clone());
    }
    for after in found.added {
        let at = versions.new.quote(after.part, &after.path, &after.quote, &after.evidence);
        findings.push(versions.added("diff-target-list", format!("新增指标：{}", after.quote), at));
        told.new.push(after.quote.clone());
    }
}

/// One finding for the value or its limit, one for the period.
fn changed(versions: &Versions<'_>, before: &Target, after: &Target, findings: &mut Vec<Finding>) {
    let value = |target: &Target| (target.value, target.unit.clone());
    let limit = |target: &Target| (target.comparator, target.change);
    let (was, is) = (say::figure(before, Lang::Zh), say::figure(after, Lang::Zh));
    let sides = || (target_side(&versions.old, before), target_side(&versions.new, after));
    let mut report = |code: &str, message: String| {
        let (a, b) = sides();
        findings.push(versions.changed(code, message, a, b));
    };
    if value(before) != value(after) {
        report("diff-target", format!("“{}”由{was}改为{is}", after.indicator));
    } else if limit(before) != limit(after) {
        report(Kind::Limit.in_text(), format!("“{}”的界限由{was}改为{is}", after.indicator));
    }
    if before.deadline != after.deadline {
        let day = |target: &Target| target.deadline.map_or_else(|| "没有写".to_owned(), |day| day.to_string());
        let message = format!("“{}”的期限由{}改为{}", after.indicator, day(before), day(after));
        report(Kind::Deadline.in_text(), message);
    }
}

/// All that is said of the value of a target.
fn figure(target: &Target) -> (Value, &str, Comparator, Change, Option<Date>) {
    (target.value, &target.unit, target.comparator, target.change, target.deadline)
}
