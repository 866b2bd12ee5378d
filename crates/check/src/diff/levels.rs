//! A lower level's plan against the plan of the level above: what it took over, what it asks more or less for or puts
//! off, whom else it lets lead, what is missing and what is its own. That bodies and places are of another level is no
//! difference.

use super::Versions;
use super::matching::{Matching, match_tasks};
use super::targets::{matched, within};
use crate::Document;
use crate::finding::{Finding, Side, in_order};
use crate::phrases::strip_number;
use crate::rules::target_side;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Change, Comparator, Role, Standing, Target, Task, Value};
use zhengtu_say::{self as say, Lang};

/// How the tasks of `upper` come back in `lower`; the documents have to have different names.
pub fn levels(upper: &Document<'_>, lower: &Document<'_>) -> Vec<Finding> {
    let (above, below) = (&upper.facts.tasks, &lower.facts.tasks);
    let matching = match_levels(above, below);
    let mut versions = Versions::of(upper, lower, &matching);
    versions.of_two_levels = true;
    let mut found: Vec<Finding> =
        matching.pairs.iter().flat_map(|&(a, b)| pair(&versions, &above[a], &below[b])).collect();
    for (whole, pieces) in &matching.split {
        let message = format!("已承接，拆成{}项：{}", pieces.len(), above[*whole].title);
        let (a, b) = (versions.old.title(&above[*whole]), versions.new.title(&below[pieces[0]]));
        found.push(versions.changed("level-taken", message, a, b));
    }
    for (whole, pieces) in &matching.merged {
        for &piece in pieces {
            let message = format!("已承接，并入“{}”：{}", below[*whole].title, above[piece].title);
            let (a, b) = (versions.old.title(&above[piece]), versions.new.title(&below[*whole]));
            found.push(versions.changed("level-taken", message, a, b));
        }
    }
    for task in matching.dropped.iter().map(|&task| &above[task]) {
        let message = format!("没有承接：{}", task.title);
        found.push(versions.dropped("level-missing", message, versions.old.title(task)));
    }
    for task in matching.added.iter().map(|&task| &below[task]) {
        let message = format!("本级自有：{}", task.title);
        found.push(versions.added("level-own", message, versions.new.title(task)));
    }
    in_order(&mut found);
    found.sort_by_key(|found| found.severity);
    versions.head(&mut found);
    crate::identity::name(&mut found);
    found
}

/// Which tasks of two levels' plans are on one matter.
pub(crate) fn match_levels(upper: &[Task], lower: &[Task]) -> Matching {
    let level = |tasks: &[Task]| tasks.iter().map(levelled).collect::<Vec<_>>();
    match_tasks(&level(upper), &level(lower))
}

/// The task without words of level, so that it is matched with the same of another.
fn levelled(task: &Task) -> Task {
    Task { title: plain(strip_number(&task.title)), text: plain(&task.text), ..task.clone() }
}

/// A text without words of level.
pub(crate) fn plain(text: &str) -> String {
    text.replace(super::LEVELS, "")
}

/// What is to be said of a task of both plans.
fn pair(versions: &Versions<'_>, upper: &Task, lower: &Task) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut tell = |(code, word): (&str, &str), said: String, sides: (Side, Side)| {
        let message = format!("{word}：{}：{said}", lower.title);
        found.push(versions.changed(code, message, sides.0, sides.1));
    };
    let (above, below) = (within(&versions.old.facts.targets, upper), within(&versions.new.facts.targets, lower));
    for (a, b) in matched(versions.new.lexicon.checks(), &above, &below).pairs {
        let sides = || (target_side(&versions.old, a), target_side(&versions.new, b));
        let said = || format!("“{}”上级{}，本级{}", a.indicator, say::figure(a, Lang::Zh), say::figure(b, Lang::Zh));
        match standing(versions.new.lexicon, a, b) {
            Standing::Weaker => tell(WEAKER, said(), sides()),
            Standing::Stricter => tell(STRICTER, said(), sides()),
            Standing::Same | Standing::Untold => {}
        }
        if let (Some(x), Some(y)) = (a.deadline, b.deadline)
            && x != y
        {
            let code = if y > x { LATER } else { EARLIER };
            tell(code, format!("“{}”的期限上级{x}，本级{y}", a.indicator), sides());
        }
    }
    if let (Some(x), Some(y)) = (upper.deadline.end(), lower.deadline.end())
        && x != y
    {
        let code = if y > x { LATER } else { EARLIER };
        let sides = (versions.old.deadline_field(upper), versions.new.deadline_field(lower));
        tell(code, format!("时限上级{x}，本级{y}"), sides);
    }
    let (leads, own) = (leads(upper), leads(lower));
    let functions = |names: &[&str]| names.iter().map(|name| versions.body(name)).collect::<BTreeSet<_>>();
    if !leads.is_empty() && !own.is_empty() && functions(&leads).is_disjoint(&functions(&own)) {
        let sides = (versions.old.units_field(upper), versions.new.units_field(lower));
        tell(OTHER_LEAD, format!("上级{}，本级{}", leads.join("、"), own.join("、")), sides);
    }
    if found.is_empty() {
        let (a, b) = (versions.old.title(upper), versions.new.title(lower));
        found.push(versions.changed("level-taken", format!("已承接：{}", lower.title), a, b));
    }
    found
}

/// The codes of what is said of a task of both plans, and the words before it.
const WEAKER: (&str, &str) = ("level-weaker", "放宽");
const STRICTER: (&str, &str) = ("level-stricter", "加严");
const LATER: (&str, &str) = ("level-later", "推迟");
const EARLIER: (&str, &str) = ("level-stricter", "提前");
const OTHER_LEAD: (&str, &str) = ("level-lead", "牵头单位不同");

fn leads(task: &Task) -> Vec<&str> {
    task.units.iter().filter(|unit| unit.role == Role::Lead).map(|unit| unit.name.as_str()).collect()
}

/// How a target of the lower plan stands to that of the upper one.
pub(crate) fn standing(lexicon: &Lexicon, upper: &Target, lower: &Target) -> Standing {
    let (Value::Number(a), Value::Number(b)) = (upper.value, lower.value) else { return Standing::Untold };
    if upper.unit != lower.unit || upper.change != lower.change {
        return Standing::Untold;
    }
    let less = match upper.comparator {
        Comparator::AtMost => true,
        Comparator::AtLeast => false,
        _ if lower.comparator == Comparator::AtMost => true,
        _ if upper.change == Change::Level => lexicon.checks().less_is_better.within(&upper.quote),
        _ => false,
    };
    if !less && !is_relative(lexicon, &upper.unit) {
        return Standing::Untold;
    }
    match b.partial_cmp(&a).map(|order| if less { order.reverse() } else { order }) {
        Some(Ordering::Equal) => Standing::Same,
        Some(Ordering::Greater) => Standing::Stricter,
        Some(Ordering::Less) => Standing::Weaker,
        None => Standing::Untold,
    }
}

/// Whether a value in this unit holds for a part as it does for the whole: a share, a time, a score. Of an amount or a
/// number of things that a province wants, a city has a part only.
fn is_relative(lexicon: &Lexicon, unit: &str) -> bool {
    use MeasureClass as Class;
    let class = lexicon.measures().unit(unit).map(|measure| measure.class);
    let relative = [Class::Percent, Class::Points, Class::Time, Class::Density, Class::Score, Class::Ratio];
    unit.contains('/') || class.is_some_and(|class| relative.contains(&class))
}
