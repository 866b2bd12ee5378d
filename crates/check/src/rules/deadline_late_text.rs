//! # deadline-late-text：正文的日期晚于完成时限
//!
//! 正文说“年底前实现”，时限栏却写 4 月底：两者不能同时成立（错误）。
//! 正文的日期在时限之后的年份时，可能是远期目标（警告）。起始日期、比较的日期、引用的文件年份不算。
//!
//! ```bad
//! 某县2021年工作方案
//! 一、主要措施
//! 1.推广信用应用。2021年底前实现10个领域的应用场景。
//! 完成时限：2021年4月底
//! 责任单位：县发展改革委
//! ```
//! ```good
//! 某县2021年工作方案
//! 一、主要措施
//! 1.推广信用应用。2021年3月底前建成平台，较2022年规划提前。
//! 完成时限：2021年4月底
//! 责任单位：县发展改革委
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::rules::deadline_open::commitments;

pub(super) const CODE: &str = "deadline-late-text";
pub(super) const TITLE: &str = "正文的日期晚于完成时限";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (number, task) in context.facts.tasks.iter().enumerate() {
        let Some(end) = task.deadline.end() else { continue };
        let late = commitments(context, number).into_iter().filter(|found| found.end > end);
        // The latest date says it all.
        let Some(latest) = late.max_by_key(|found| found.end) else { continue };
        let severity = if latest.end.year() == end.year() { Severity::Error } else { Severity::Warning };
        let field = context.deadline_field(task);
        let message = format!("正文要求“{}”（{}），完成时限却是{end}", latest.raw, latest.end);
        let found = finding(CODE, severity, message, latest.side.clone(), Some(field));
        findings.push(found.detail(format!("比较：正文日期 {} 与时限 {end}", latest.end)));
    }
}
