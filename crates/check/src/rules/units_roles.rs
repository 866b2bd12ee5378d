//! # units-roles：一个单位在同一任务中既牵头又配合
//!
//! 同一项任务中，一个单位只能有一种职责；同一单位列两次的也列出来（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局、县自然资源局配合
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局、县公安局配合
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::{Task, UnitKind};

pub(super) const CODE: &str = "units-roles";
pub(super) const TITLE: &str = "一个单位在同一任务中有两种职责，或列了两次";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for task in &context.facts.tasks {
        let units: Vec<_> = task.units.iter().filter(|unit| unit.kind == UnitKind::Unit).collect();
        for (at, unit) in units.iter().enumerate() {
            let earlier = units[..at].iter().find(|other| other.name == unit.name);
            if let Some(other) = earlier.filter(|other| other.role != unit.role) {
                let label = |role| zhengtu_say::role(role, zhengtu_say::Lang::Zh);
                let message = format!("{}既{}又{}", unit.name, label(other.role), label(unit.role));
                let side = context.units_field(task).marked(&unit.surface);
                findings.push(finding(CODE, Severity::Warning, message, side, None));
            }
        }
        twice(context, task, findings);
    }
}

/// The records hold each name once; whether it is printed twice only the statement tells.
fn twice(context: &Context<'_>, task: &Task, findings: &mut Vec<Finding>) {
    let Some(raw) = &task.units_raw else { return };
    // Several statements of one item name a body each for its own point.
    if ["单位：", "单位:", "负责", "牵头"].iter().any(|word| raw.matches(word).count() > 1) {
        return;
    }
    let names: Vec<&str> = raw.split(['、', '，', '；', ',', ';', '：', ':', '(', ')', '（', '）']).collect();
    for (at, name) in names.iter().enumerate() {
        let long = name.chars().count() >= 4 && task.units.iter().any(|unit| unit.surface == *name);
        if long && names[..at].contains(name) {
            let side = context.units_field(task).marked(name);
            findings.push(finding(CODE, Severity::Warning, format!("责任单位中“{name}”列了两次"), side, None));
        }
    }
}
