//! # units-incomplete：单位名称不完整
//!
//! “县自然资源牵头”缺“局”（警告）。承前省略的“县”“市”不算。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源牵头，县财政局配合
//! 2.推进信息共享。打通系统。
//! 责任单位：县自然资源局牵头，县财政局配合
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，财政局配合
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::UnitKind;

pub(super) const CODE: &str = "units-incomplete";
pub(super) const TITLE: &str = "单位名称不完整";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for task in &context.facts.tasks {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            if context.lexicon.bodies().recognise(&unit.surface).is_none_or(|known| known.complete) {
                continue;
            }
            let at = context.units_field(task).marked(&unit.surface);
            let better =
                if unit.name == unit.surface { String::new() } else { format!("，应为“{}”", unit.name) };
            let message = format!("单位名称“{}”不完整{better}", unit.surface);
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}
