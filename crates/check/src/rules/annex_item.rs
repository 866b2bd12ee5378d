//! # annex-item：附件、任务清单与方案逐条不符
//!
//! 附件、任务分工表、实施细则重复了方案的条目（标题相同）：逐条比较每个数字和它所说的事物、
//! 每个“某日前”和要做的事、责任单位的职责；不是任务的条目（工作目标、保障措施）也比较。“5个村级站点”
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
//! ```bad
//! 某县工作方案
//! 一、保障措施
//! （一）健全资金保障机制。每年安排专项资金500万元，2023年6月底前完成预算调整。
//! （二）加强监督检查工作。每季度通报一次。
//!
//! 附件：1.某县任务清单
//! 附件1
//! 某县任务清单
//! 一、保障措施
//! （一）健全资金保障机制。加大投入，确保2023年9月底前完成预算调整，落实到位。
//! （二）加强监督检查工作。每季度通报一次。
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
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;
use zhengtu_model::{Role, Task, UnitKind, Value};
use zhengtu_terms::quantity::{self, Quantity};

pub(super) const CODE: &str = "annex-item";
pub(super) const TITLE: &str = "附件、任务清单与方案逐条不符";

/// Titles of fewer letters are those of many items.
const TELLING: usize = 6;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let told: HashSet<(usize, usize)> = findings.iter().filter_map(lines).collect();
    let tasks = pairs(context).into_iter().map(|(a, b)| (Item::of_task(context, a), Item::of_task(context, b)));
    for (a, b) in tasks.chain(headed(context)) {
        let mut found = Vec::new();
        figures(context, (&a, &b), &mut found);
        limits(context, (&a, &b), &mut found);
        if let (Some(a), Some(b)) = (a.task, b.task) {
            roles(context, (a, b), &mut found);
        }
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

/// An item of the plan or of an annex: its passages, and its task where it is one.
struct Item<'c, 'a> {
    passages: Vec<&'c Passage<'a>>,
    task: Option<usize>,
}

impl<'c, 'a> Item<'c, 'a> {
    fn of_task(context: &'c Context<'a>, task: usize) -> Self {
        Self { passages: context.passages_of(task).collect(), task: Some(task) }
    }
}

/// Items of one heading in two parts, that are no tasks (goals, principles, safeguards).
fn headed<'c, 'a>(context: &'c Context<'a>) -> Vec<(Item<'c, 'a>, Item<'c, 'a>)> {
    let mut titled: BTreeMap<String, Vec<(u32, &'c str)>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content() && passage.task.is_none()) {
        let place = (passage.clause.part, passage.clause.path.as_str());
        let Some(title) = passage.clause.trail.last().filter(|_| !place.1.is_empty()) else { continue };
        let letters: String = title.chars().filter(|char| char.is_alphabetic()).collect();
        if letters.chars().count() >= TELLING {
            let places = titled.entry(letters).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let item = |(part, path): (u32, &str)| Item {
        passages: context.passages_at(part, path).filter(|passage| passage.task.is_none()).collect(),
        task: None,
    };
    let two = titled.into_values().filter_map(|places| <[(u32, &str); 2]>::try_from(places).ok());
    two.filter(|[a, b]| a.0 != b.0).map(|[a, b]| (item(a), item(b))).collect()
}

/// A day by which something is to be done, and what.
static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上旬|中旬|下旬)?[底末]?)前，?([\p{Han}]{4,8})")
        .expect("a pattern")
});

/// Days by which the same is to be done, which differ.
fn limits(context: &Context<'_>, (a, b): (&Item<'_, '_>, &Item<'_, '_>), findings: &mut Vec<Finding>) {
    let read = |item: &Item<'_, '_>| -> BTreeMap<String, (String, Side)> {
        let mut found = BTreeMap::new();
        for passage in &item.passages {
            for phrase in split(&passage.text) {
                for limit in LIMIT.captures_iter(phrase).filter(|limit| !limit[1].is_empty()) {
                    let side = context.in_passage(passage, phrase).marked(&limit[1]);
                    found.insert(limit[2].to_owned(), (limit[1].to_owned(), side));
                }
            }
        }
        found
    };
    let second = read(b);
    for (what, (day, side)) in read(a) {
        let Some((other, there)) = second.get(&what).filter(|(other, _)| *other != day) else { continue };
        let message = format!("同一条目的时限不同：“{what}”一处为{day}前，一处为{other}前");
        findings.push(finding(CODE, Severity::Warning, message, side, Some(there.clone())));
    }
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

/// The figures of an item, but for what several numbers are of.
fn read(context: &Context<'_>, item: &Item<'_, '_>) -> BTreeMap<Key, Figure> {
    let mut read: BTreeMap<Key, Vec<Figure>> = BTreeMap::new();
    for passage in &item.passages {
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

fn figures(context: &Context<'_>, (a, b): (&Item<'_, '_>, &Item<'_, '_>), findings: &mut Vec<Finding>) {
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
