//! # units-level：县的方案里写作市、省的部门
//!
//! 同一职能的部门多处写作“县教育局”，只有一处写作“市教育局”：多半是从上级文件照搬的（警告）；别处也只有一处的为提示。反过来也查。
//! 单位都是市的，却有一处写“县教育局”而没有写明哪个县的，同样列出（提示）。
//!
//! ```bad
//! 某市工作方案
//! 一、主要任务
//! 1.推进甲事。（市公安局、市财政局、市司法局负责）
//! 2.推进乙事。（市水利局、市商务局、县教育局负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。（县教育局负责）
//! 2.推进乙事。（市教育局负责）
//! 3.推进丙事。（县教育局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。（县教育局负责）
//! 2.推进乙事。（市生态环境局某县分局负责）
//! 3.推进丙事。（县教育局负责）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use std::collections::BTreeMap;
use zhengtu_model::{Unit, UnitKind};

pub(super) const CODE: &str = "units-level";
pub(super) const TITLE: &str = "同一部门的级别前后不同";

/// A unit as printed, and the task in which it stands.
type Use<'c> = (usize, &'c Unit);

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut forms: BTreeMap<&str, BTreeMap<char, Vec<Use<'_>>>> = BTreeMap::new();
    let mut levels: BTreeMap<char, usize> = BTreeMap::new();
    for (number, task) in context.facts.tasks.iter().enumerate() {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            let Some((level, rest)) = levelled(&unit.surface).filter(|_| has_level(context, &unit.surface)) else {
                continue;
            };
            *levels.entry(level).or_default() += 1;
            forms.entry(rest).or_default().entry(level).or_default().push((number, unit));
        }
    }
    // The level of the plan is that of most of its bodies.
    let Some((&own, _)) = levels.iter().max_by_key(|(_, count)| **count) else { return };
    let all: usize = levels.values().sum();
    if levels[&own] * 10 < all * 6 {
        return;
    }
    below(context, &forms, (own, &levels), findings);
    for by_level in forms.values().filter(|by_level| by_level.contains_key(&own)) {
        for (level, uses) in by_level.iter().filter(|(level, uses)| **level != own && uses.len() == 1) {
            let (number, unit) = uses[0];
            let task = &context.facts.tasks[number];
            let message = format!("“{}”别处都写作“{own}”的部门，此处作“{level}”", unit.surface);
            let side = context.quote(task.part, &task.path, &unit.surface, &unit.evidence);
            // The same department stands several times at the level of the plan.
            let severity = if by_level[&own].len() > 1 { Severity::Warning } else { Severity::Info };
            findings.push(finding(CODE, severity, message, side, None));
        }
    }
}

/// The levels, from the highest.
const LEVELS: [char; 4] = ['省', '市', '县', '区'];

/// A department of a lower level without a name of its place, where nearly all bodies are of the level of the plan: 县教育局
/// in the plan of a city is that of no county.
fn below(
    context: &Context<'_>,
    forms: &BTreeMap<&str, BTreeMap<char, Vec<Use<'_>>>>,
    (own, levels): (char, &BTreeMap<char, usize>),
    findings: &mut Vec<Finding>,
) {
    let rank = |level: char| LEVELS.iter().position(|known| *known == level).map(|rank| rank.min(2));
    for (&level, _) in levels.iter().filter(|(level, times)| **times <= FEW && rank(**level) > rank(own)) {
        if levels[&own] < MANY {
            continue;
        }
        let uses = forms.values().filter(|by_level| !by_level.contains_key(&own)).filter_map(|forms| forms.get(&level));
        for &(number, unit) in uses.flatten() {
            let task = &context.facts.tasks[number];
            let message = format!("“{}”没有写明是哪个{level}的：别处的单位都是“{own}”的", unit.surface);
            let side = context.quote(task.part, &task.path, &unit.surface, &unit.evidence);
            findings.push(finding(CODE, Severity::Info, message, side, None));
        }
    }
}

/// So few bodies of a lower level are slips, and so many of the own one show the level.
const FEW: usize = 2;
const MANY: usize = 5;

/// The level with which a name begins, and the name of a department behind it.
fn levelled(surface: &str) -> Option<(char, &str)> {
    let level = surface.chars().next().filter(|char| matches!(char, '县' | '市' | '区' | '省'))?;
    let rest = &surface[level.len_utf8()..];
    let whole = rest.ends_with(['局', '委', '办', '院', '厅', '会', '部']);
    (whole && rest.chars().count() >= 2).then_some((level, rest))
}

/// Whether the first character of a name is its level, as far as it is known: 市场监管局 has none.
fn has_level(context: &Context<'_>, surface: &str) -> bool {
    context.lexicon.bodies().recognise(surface).is_none_or(|known| known.level.is_some())
}
