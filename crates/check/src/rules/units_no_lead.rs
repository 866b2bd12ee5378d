//! # units-no-lead：几个单位没有牵头，而别的任务都有
//!
//! 同一部分多数任务写明“牵头”，这一项列了几个单位却没有牵头单位，多半是漏了“牵头”（提示）。
//! 首个单位后用逗号而不用顿号的，更像是漏字。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局配合
//! 2.推进信息共享。打通系统。
//! 责任单位：县公安局牵头，县财政局配合
//! 3.完善减免政策。降低费用。
//! 责任单位：县住房城乡建设局，县财政局、县水利局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局配合
//! 2.推进信息共享。打通系统。
//! 责任单位：县公安局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.降低成本。对小微企业欠费不停电。（责任单位：各乡镇，配合单位：县财政局、县供电公司）对增容企业提供绿色通道。（责任单位：县住房城乡建设局、县供电公司）
//! 2.培育企业。支持上市。（责任单位：县财政局）认定一批企业。（责任单位：县大数据局）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use std::collections::BTreeMap;
use zhengtu_model::{Role, Task, UnitKind};

pub(super) const CODE: &str = "units-no-lead";
pub(super) const TITLE: &str = "几个单位没有牵头，而别的任务都有";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut parts: BTreeMap<u32, Vec<&Task>> = BTreeMap::new();
    for task in &context.facts.tasks {
        parts.entry(task.part).or_default().push(task);
    }
    for tasks in parts.values() {
        let shared: Vec<&&Task> = tasks.iter().filter(|task| task.units.len() > 1).collect();
        let led = shared.iter().filter(|task| has_lead(task)).count();
        if led * 2 < shared.len() {
            continue;
        }
        let nearly_all = led * 10 >= shared.len() * 9;
        // Roles are judged within a statement: of several none need name who leads the whole.
        let leaderless = shared.into_iter().filter(|task| task.statements.is_empty() && !has_lead(task));
        for task in leaderless {
            let units = task.units.iter().filter(|unit| unit.kind == UnitKind::Unit).count();
            let comma = task.units_raw.as_deref().is_some_and(|raw| first_comma(raw, task));
            if units < 2 || !(comma || nearly_all) {
                continue;
            }
            let why = if comma { "，首个单位后用了逗号，疑漏“牵头”" } else { "" };
            let message = format!("{units}个单位没有牵头单位，本部分{led}项任务都有{why}");
            findings.push(finding(CODE, Severity::Info, message, context.units_field(task), None));
        }
    }
}

fn has_lead(task: &Task) -> bool {
    task.units.iter().any(|unit| unit.role == Role::Lead)
}

/// Whether a comma stands after the first unit, and 、 between the others.
fn first_comma(raw: &str, task: &Task) -> bool {
    let Some(first) = task.units.first() else { return false };
    let rest = raw.find(&first.surface).map(|at| &raw[at + first.surface.len()..]);
    rest.is_some_and(|rest| rest.starts_with(['，', ',']) && rest.contains('、'))
}
