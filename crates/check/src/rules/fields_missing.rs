//! # fields-missing：别的任务都有责任单位或时限，这一项没有
//!
//! 同一部分的任务多数写明责任单位（时限），少数没有写，多半是漏了（警告）。
//! 同一标题下的条目、或者全文同级的条目都写明责任单位，只有一条没有的，同样列出（提示）。
//! 整个附件的任务都没有时限，而别的附件都有，也列出来供查看（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2021年6月
//! 责任单位：县政务服务局
//! 2.推进信息共享。打通系统。
//! 完成时限：2021年6月
//! 责任单位：县大数据局
//! 3.推进证照应用。扩大范围。
//! 完成时限：2021年9月
//! 责任单位：县公安局
//! 4.推进异地办理。统一标准。
//! 责任单位：县税务局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2021年6月
//! 责任单位：县政务服务局
//! 2.推进信息共享。打通系统。
//! 完成时限：2021年6月
//! 责任单位：县大数据局
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use std::collections::{BTreeMap, HashSet};
use zhengtu_lexicon::Words;
use zhengtu_model::{ClauseKind, Task};

pub(super) const CODE: &str = "fields-missing";
pub(super) const TITLE: &str = "同类任务都写明责任单位或时限，这一项没有";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut parts: BTreeMap<u32, Vec<&Task>> = BTreeMap::new();
    for task in &context.facts.tasks {
        parts.entry(task.part).or_default().push(task);
    }
    let words = context.lexicon.checks();
    let fields = [
        Field { name: "责任单位", labels: &words.units_label, has: |task| task.units_raw.is_some() },
        Field { name: "完成时限", labels: &words.deadline_label, has: |task| task.deadline_raw.is_some() },
    ];
    for tasks in parts.values() {
        fields.iter().for_each(|field| lone(context, tasks, field, findings));
    }
    siblings(context, findings);
    let dated = parts.values().filter(|tasks| tasks.iter().all(|task| task.deadline_raw.is_some())).count();
    for (&part, tasks) in parts.iter().filter(|(part, tasks)| **part > 0 && tasks.len() >= 3) {
        if dated * 2 > parts.len() && tasks.iter().all(|task| task.deadline_raw.is_none()) {
            undated(context, part, tasks, findings);
        }
    }
}

/// Fewer items with a statement under one heading do not show that the one without it lacks it.
const SIBLINGS: usize = 3;

/// Fewer of a whole part do not show it, where a heading has few.
const THROUGHOUT: usize = 8;

/// An item of the text: the heading above it, its path, its first passage.
struct Item<'c, 'a> {
    part: u32,
    heading: &'c str,
    path: &'c str,
    passage: &'c Passage<'a>,
}

/// The items of the text that hold no others, in order.
fn leaves<'c, 'a>(context: &'c Context<'a>) -> Vec<Item<'c, 'a>> {
    let mut inner: HashSet<(u32, &str)> = HashSet::new();
    let mut items: Vec<Item<'_, '_>> = Vec::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let (part, path) = (passage.clause.part, passage.clause.path.as_str());
        let heading = path.rsplit_once('/').map_or("", |(heading, _)| heading);
        inner.insert((part, heading));
        let goes_on = items.last().is_some_and(|last| (last.part, last.path) == (part, path));
        if !goes_on && !path.is_empty() && !path.contains("table") && !path.contains('#') {
            items.push(Item { part, heading, path, passage });
        }
    }
    items.retain(|item| !inner.contains(&(item.part, item.path)));
    items
}

/// Items of one heading, or of a whole part, that all state who answers for them, but for one.
fn siblings(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let tasks = context.facts.tasks.iter().filter(|task| !task.units.is_empty());
    let stated: HashSet<(u32, &str)> =
        tasks.map(|task| (task.part, task.path.split('#').next().unwrap_or_default())).collect();
    let items = leaves(context);
    let has = |item: &&Item<'_, '_>| stated.contains(&(item.part, item.path));
    let mut headings: BTreeMap<(u32, &str), Vec<&Item<'_, '_>>> = BTreeMap::new();
    for item in &items {
        headings.entry((item.part, item.heading)).or_default().push(item);
    }
    // Headings with statements below, by the level of their items.
    let mut levels: BTreeMap<(u32, usize), Vec<&Item<'_, '_>>> = BTreeMap::new();
    for ((part, heading), below) in &headings {
        if below.iter().any(has) {
            let level = if heading.is_empty() { 0 } else { 1 + heading.matches('/').count() };
            levels.entry((*part, level)).or_default().extend(below);
        }
    }
    let named =
        headings.into_iter().filter(|((_, heading), _)| !heading.is_empty()).map(|(_, below)| (below, SIBLINGS));
    let groups = named.chain(levels.into_values().map(|below| (below, THROUGHOUT)));
    let mut told: HashSet<usize> =
        findings.iter().filter(|found| found.code == CODE).map(|found| found.a.evidence.start).collect();
    for (below, least) in groups {
        let (with, without): (Vec<_>, Vec<_>) = below.into_iter().partition(has);
        let [item] = without.as_slice() else { continue };
        let first = crate::phrases::sentences(&item.passage.text).next().unwrap_or_default();
        let at = context.in_passage(item.passage, first);
        if with.len() >= least && told.insert(at.evidence.start) {
            let message = format!("同级的{}条都写明责任单位，这一条没有", with.len());
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// A field that a task may have.
struct Field<'a> {
    name: &'static str,
    /// Its labels, which stand within the text where fields do not.
    labels: &'a Words,
    has: fn(&Task) -> bool,
}

impl Field<'_> {
    fn is_lacking(&self, task: &Task) -> bool {
        !(self.has)(task) && !self.labels.within(&task.text)
    }
}

/// Among fewer tasks, the one without a field is not alone against many.
const FEWEST: usize = 4;

/// Among so many tasks, the one without a field is a slip rather than a choice.
const MANY: usize = 8;

/// A few without the field among many that have it.
fn lone(context: &Context<'_>, tasks: &[&Task], field: &Field<'_>, findings: &mut Vec<Finding>) {
    let without: Vec<&&Task> = tasks.iter().filter(|task| field.is_lacking(task)).collect();
    if tasks.len() < FEWEST.max(without.len() * 4) {
        return;
    }
    for task in without {
        let message = format!("同一部分{}项任务都有{}，这一项没有", tasks.len() - 1, field.name);
        let severity = if tasks.len() >= MANY { Severity::Warning } else { Severity::Info };
        findings.push(finding(CODE, severity, message, context.title(task), None).confidence(0.7));
    }
}

fn undated(context: &Context<'_>, part: u32, tasks: &[&Task], findings: &mut Vec<Finding>) {
    let section = tasks[0].path.split('/').next().unwrap_or_default();
    let heading = context.passages.iter().find(|passage| {
        passage.clause.part == part && passage.clause.path == section && passage.clause.kind == ClauseKind::Heading
    });
    let at = heading.map_or_else(|| context.title(tasks[0]), |passage| context.in_passage(passage, &passage.text));
    let message = format!("{}的{}项任务都没有完成时限，别的附件都有", context.part_label(part), tasks.len());
    findings.push(finding(CODE, Severity::Info, message, at, None));
}
