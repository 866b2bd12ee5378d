//! # fields-missing：别的任务都有责任单位或时限，这一项没有
//!
//! 同一部分的任务多数写明责任单位（时限），少数没有写，多半是漏了（警告）。
//! 同一标题下的条目都写明责任单位，只有一条没有的，同样列出（提示）。
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

/// Items of one heading that all state who answers for them, but for one.
fn siblings(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let stated: HashSet<(u32, &str)> = context
        .facts
        .tasks
        .iter()
        .filter(|task| !task.units.is_empty())
        .map(|task| (task.part, task.path.split('#').next().unwrap_or_default()))
        .collect();
    let told: HashSet<usize> =
        findings.iter().filter(|found| found.code == CODE).map(|found| found.a.evidence.start).collect();
    let mut headings: BTreeMap<(u32, &str), Vec<(&str, &Passage<'_>)>> = BTreeMap::new();
    let mut inner: HashSet<(u32, &str)> = HashSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let clause = passage.clause;
        let Some((heading, _)) = clause.path.rsplit_once('/').filter(|_| !clause.path.contains("table")) else {
            continue;
        };
        inner.insert((clause.part, heading));
        let items = headings.entry((clause.part, heading)).or_default();
        if items.last().is_none_or(|(path, _)| *path != clause.path) {
            items.push((&clause.path, passage));
        }
    }
    for ((part, _), items) in headings {
        let leaves = items.iter().filter(|(path, _)| !inner.contains(&(part, *path)) && !path.contains('#'));
        let (with, without): (Vec<_>, Vec<_>) = leaves.partition(|(path, _)| stated.contains(&(part, *path)));
        let [(_, passage)] = without.as_slice() else { continue };
        if with.len() >= SIBLINGS {
            let first = crate::phrases::sentences(&passage.text).next().unwrap_or_default();
            let at = context.in_passage(passage, first);
            if !told.contains(&at.evidence.start) {
                let message = format!("同一标题下的{}条都写明责任单位，这一条没有", with.len());
                findings.push(finding(CODE, Severity::Info, message, at, None));
            }
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

/// A few without the field among many that have it.
fn lone(context: &Context<'_>, tasks: &[&Task], field: &Field<'_>, findings: &mut Vec<Finding>) {
    let without: Vec<&&Task> = tasks.iter().filter(|task| field.is_lacking(task)).collect();
    if tasks.len() < FEWEST.max(without.len() * 4) {
        return;
    }
    for task in without {
        let message = format!("同一部分{}项任务都有{}，这一项没有", tasks.len() - 1, field.name);
        findings.push(finding(CODE, Severity::Warning, message, context.title(task), None).confidence(0.7));
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
