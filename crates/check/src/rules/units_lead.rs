//! # units-lead：总体方案与附件的牵头单位不同
//!
//! 总体方案和附件说同一项工作，应当由同样的单位牵头。牵头单位不同、附件多出总体方案没有的牵头单位、
//! 总体方案的牵头单位不在附件的责任单位中，都列出来（警告）；附件只写“各成员单位”而没有牵头的为提示。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.降低办理成本。全面实施联合测绘，实现成果共享。(县住房城乡建设局牵头，县财政局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//!
//! 附件：1.某县办理建筑许可方案
//! 附件1
//! 某县办理建筑许可方案
//! 一、主要措施
//! 1.全面实施联合测绘。统一测绘标准，由一家单位承担各项测绘。
//! 责任单位：县自然资源局牵头，县财政局配合
//! 2.优化地质勘察服务。主动公布勘察资料。
//! 责任单位：县住房城乡建设局牵头，县财政局配合
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.降低办理成本。全面实施联合测绘，实现成果共享。(县自然资源局牵头，县财政局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//!
//! 附件：1.某县办理建筑许可方案
//! 附件1
//! 某县办理建筑许可方案
//! 一、主要措施
//! 1.全面实施联合测绘。统一测绘标准，由一家单位承担各项测绘。
//! 责任单位：县自然资源局牵头，县财政局配合
//! ```

use crate::align::Link;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::{Role, Task, Unit, UnitKind};

pub(super) const CODE: &str = "units-lead";
pub(super) const TITLE: &str = "总体方案与附件的牵头单位不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for link in &context.alignment().tasks {
        let (a, b) = (&context.facts.tasks[link.a], &context.facts.tasks[link.b]);
        let (0, 1..) = (a.part, b.part) else { continue };
        let Some((severity, message)) = compare(context, a, b) else { continue };
        let found = finding(CODE, severity, message, context.units_field(a), Some(context.units_field(b)));
        findings.push(found.detail(reasons(link)).confidence(link.score));
    }
}

fn reasons(link: &Link) -> String {
    let pairs: Vec<String> = link.reasons.iter().take(3).map(|(a, b)| format!("“{a}”与“{b}”")).collect();
    format!("同一事项的依据：{}", pairs.join("；"))
}

fn compare(context: &Context<'_>, a: &Task, b: &Task) -> Option<(Severity, String)> {
    let (first, second) = (leads(a), leads(b));
    if b.units.is_empty() {
        return None;
    }
    if first.is_empty() {
        return shared_work(context, a, b);
    }
    let there = context.part_label(b.part);
    let named = |name: &str| b.units.iter().any(|unit| unit.name == name);
    let lost: Vec<&str> = first.iter().copied().filter(|name| !named(name)).collect();
    let collective = b.units.iter().all(|unit| unit.kind == UnitKind::Collective);
    if second.is_empty() {
        if collective {
            return Some((Severity::Info, format!("总体方案由{}牵头，{there}没有写明牵头单位", first.join("、"))));
        }
        return (!lost.is_empty())
            .then(|| (Severity::Warning, format!("总体方案由{}牵头，{there}的责任单位中没有", lost.join("、"))));
    }
    let added: Vec<&str> = second.iter().copied().filter(|name| !first.contains(name)).collect();
    let dropped = first.iter().any(|name| !second.contains(name));
    if added.is_empty() && !dropped {
        return None;
    }
    let mut message = format!("牵头单位不同：总体方案为{}，{there}为{}", first.join("、"), second.join("、"));
    let unknown: Vec<&str> = added.into_iter().filter(|name| !a.units.iter().any(|unit| unit.name == *name)).collect();
    if !unknown.is_empty() {
        message.push_str(&format!("；总体方案没有列{}", unknown.join("、")));
    }
    Some((Severity::Warning, message))
}

/// Several answer for the work together, and one of them is not named in the annex.
fn shared_work(context: &Context<'_>, a: &Task, b: &Task) -> Option<(Severity, String)> {
    let is_unit = |unit: &Unit| unit.kind == UnitKind::Unit;
    let closed = [a, b].iter().all(|task| !task.open && task.units.iter().all(is_unit));
    let named = |name: &str| b.units.iter().any(|unit| unit.name == name);
    let lost: Vec<&str> = a.units.iter().map(|unit| unit.name.as_str()).filter(|name| !named(name)).collect();
    (closed && !lost.is_empty()).then(|| {
        let message = format!("总体方案由{}分工负责，{}的责任单位中没有", lost.join("、"), context.part_label(b.part));
        (Severity::Warning, message)
    })
}

fn leads(task: &Task) -> Vec<&str> {
    let leads = task.units.iter().filter(|unit| unit.role == Role::Lead && unit.kind == UnitKind::Unit);
    leads.map(|unit| unit.name.as_str()).collect()
}
