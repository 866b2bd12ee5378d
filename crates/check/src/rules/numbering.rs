//! # numbering：序号缺、重、乱或越级
//!
//! 同一层的序号应当连续：1、2 之后是 3。缺号多半是删条目时没有重排，也可能是漏了一条；
//! 重号和倒序使引用无法指到一处。序号缺失、重复为错误，倒序和越级为警告。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 2.推进信息共享。打通系统。
//! 4.推进证照应用。扩大范围。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 2.推进信息共享。打通系统。
//! 3.推进证照应用。扩大范围。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};

pub(super) const CODE: &str = "numbering";
pub(super) const TITLE: &str = "序号缺、重、乱或越级";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for notice in &context.facts.notices {
        let (severity, what) = match notice.code.as_str() {
            "numbering-gap" => (Severity::Error, "序号不连续"),
            "numbering-repeat" => (Severity::Error, "序号重复"),
            "numbering-order" => (Severity::Warning, "序号倒序"),
            "level-skipped" => (Severity::Warning, "序号越级"),
            _ => continue,
        };
        let at = context.heading_at(notice.part, &notice.path, &notice.evidence);
        let message = format!("{what}：{}", notice.message);
        findings.push(finding(CODE, severity, message, at, None));
    }
}
