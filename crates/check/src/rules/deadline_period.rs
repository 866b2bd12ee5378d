//! # deadline-period：时限在方案的期间之外
//!
//! 标题写明年份的方案，任务的时限却在这一年之前或之后（警告）。指标的期限在期间之外的为提示。标题没有年份的方案不查。
//!
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2022年6月
//! 责任单位：县税务局
//! ```
//! ```good
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "deadline-period";
pub(super) const TITLE: &str = "时限在方案的期间之外";

static YEARS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(20\d\d)年?(?:(?:—+|-|－|~|～|至)(20\d\d))?年").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some((first, last)) = period(&context.facts.info.title) else { return };
    let beyond = |day: zhengtu_model::Date| !(first..=last).contains(&day.year());
    for target in context.facts.targets.iter().filter(|target| target.deadline.is_some_and(beyond)) {
        let at = context.quote(target.part, &target.path, &target.quote, &target.evidence);
        let message = format!("指标的期限在方案的期间（{}）之外", span(first, last));
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
    for task in &context.facts.tasks {
        let Some(end) = task.deadline.end() else { continue };
        if (first..=last).contains(&end.year()) {
            continue;
        }
        let message = format!("时限{end}不在方案的期间（{}）之内", span(first, last));
        // What is due before the plan begins is a slip; what is due after it may be a far goal.
        let severity = if end.year() < first { Severity::Warning } else { Severity::Info };
        findings.push(finding(CODE, severity, message, context.deadline_field(task), None));
    }
}

fn span(first: u16, last: u16) -> String {
    if first == last { format!("{first}年") } else { format!("{first}—{last}年") }
}

/// The years that a title names.
fn period(title: &str) -> Option<(u16, u16)> {
    let found = YEARS.captures(title)?;
    let first = found[1].parse().ok()?;
    let last = found.get(2).map_or(Some(first), |last| last.as_str().parse().ok())?;
    (first <= last).then_some((first, last))
}
