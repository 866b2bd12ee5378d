//! What changed between two versions of a plan, or between a higher and a lower level's plan.
//!
//! Tasks are matched by what they say, not by their numbers: renumbering alone is no change. A task
//! that changed its place, words, units, roles, deadline or figures is reported with both passages.

mod beside;
mod fields;
mod kind;
mod levels;
mod matching;
mod reading;
mod sequence;
mod targets;
mod text;

use crate::document::Context;
use crate::finding::{Finding, finding, settle};
use crate::phrases::strip_number;
use crate::{Document, Side};
pub use beside::beside;
pub use kind::{CHANGES, ChangeCode, Kind};
pub use levels::levels;
pub(crate) use levels::{match_levels, plain, standing};
pub(crate) use matching::Matching;
use matching::match_tasks;
pub(crate) use sequence::{gaps, matched};
use std::collections::BTreeSet;
pub(crate) use targets::matched as matched_targets;
use text::{Told, pieces};
use zhengtu_model::{DocumentFacts, Severity, Task};

/// The headings that changed from one version to the other, old and new.
type Renamed = BTreeSet<(String, String)>;

/// The two versions as the rules see them, and the names under which their passages are reported.
pub(crate) struct Versions<'a> {
    pub(crate) old: Context<'a>,
    pub(crate) new: Context<'a>,
    old_name: String,
    new_name: String,
    /// Whether the plans are of two levels of government, whose bodies go by the same names but for the level.
    of_two_levels: bool,
    /// The tasks that only the old version has, and those that only the new one has.
    whole_old: BTreeSet<usize>,
    whole_new: BTreeSet<usize>,
}

/// What changed from `old` to `new`, what matters more first; each finding belongs to the new document, and the
/// passages of the old one name theirs. The documents have to have different names in their records.
pub fn diff(old: &Document<'_>, new: &Document<'_>) -> Vec<Finding> {
    let matching = match_tasks(&old.facts.tasks, &new.facts.tasks);
    let versions = Versions::of(old, new, &matching);
    let mut findings = Vec::new();
    report_unmatched(&versions, &matching, &mut findings);
    report_groups(&versions, &matching, &mut findings);
    let renamed = outside(&versions, &mut findings);
    for &pair in &matching.pairs {
        fields::compare(&versions, pair, &renamed, &mut findings);
    }
    settle(&mut findings);
    findings.sort_by_key(|found| (found.severity, found.doc != versions.new_name));
    versions.head(&mut findings);
    crate::identity::name(&mut findings);
    findings
}

/// Compares what stands in no task; gives the headings that changed.
fn outside(versions: &Versions<'_>, findings: &mut Vec<Finding>) -> Renamed {
    let mut told = Told::default();
    let (old, new) = (targets::outside(versions.old.facts), targets::outside(versions.new.facts));
    targets::compare(versions, &old, &new, &mut told, findings);
    fn free<'c>(context: &'c Context<'_>, whole: &BTreeSet<usize>) -> Vec<text::Piece<'c>> {
        pieces(context.passages.iter().filter(|passage| passage.task.is_none_or(|task| whole.contains(&task))))
    }
    let (old, new) = (free(&versions.old, &versions.whole_old), free(&versions.new, &versions.whole_new));
    let pairs = text::compare(versions, &old, &new, &told, findings);
    let heading = |piece: &text::Piece<'_>| versions.key(strip_number(&piece.passage.text));
    pairs.iter().map(|(before, after)| (heading(before), heading(after))).collect()
}

/// How much a change matters, by its code.
fn severity(code: &str) -> Severity {
    Kind::of(code).map_or(Severity::Info, Kind::severity)
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

impl<'a> Versions<'a> {
    fn of(old: &Document<'a>, new: &Document<'a>, matching: &Matching) -> Self {
        Self {
            old: Context::new(old),
            new: Context::new(new),
            old_name: old.facts.info.name.clone(),
            new_name: new.facts.info.name.clone(),
            of_two_levels: level(old.facts) != level(new.facts),
            whole_old: matching.dropped.iter().copied().collect(),
            whole_new: matching.added.iter().copied().collect(),
        }
    }

    /// The form in which words are compared: white space removed, and where the plans are of two levels, without the
    /// level.
    pub(crate) fn key(&self, text: &str) -> String {
        let level = |char: char| self.of_two_levels && LEVELS.contains(&char);
        text.chars().filter(|char| !char.is_whitespace()).map(|char| if level(char) { '级' } else { char }).collect()
    }

    /// What a body is compared by: its name, or where the plans are of two levels, what it is for.
    pub(crate) fn body(&self, name: &str) -> String {
        if !self.of_two_levels {
            return name.to_owned();
        }
        let known = self.new.lexicon.bodies().recognise(name).filter(|known| known.is_whole() && known.also.is_empty());
        known.map_or_else(|| name.strip_prefix(LEVELS).unwrap_or(name).to_owned(), |known| known.function)
    }

    /// Names the headings over the passages.
    pub(crate) fn head(&self, findings: &mut [Finding]) {
        for finding in findings {
            let of_old = finding.doc != self.new_name;
            for side in finding.sides_mut() {
                let context = if of_old || side.doc.as_ref() == Some(&self.old_name) { &self.old } else { &self.new };
                side.heading = context.heading_over(side.evidence.start);
            }
        }
    }

    /// A finding about a passage of both versions.
    pub(crate) fn changed(&self, code: &str, message: String, old: Side, new: Side) -> Finding {
        let old = Side { doc: Some(self.old_name.clone()), ..old };
        Finding { doc: self.new_name.clone(), ..finding(code, severity(code), message, new, Some(old)) }
    }

    /// A finding about a passage that only the new version has.
    pub(crate) fn added(&self, code: &str, message: String, new: Side) -> Finding {
        Finding { doc: self.new_name.clone(), ..finding(code, severity(code), message, new, None) }
    }

    /// A finding about a passage that only the old version has.
    pub(crate) fn dropped(&self, code: &str, message: String, old: Side) -> Finding {
        Finding { doc: self.old_name.clone(), ..finding(code, severity(code), message, old, None) }
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
        group(versions, &[*whole], pieces, findings);
    }
    for (whole, pieces) in &matching.merged {
        let message = format!("{}项任务{}并成“{}”", pieces.len(), titles(pieces, old), new[*whole].title);
        let (a, b) = (versions.old.title(&old[pieces[0]]), versions.new.title(&new[*whole]));
        findings.push(versions.changed("diff-merged", message, a, b));
        group(versions, pieces, &[*whole], findings);
    }
}

/// What changed in the words of tasks that were split or merged; their titles and statements are told by that.
fn group(versions: &Versions<'_>, old: &[usize], new: &[usize], findings: &mut Vec<Finding>) {
    let mut told = Told::default();
    let tasks = old.iter().map(|&task| &versions.old.facts.tasks[task]);
    for task in tasks.chain(new.iter().map(|&task| &versions.new.facts.tasks[task])) {
        told.both(&task.title);
        fields::statements(task).for_each(|statement| told.both(&statement));
        task.deadline_raw.iter().for_each(|deadline| told.both(deadline));
    }
    let before = pieces(old.iter().flat_map(|&task| versions.old.passages_of(task)));
    let after = pieces(new.iter().flat_map(|&task| versions.new.passages_of(task)));
    text::compare(versions, &before, &after, &told, findings);
}
