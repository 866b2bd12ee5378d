//! # units-roles：一个单位在同一任务中既牵头又配合
//!
//! 同一项任务中，一个单位只能有一种职责；同一单位列两次的、表格两栏中都有的也列出来（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局、县自然资源局配合
//! ```
//! 用两个名称列了同一单位的（县发改局、县发展改革委），同样列出（警告）。
//!
//! ```bad
//! 某县工作方案
//! 1.推进甲事。（县人力资源和社会保障局、县财政局、县人力资源社会保障局负责）
//! ```
//! ```good
//! 某县工作方案
//! 1.推进甲事。（县人力资源社会保障局、县财政局、市人力资源社会保障局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.实施联合测绘。统一标准。
//! 责任单位：县自然资源局牵头，县财政局、县公安局配合
//! ```
//! ```good
//! 某县工作方案
//! 1.推进甲事。落实措施。牵头单位：县教育局配合单位：县财政局、县税务局牵头单位：县财政局配合单位：县公安局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::rules::units_names::{identity, shortens};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhengtu_model::{Role, Task, Unit, UnitKind};

pub(super) const CODE: &str = "units-roles";
pub(super) const TITLE: &str = "一个单位在同一任务中有两种职责，或列了两次";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for task in &context.facts.tasks {
        // Roles are judged within one statement.
        if !task.statements.is_empty() || is_several(task) {
            continue;
        }
        let mut first: HashMap<&str, &Unit> = HashMap::new();
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            let earlier = *first.entry(&unit.name).or_insert(unit);
            if earlier.role != unit.role {
                let label = |role| zhengtu_say::role(role, zhengtu_say::Lang::Zh);
                let message = format!("{}既{}又{}", unit.name, label(earlier.role), label(unit.role));
                let side = context.units_field(task).marked(&unit.surface);
                findings.push(finding(CODE, Severity::Warning, message, side, None));
            }
        }
        twice(context, task, findings);
        in_two_cells(context, task, findings);
    }
}

/// Whether the statement of a task says the same label twice (牵头单位：…配合单位：…牵头单位：…), as where a text has no lines.
fn is_several(task: &Task) -> bool {
    let raw = task.units_raw.as_deref().unwrap_or_default();
    let mut seen = HashSet::new();
    let mut labels = raw.match_indices(['：', ':']).map(|(at, _)| {
        let start = raw[..at].char_indices().rev().nth(LABEL - 1).map_or(0, |(start, _)| start);
        &raw[start..at]
    });
    labels.any(|label| !seen.insert(label))
}

/// How many characters a label has: 牵头单位.
const LABEL: usize = 4;

/// A body in two cells of a row that hold different lists: it leads and helps. A cell that is shared by rows is the same list
/// again.
fn in_two_cells(context: &Context<'_>, task: &Task, findings: &mut Vec<Finding>) {
    let in_table = task.units_evidence.as_ref().is_some_and(|at| at.cell.is_some());
    let raw = task.units_raw.as_deref().filter(|_| in_table).unwrap_or_default();
    let cells: Vec<Vec<&str>> = raw.split('；').map(|cell| cell.split(['、', '，']).collect()).collect();
    let [first, second] = &cells[..] else { return };
    // Who gives data and who works on it may be one body; who leads does not help.
    let role = |cell: &[&str], role: Role| {
        task.units.iter().any(|unit| unit.role == role && cell.contains(&unit.surface.as_str()))
    };
    if !role(first, Role::Lead) || !role(second, Role::Cooperate) {
        return;
    }
    let units = task.units.iter().filter(|unit| unit.kind == UnitKind::Unit).map(|unit| unit.surface.as_str());
    for name in units.filter(|name| first.contains(name)) {
        if second.len() > 1 && second.contains(&name) {
            let side = context.units_field(task).marked(name);
            let message = format!("两栏责任单位中都有“{name}”");
            findings.push(finding(CODE, Severity::Warning, message, side, None));
        }
    }
}

/// The records hold each name once; whether it is printed twice only the statement tells.
fn twice(context: &Context<'_>, task: &Task, findings: &mut Vec<Finding>) {
    // A row may take a body from a cell that it shares with others.
    let in_table = task.units_evidence.as_ref().is_some_and(|at| at.cell.is_some());
    let Some(raw) = task.units_raw.as_deref().filter(|_| !in_table && task.statements.is_empty()) else { return };
    // Several statements of one item name a body each for its own point.
    if context.lexicon.checks().statement.iter().any(|word| raw.matches(word).count() > 1) {
        return;
    }
    let known: HashSet<&str> = task.units.iter().map(|unit| unit.surface.as_str()).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in raw.split(SIGNS) {
        if name.chars().count() >= SHORTEST && known.contains(name) {
            *times.entry(name).or_default() += 1;
        }
    }
    let bodies = context.lexicon.bodies();
    let mut called: BTreeMap<String, &str> = BTreeMap::new();
    let duty = &context.lexicon.checks().duty;
    for piece in raw.split(SIGNS) {
        let name = duty.at_end(piece).map_or(piece, |length| &piece[..piece.len() - length]);
        // Only a name that is known stands for a function of a government, and two bodies may share one.
        if name.chars().count() < SHORTEST || !bodies.recognise(name).is_some_and(|known| known.is_whole()) {
            continue;
        }
        let other = *called.entry(identity(bodies, name)).or_insert(name);
        if other != name && [shortens(other, name), shortens(name, other)].contains(&true) {
            let side = context.units_field(task).marked(name);
            let message = format!("责任单位中“{other}”与“{name}”是同一单位");
            findings.push(finding(CODE, Severity::Warning, message, side, None));
        }
    }
    for (name, times) in times.into_iter().filter(|(_, times)| *times > 1) {
        let side = context.units_field(task).marked(name);
        let times = if times == 2 { "两".to_owned() } else { times.to_string() };
        findings.push(finding(CODE, Severity::Warning, format!("责任单位中“{name}”列了{times}次"), side, None));
    }
}

/// What parts the names of a statement.
const SIGNS: [char; 11] = ['、', '，', '；', ',', ';', '：', ':', '(', ')', '（', '）'];

/// A shorter name may be part of others (编办).
const SHORTEST: usize = 4;

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_body_in_the_cells_of_those_who_lead_and_of_those_who_help_is_told() {
        let table = |helps: &str| {
            let head = "某县任务清单\n\n| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n";
            let row = format!("{head}| 1 | 推进甲事。 | 县财政局 | {helps} |\n");
            let source = zhengtu_reader::read("plan.md", row.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
            let lexicon = zhengtu_lexicon::testing::lexicon();
            let outline = zhengtu_outline::parse(lexicon, &source);
            let facts = zhengtu_extract::facts(lexicon, &source, &outline);
            let document = crate::Document { facts: &facts, text: &source.text, lexicon };
            let found = crate::check(&[document], &crate::Options::default());
            found.iter().filter(|finding| finding.code == super::CODE).count()
        };
        assert_eq!(table("县税务局、县财政局"), 1);
        assert_eq!(table("县税务局、县公安局"), 0);
        assert_eq!(table("县财政局"), 0);
        assert!(
            check("某县方案\n1.推进甲事。（县财政局牵头，县税务局配合）\n")
                .iter()
                .all(|found| found.code != super::CODE)
        );
    }
}
