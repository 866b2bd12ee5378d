//! # item-unnumbered：有责任单位和时限的条目没有序号
//!
//! 夹在编号条目之间、自己写明责任单位和时限的一段，是单独的一项任务，却没有序号，无法引用（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! 逐步实施批准文件数据共享，建设单位不再单独提交。
//! 完成时限：2021年12月
//! 责任单位：县公安局
//! 2.推进信息共享。打通系统。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! 2.推进信息共享。打通系统。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use std::collections::HashSet;
use zhengtu_model::Task;

pub(super) const CODE: &str = "item-unnumbered";
pub(super) const TITLE: &str = "有责任单位和时限的条目没有序号";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let numbered: HashSet<(u32, &str)> =
        context.facts.tasks.iter().map(|task| (task.part, task.path.as_str())).collect();
    // Where many have none, that is how the plan is written.
    let marked = |task: &&Task| task.path.contains('#');
    if context.facts.tasks.iter().filter(marked).count() * MOST > context.facts.tasks.len() {
        return;
    }
    for task in &context.facts.tasks {
        let Some((before, _)) =
            task.path.rsplit_once('#').filter(|(before, _)| !before.is_empty() && !before.ends_with('/'))
        else {
            continue;
        };
        // Where the item before is itself a task, its numbered siblings are too.
        if !numbered.contains(&(task.part, before)) {
            continue;
        }
        let message = format!("{before}之后的一项任务没有序号");
        findings.push(finding(CODE, Severity::Info, message, context.title(task), None));
    }
}

/// A plan of which one in so many tasks lacks a number is written so.
const MOST: usize = 3;
