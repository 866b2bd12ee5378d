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
//! 2.加强监管。定期检查。
//! 责任单位：市水利、财政、应急局，发改、交通等有关部门
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::{Task, Unit, UnitKind};

pub(super) const CODE: &str = "units-incomplete";
pub(super) const TITLE: &str = "单位名称不完整";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for task in &context.facts.tasks {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            let complete = context.lexicon.bodies().recognise(&unit.surface).is_none_or(|known| known.complete);
            if complete || shares_ending(context, task, &unit.surface) {
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

/// Whether a name stands in a list whose members share an ending (发改、财政、水利等部门, 市水利、财政、应急局).
fn shares_ending(context: &Context<'_>, task: &Task, surface: &str) -> bool {
    let statement = task.units_raw.as_deref().unwrap_or_default();
    let Some((_, behind)) = statement.split_once(surface) else { return false };
    let list = behind.split(['，', '；', '（', '(', '。']).next().unwrap_or_default();
    let last = list.split('、').next_back().unwrap_or_default();
    // 应急局, to which the list lends its 市 as it lends its 局 to the others.
    let lends =
        |unit: &Unit| last.starts_with(&unit.surface) && unit.name != unit.surface && is_complete(context, unit);
    context.lexicon.checks().department.within(last) || list.starts_with('、') && task.units.iter().any(lends)
}

fn is_complete(context: &Context<'_>, unit: &Unit) -> bool {
    context.lexicon.bodies().recognise(&unit.surface).is_some_and(|known| known.complete)
}
