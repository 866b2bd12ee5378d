//! # units-text：正文交给某部门的工作，责任单位中没有它
//!
//! 正文写“民政部门根据文件确定门牌号”“公安部门负责……”，责任单位却没有列出这个部门（警告）。
//! 只看正文中作主语、后面跟着职责的部门；责任单位含有“各成员单位”“相关部门”时不查。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.改革门牌号编排。由民政部门负责确定建筑门牌号。
//! 责任单位：县住房城乡建设局牵头，县公安局配合
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.改革门牌号编排。由民政部门负责确定建筑门牌号。
//! 责任单位：县住房城乡建设局牵头，县民政局配合
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use std::collections::BTreeSet;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::bodies::Bodies;
use zhengtu_model::{ClauseKind, Task, UnitKind};

pub(super) const CODE: &str = "units-text";
pub(super) const TITLE: &str = "正文交给某部门的工作，责任单位中没有它";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let bodies = context.lexicon.bodies();
    for (number, task) in context.facts.tasks.iter().enumerate() {
        let units: Vec<_> = task.units.iter().filter(|unit| unit.kind == UnitKind::Unit).collect();
        if units.is_empty() || units.len() != task.units.len() || task.open {
            continue;
        }
        let known = functions(bodies, task);
        let mut told = BTreeSet::new();
        for passage in context.passages_of(number) {
            if passage.clause.kind != ClauseKind::Text {
                continue;
            }
            for phrase in split(&passage.text) {
                let Some((name, function)) = subject(context.lexicon, phrase) else { continue };
                if !is_held(bodies, &known, function) && told.insert(function) {
                    let message = format!("正文中“{name}”承担工作，责任单位中没有");
                    let at = context.in_passage(passage, phrase).marked(name);
                    findings.push(
                        finding(CODE, Severity::Info, message, at, Some(context.units_field(task))).confidence(0.7),
                    );
                }
            }
        }
    }
}

/// The functions of the units of a task.
fn functions(bodies: &Bodies, task: &Task) -> BTreeSet<String> {
    task.units
        .iter()
        .filter_map(|unit| bodies.recognise(&unit.name))
        .flat_map(|known| known.also.into_iter().chain([known.function]))
        .collect()
}

fn is_held(bodies: &Bodies, known: &BTreeSet<String>, function: &str) -> bool {
    let broader = |key: &str| bodies.function(key).and_then(|(_, _, broader)| broader.map(str::to_owned));
    known.contains(function)
        || broader(function).is_some_and(|above| known.contains(&above))
        || known.iter().any(|unit| broader(unit).as_deref() == Some(function))
}

/// The department that a phrase starts with, where a duty follows it.
fn subject<'a>(lexicon: &'a Lexicon, phrase: &'a str) -> Option<(&'a str, &'a str)> {
    let (bodies, words) = (lexicon.bodies(), lexicon.checks());
    let mut skipped = phrase;
    while let Some(len) = words.before_department.at_start(skipped) {
        skipped = &skipped[len..];
    }
    let offset = phrase.len() - skipped.len();
    let (span, function) = bodies.find_mentions(skipped).into_iter().next().filter(|(span, _)| span.start == 0)?;
    let rest = &skipped[span.end..];
    let department = words.department.at_start(rest).map(|len| &rest[len..]);
    let named = bodies.recognise(span.of(skipped)).is_some_and(|known| known.complete);
    let after = department.or(named.then_some(rest))?;
    let end = phrase.len() - after.len();
    words.duty.at_start(after).map(|_| (&phrase[offset..end], function))
}
