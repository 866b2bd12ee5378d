//! A lower level's plan against the plan of the level above: what it took over, what it asks more or less for, what
//! is missing and what is its own. That bodies and places are of another level is no difference.

use super::matching::match_tasks;
use super::targets::{matched, within};
use super::{Versions, severity};
use crate::Document;
use crate::finding::{Finding, Side, in_order};
use crate::phrases::strip_number;
use crate::rules::target_side;
use std::cmp::Ordering;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{Change, Comparator, DocumentFacts, Target, Task, Value};
use zhengtu_say::{self as say, Lang};

/// How the tasks of `upper` come back in `lower`, one finding a task; the documents have to have different names.
pub fn levels(upper: &Document<'_>, lower: &Document<'_>) -> Vec<Finding> {
    let level = |facts: &DocumentFacts| facts.tasks.iter().map(levelled).collect::<Vec<_>>();
    let matching = match_tasks(&level(upper.facts), &level(lower.facts));
    let mut versions = Versions::of(upper, lower, &matching);
    versions.of_two_levels = true;
    let (above, below) = (&upper.facts.tasks, &lower.facts.tasks);
    let mut found: Vec<Finding> = matching.pairs.iter().map(|&(a, b)| pair(&versions, &above[a], &below[b])).collect();
    for (whole, pieces) in &matching.split {
        let message = format!("已承接，拆成{}项：{}", pieces.len(), above[*whole].title);
        found.push(versions.changed(
            "level-taken",
            message,
            versions.old.title(&above[*whole]),
            versions.new.title(&below[pieces[0]]),
        ));
    }
    for (whole, pieces) in &matching.merged {
        for &piece in pieces {
            let message = format!("已承接，并入“{}”：{}", below[*whole].title, above[piece].title);
            found.push(versions.changed(
                "level-taken",
                message,
                versions.old.title(&above[piece]),
                versions.new.title(&below[*whole]),
            ));
        }
    }
    let missing = matching.dropped.iter().map(|&task| &above[task]);
    found.extend(
        missing.map(|task| {
            versions.dropped("level-missing", format!("没有承接：{}", task.title), versions.old.title(task))
        }),
    );
    let own = matching.added.iter().map(|&task| &below[task]);
    found.extend(
        own.map(|task| versions.added("level-own", format!("本级自有：{}", task.title), versions.new.title(task))),
    );
    in_order(&mut found);
    found.sort_by_key(|found| found.severity);
    versions.head(&mut found);
    crate::identity::name(&mut found);
    found
}

/// The task without words of level, so that it is matched with the same of another.
fn levelled(task: &Task) -> Task {
    let plain = |text: &str| text.replace(super::LEVELS, "");
    Task { title: plain(strip_number(&task.title)), text: plain(&task.text), ..task.clone() }
}

/// A task of both plans, by what the lower one asks for.
fn pair(versions: &Versions<'_>, upper: &Task, lower: &Task) -> Finding {
    let mut weaker = Vec::new();
    let mut stricter = Vec::new();
    let mut sort = |order: Option<Ordering>, said: (String, Side, Side)| match order {
        Some(Ordering::Greater) => stricter.push(said),
        Some(Ordering::Less) => weaker.push(said),
        _ => {}
    };
    let (above, below) = (within(&versions.old.facts.targets, upper), within(&versions.new.facts.targets, lower));
    for (a, b) in matched(versions, &above, &below).pairs {
        let said = format!("“{}”上级{}，本级{}", a.indicator, say::figure(a, Lang::Zh), say::figure(b, Lang::Zh));
        let sides = (target_side(&versions.old, a), target_side(&versions.new, b));
        sort(strictness(versions.new.lexicon.checks(), a, b), (said, sides.0, sides.1));
        if let (Some(x), Some(y)) = (a.deadline, b.deadline) {
            let sides = (target_side(&versions.old, a), target_side(&versions.new, b));
            sort(Some(x.cmp(&y)), (format!("“{}”的期限上级{x}，本级{y}", a.indicator), sides.0, sides.1));
        }
    }
    if let (Some(x), Some(y)) = (upper.deadline.end(), lower.deadline.end()) {
        let sides = (versions.old.deadline_field(upper), versions.new.deadline_field(lower));
        sort(Some(x.cmp(&y)), (format!("时限上级{x}，本级{y}"), sides.0, sides.1));
    }
    let (code, word, said) = match (weaker.is_empty(), stricter.is_empty()) {
        (false, _) => ("level-weaker", "放宽", weaker),
        (true, false) => ("level-stricter", "加严", stricter),
        (true, true) => ("level-taken", "已承接", Vec::new()),
    };
    let words: Vec<&str> = said.iter().map(|(words, _, _)| words.as_str()).collect();
    let message = match words.is_empty() {
        true => format!("{word}：{}", lower.title),
        false => format!("{word}：{}：{}", lower.title, words.join("；")),
    };
    let (a, b) = match said.into_iter().next() {
        Some((_, a, b)) => (a, b),
        None => (versions.old.title(upper), versions.new.title(lower)),
    };
    let mut made = versions.changed(code, message, a, b);
    made.severity = severity(code);
    made
}

/// Whether the lower plan asks for more than the upper one; `None` where that cannot be told.
fn strictness(words: &CheckWords, upper: &Target, lower: &Target) -> Option<Ordering> {
    let (Value::Number(a), Value::Number(b)) = (upper.value, lower.value) else { return None };
    if upper.unit != lower.unit || upper.change != lower.change {
        return None;
    }
    let less = match upper.comparator {
        Comparator::AtMost => true,
        Comparator::AtLeast => false,
        _ if lower.comparator == Comparator::AtMost => true,
        _ if upper.change == Change::Level => words.less_is_better.within(&upper.quote),
        _ => false,
    };
    let order = b.partial_cmp(&a)?;
    Some(if less { order.reverse() } else { order })
}
