//! What changed between two versions of a plan, or between a higher and a lower level's plan.
//!
//! Tasks are matched by what they say, not by their numbers: renumbering alone is no change. A task
//! that changed its place, words, units, roles, deadline or figures is reported with both passages.

mod fields;
mod matching;

use crate::document::Context;
use crate::finding::{Finding, Severity, finding, settle};
use crate::{Document, Side};
use matching::{Matching, match_tasks};
use zhengtu_model::{DocumentFacts, Task};

/// What can change: the code of its findings, what it means in Chinese and in English.
pub const CHANGES: [(&str, &str, &str); 12] = [
    ("diff-added", "新增的任务", "a task added"),
    ("diff-dropped", "删去的任务", "a task dropped"),
    ("diff-moved", "移到别处的任务", "a task moved to another heading or part"),
    ("diff-split", "一项任务拆成几项", "one task split into several"),
    ("diff-merged", "几项任务并成一项", "several tasks merged into one"),
    ("diff-title", "任务的标题改了", "the title of a task changed"),
    ("diff-text", "任务的内容改了", "the text of a task changed"),
    ("diff-units", "责任单位增减", "bodies added to a task or taken from it"),
    ("diff-role", "责任单位的职责改了", "the role of a body changed"),
    ("diff-deadline", "完成时限改了", "a deadline changed"),
    ("diff-target", "指标的数值、界限、期限改了", "the value, comparator or deadline of a target changed"),
    ("diff-target-list", "指标增减", "a target added or dropped"),
];

/// The two versions as the rules see them, and the names under which their passages are reported.
pub(crate) struct Versions<'a> {
    pub(crate) old: Context<'a>,
    pub(crate) new: Context<'a>,
    old_name: String,
    new_name: String,
    /// Whether the plans are of two levels of government, whose bodies go by the same names but for the level.
    of_two_levels: bool,
}

/// What changed from `old` to `new`; each finding belongs to the new document, and the passages of the
/// old one name theirs. The documents have to have different names in their records.
pub fn diff(old: &Document<'_>, new: &Document<'_>) -> Vec<Finding> {
    let versions = Versions {
        old: Context::new(old),
        new: Context::new(new),
        old_name: old.facts.info.name.clone(),
        new_name: new.facts.info.name.clone(),
        of_two_levels: level(old.facts) != level(new.facts),
    };
    let matching = match_tasks(&old.facts.tasks, &new.facts.tasks);
    let mut findings = Vec::new();
    report_unmatched(&versions, &matching, &mut findings);
    report_groups(&versions, &matching, &mut findings);
    for &(before, after) in &matching.pairs {
        let pair = (&old.facts.tasks[before], &new.facts.tasks[after]);
        fields::compare(&versions, pair, &mut findings);
    }
    fields::goals(&versions, &mut findings);
    settle(&mut findings);
    findings
}

/// The words for a level of government that stand before the function in a name.
const LEVELS: [char; 6] = ['省', '市', '县', '区', '州', '旗'];

/// The level most bodies of a plan have in their names.
fn level(facts: &DocumentFacts) -> Option<char> {
    let units = facts.tasks.iter().flat_map(|task| &task.units);
    let firsts: Vec<char> =
        units.filter_map(|unit| unit.name.chars().next()).filter(|char| LEVELS.contains(char)).collect();
    LEVELS
        .into_iter()
        .max_by_key(|level| firsts.iter().filter(|first| *first == level).count())
        .filter(|_| !firsts.is_empty())
}

impl Versions<'_> {
    /// What a body is compared by: its name, or where the plans are of two levels, what it is for.
    pub(crate) fn body(&self, name: &str) -> String {
        if !self.of_two_levels {
            return name.to_owned();
        }
        let known = self
            .new
            .lexicon
            .bodies()
            .recognise(name)
            .filter(|known| known.complete && known.rest.is_none() && known.also.is_empty());
        known.map_or_else(|| name.strip_prefix(LEVELS).unwrap_or(name).to_owned(), |known| known.function)
    }

    /// A finding about a passage of both versions.
    pub(crate) fn changed(&self, code: &str, message: String, old: Side, new: Side) -> Finding {
        let old = Side { doc: Some(self.old_name.clone()), ..old };
        Finding { doc: self.new_name.clone(), ..finding(code, Severity::Info, message, new, Some(old)) }
    }

    /// A finding about a passage that only the new version has.
    pub(crate) fn added(&self, code: &str, message: String, new: Side) -> Finding {
        Finding { doc: self.new_name.clone(), ..finding(code, Severity::Info, message, new, None) }
    }

    /// A finding about a passage that only the old version has.
    pub(crate) fn dropped(&self, code: &str, message: String, old: Side) -> Finding {
        Finding { doc: self.old_name.clone(), ..finding(code, Severity::Info, message, old, None) }
    }
}

fn report_unmatched(versions: &Versions<'_>, matching: &Matching, findings: &mut Vec<Finding>) {
    for &task in &matching.dropped {
        let task = &versions.old.facts.tasks[task];
        findings.push(versions.dropped("diff-dropped", format!("删去任务：{}", task.title), versions.old.title(task)));
    }
    for &task in &matching.added {
        let task = &versions.new.facts.tasks[task];
        findings.push(versions.added("diff-added", format!("新增任务：{}", task.title), versions.new.title(task)));
    }
}

fn report_groups(versions: &Versions<'_>, matching: &Matching, findings: &mut Vec<Finding>) {
    let titles = |tasks: &[usize], of: &[Task]| -> String {
        tasks.iter().map(|&task| format!("“{}”", of[task].title)).collect::<Vec<_>>().join("、")
    };
    let (old, new) = (&versions.old.facts.tasks, &versions.new.facts.tasks);
    for (whole, pieces) in &matching.split {
        let message = format!("任务“{}”拆成{}项：{}", old[*whole].title, pieces.len(), titles(pieces, new));
        let (a, b) = (versions.old.title(&old[*whole]), versions.new.title(&new[pieces[0]]));
        findings.push(versions.changed("diff-split", message, a, b));
    }
    for (whole, pieces) in &matching.merged {
        let message = format!("{}项任务{}并成“{}”", pieces.len(), titles(pieces, old), new[*whole].title);
        let (a, b) = (versions.old.title(&old[pieces[0]]), versions.new.title(&new[*whole]));
        findings.push(versions.changed("diff-merged", message, a, b));
    }
}
