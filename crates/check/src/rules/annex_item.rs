//! # annex-item：附件、任务清单与方案逐条不符
//!
//! 附件、任务分工表、实施细则重复了方案的条目（标题相同）：逐条比较每个数字和它所说的事物、责任单位的职责。“5个村级站点”
//! 在清单里是3个，牵头单位在清单里成了配合单位（警告）；方案列出的单位清单里没有（提示）。指标、时限和牵头单位的不同另有检查，
//! 已经列出的不再列。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.建设现代农业示范园区。依托5个村级站点开展培训。(县农业农村局牵头，县财政局、县水利局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//!
//! 附件：1.某县任务清单
//! 附件1
//! 某县任务清单
//! 一、主要任务
//! 1.建设现代农业示范园区。将3个村级站点纳入服务范围。(县农业农村局牵头，县财政局、县水利局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.建设现代农业示范园区。依托5个村级站点开展培训，培训农民200人次。(县农业农村局牵头，县财政局、县水利局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//!
//! 附件：1.某县任务清单
//! 附件1
//! 某县任务清单
//! 一、主要任务
//! 1.建设现代农业示范园区。将5个村级站点纳入服务范围，示范面积3万亩。(县农业农村局牵头，县财政局、县水利局配合)
//! 2.推进网上办理。优化再造政务流程。(县政务服务局牵头，县财政局配合)
//! ```

use crate::Side;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use std::collections::{BTreeMap, HashSet};
use zhengtu_model::{Role, Task, UnitKind, Value};
use zhengtu_terms::quantity::{self, Quantity};

pub(super) const CODE: &str = "annex-item";
pub(super) const TITLE: &str = "附件、任务清单与方案逐条不符";

/// Titles of fewer letters are those of many items.
const TELLING: usize = 6;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let told: HashSet<(usize, usize)> = findings.iter().filter_map(lines).collect();
    for (a, b) in pairs(context) {
        let mut found = Vec::new();
        figures(context, (a, b), &mut found);
        roles(context, (a, b), &mut found);
        findings.extend(found.into_iter().filter(|found| lines(found).is_none_or(|lines| !told.contains(&lines))));
    }
}

/// The lines between which something is found.
fn lines(found: &Finding) -> Option<(usize, usize)> {
    Some((found.a.evidence.line, found.b.as_ref()?.evidence.line))
}

/// Two tasks of one title in two parts, or in the text and in a table: each only once.
fn pairs(context: &Context<'_>) -> Vec<(usize, usize)> {
    let mut titled: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, task) in context.facts.tasks.iter().enumerate() {
        let letters: String = task.title.chars().filter(|char| char.is_alphabetic()).collect();
        if letters.chars().count() >= TELLING {
            titled.entry(letters).or_default().push(at);
        }
    }
    let place = |task: usize| (context.facts.tasks[task].part, context.facts.tasks[task].path.starts_with("table"));
    let two = titled.into_values().filter_map(|tasks| <[usize; 2]>::try_from(tasks).ok());
    let mut pairs: Vec<(usize, usize)> = two.filter(|[a, b]| place(*a) != place(*b)).map(|[a, b]| (a, b)).collect();
    pairs.sort_unstable();
    pairs
}

/// A number with what it is of, and where it stands.
struct Figure {
    value: f64,
    said: String,
    side: Side,
    years: Vec<String>,
}

/// What a number is of: its unit of measure and its noun.
type Key = (String, String);

/// The figures of a task, but for what several numbers are of.
fn read(context: &Context<'_>, task: usize) -> BTreeMap<Key, Figure> {
    let mut read: BTreeMap<Key, Vec<Figure>> = BTreeMap::new();
    for passage in context.passages_of(task) {
        for phrase in split(&passage.text) {
            for found in quantity::scan(context.lexicon, phrase) {
                if let Some((noun, figure)) = figure(context, passage, phrase, &found) {
                    read.entry((found.unit.clone(), noun)).or_default().push(figure);
                }
            }
        }
    }
    let alone = read.into_iter().filter(|(_, figures)| figures.len() == 1);
    alone.filter_map(|(key, figures)| Some((key, figures.into_iter().next()?))).collect()
}

/// The most characters of the noun of a number, and the fewest.
const NOUN: (usize, usize) = (4, 2);

/// The noun of a number: what follows its unit (5个示范园区), else what stands before the words of reaching (覆盖率达到95%).
fn figure(context: &Context<'_>, passage: &Passage<'_>, phrase: &str, found: &Quantity) -> Option<(String, Figure)> {
    let Value::Number(value) = found.value else { return None };
    let is_word = |char: &char| char.is_alphabetic();
    let behind: String = phrase[found.span.end..].chars().take_while(is_word).take(NOUN.0).collect();
    let lead = &phrase[..found.lead.min(found.number.start)];
    let before: Vec<char> = lead.chars().rev().take_while(is_word).take(NOUN.0).collect();
    let noun = if behind.chars().count() >= NOUN.1 { behind } else { before.into_iter().rev().collect() };
    if noun.chars().count() < NOUN.1 {
        return None;
    }
    let said = found.number.start..found.span.end;
    let chars: Vec<char> = phrase.chars().collect();
    let years = chars.windows(5).filter(|run| run[4] == '年' && run[..4].iter().all(char::is_ascii_digit));
    let figure = Figure {
        value,
        said: phrase[said].to_owned(),
        side: context.in_passage(passage, phrase).marked(&phrase[found.number.start..found.number.end]),
        years: years.map(|run| run[..4].iter().collect()).collect(),
    };
    Some((noun, figure))
}

fn figures(context: &Context<'_>, (a, b): (usize, usize), findings: &mut Vec<Finding>) {
    let (first, second) = (read(context, a), read(context, b));
    let differs = |left: &Figure, right: &Figure| left.value != right.value && left.years == right.years;
    for (key, left) in &first {
        let Some(right) = second.get(key).filter(|right| differs(left, right)) else { continue };
        let noun = &key.1;
        let message = format!("同一条目的数字不同：“{noun}”一处为{}，一处为{}", left.said, right.said);
        findings.push(finding(CODE, Severity::Warning, message, left.side.clone(), Some(right.side.clone())));
    }
}

/// The bodies of two tasks: a lead that is no lead there, and those that one of them lacks.
fn roles(context: &Context<'_>, (a, b): (usize, usize), findings: &mut Vec<Finding>) {
    let (first, second) = (&context.facts.tasks[a], &context.facts.tasks[b]);
    if first.units.is_empty() || second.units.is_empty() {
        return;
    }
    let role = |task: &Task, name: &str| task.units.iter().find(|unit| unit.name == name).map(|unit| unit.role);
    let named = first.units.iter().filter(|unit| unit.kind == UnitKind::Unit);
    let mut lost = Vec::new();
    for unit in named {
        match role(second, &unit.name) {
            Some(other) if (unit.role == Role::Lead) != (other == Role::Lead) => {
                let label = |role| zhengtu_say::role(role, zhengtu_say::Lang::Zh);
                let message = format!("{}的职责不同：一处{}，一处{}", unit.name, label(unit.role), label(other));
                let sides = [first, second].map(|task| context.units_field(task).marked(&unit.surface));
                let [left, right] = sides;
                findings.push(finding(CODE, Severity::Warning, message, left, Some(right)));
                return;
            }
            Some(_) => {}
            None => lost.push(unit.name.as_str()),
        }
    }
    let closed = second.units.iter().all(|unit| unit.kind == UnitKind::Unit) && !second.open;
    if !lost.is_empty() && closed {
        let message = format!("同一条目的责任单位不同：{}只见于一处", lost.join("、"));
        let (left, right) = (context.units_field(first), context.units_field(second));
        findings.push(finding(CODE, Severity::Info, message, left, Some(right)));
    }
}
