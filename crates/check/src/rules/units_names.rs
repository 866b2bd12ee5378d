//! # units-names：同一单位用了几个名称
//!
//! “县交通局”与“县交通运输局”、“县法院”与“县人民法院”指同一单位，全文应当统一（提示；每个名称列一处）。
//! 承前省略的“县”“市”不算。只出现一次、与多次出现的名称差一个字或漏一个字的（工业和信息部），职能相同而差一个字的（水利局、水务局），同样列出。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。(县交通运输局负责)
//! 2.推进信息共享。打通系统。(县交通运输局负责)
//! 3.推进证照应用。扩大范围。(县交通局负责)
//! ```
//! ```bad
//! 某省工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。(省商务厅、省财政厅负责)
//! 2.推进信息共享。打通系统。(省商务厅负责)
//! 3.推进证照应用。扩大范围。(省商业厅负责)
//! ```
//! ```bad
//! 国务院办公厅关于推进某事的意见
//! 1.推进甲事。优化流程。（财政部、商务部、教育部负责）
//! 2.推进乙事。打通系统。（财政部、农业农村部负责）
//! 3.推进丙事。扩大范围。（财政局、商务部负责）
//! ```
//! ```bad
//! 国务院办公厅关于推进某事的意见
//! 1.推进甲事。优化流程。（工业和信息化部、商务部、教育部负责）
//! 2.推进乙事。打通系统。（工业和信息化部、农业农村部负责）
//! 3.推进丙事。扩大范围。（工业和信息部、商务部负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。优化流程。(县水利局、县财政局负责)
//! 2.推进乙事。打通系统。(县水利局负责)
//! 3.推进丙事。扩大范围。(县水务局负责)
//! ```
//! 多了一个字的（邮政总局，别处是邮政局；国家卫生健康委员）同样列出。
//!
//! ```bad
//! 国务院办公厅关于推进某事的意见
//! 1.推进甲事。优化流程。（国家卫生健康委、商务部、教育部负责）
//! 2.推进乙事。打通系统。（国家卫生健康委、农业农村部负责）
//! 3.推进丙事。扩大范围。（商务部、国家卫生健康委员、国家统计局负责）
//! ```
//! ```bad
//! 某省工作方案
//! 1.推进甲事。优化流程。（省商务厅、文化和旅厅负责）
//! 2.推进乙事。打通系统。（省文化和旅游厅、省财政厅负责）
//! ```
//! ```good
//! 某市工作方案
//! 1.推进甲事。优化流程。（市公安局、市财政局负责）
//! 2.推进乙事。打通系统。（市公安局负责）
//! 3.推进丙事。扩大范围。（市公安局交警支队负责）
//! ```
//! 正文里只有一处用了别的名称的（多处是市城市管理局，一处是市城管局），同样列出。
//!
//! ```bad
//! 某市整治工作方案
//! 1.推进甲事。会同市委文明办、市城市管理局、市通管办召开会议。
//! 2.推进乙事。由市城市管理局，市公安局协调处置。
//! 3.推进丙事。抄送市财政局、市城市管理局、市公安局。
//! 4.推进丁事。会同市委文明办、市城管局、市通管办检查。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。(县交通运输局负责)
//! 2.推进信息共享。打通系统。(县公安局、交通运输局负责)
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zhengtu_lexicon::bodies::Bodies;
use zhengtu_model::{Evidence, Unit, UnitKind};

pub(super) const CODE: &str = "units-names";
pub(super) const TITLE: &str = "同一单位用了几个名称";

/// The forms of one body: how often each is used, and where first.
type Forms = BTreeMap<String, (usize, Use)>;

#[derive(Clone)]
struct Use {
    part: u32,
    path: String,
    surface: String,
    evidence: Evidence,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut bodies: BTreeMap<String, Forms> = BTreeMap::new();
    for task in &context.facts.tasks {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            let Some(form) = core(context.lexicon.bodies(), &unit.surface) else { continue };
            let used = Use {
                part: task.part,
                path: task.path.clone(),
                surface: unit.surface.clone(),
                evidence: unit.evidence.clone(),
            };
            let forms = bodies.entry(identity(context.lexicon.bodies(), &unit.name)).or_default();
            forms.entry(form).or_insert((0, used)).0 += 1;
        }
    }
    nearly(context, findings);
    in_text(context, findings);
    for forms in bodies.values().filter(|forms| forms.len() > 1) {
        report(context, forms, findings);
    }
}

/// A name that stands once, is of no known body, and differs by one character from one that stands often: 省商业厅 beside
/// 省商务厅.
fn nearly(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut used: BTreeMap<&str, (usize, usize, &Unit)> = BTreeMap::new();
    for (number, task) in context.facts.tasks.iter().enumerate() {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            used.entry(&unit.surface).or_insert((0, number, unit)).0 += 1;
        }
    }
    // Names that differ by one character share what is left of them without it.
    let mut usual: HashMap<(usize, String), &str> = HashMap::new();
    // What is left of a long one is also how it stands with that character lost.
    let mut shortened: HashMap<String, &str> = HashMap::new();
    let often = |(times, ..): &(usize, usize, &Unit)| *times >= OFTEN;
    let is_known = |name: &str| context.lexicon.bodies().recognise(name).is_some_and(|known| known.is_whole());
    for (name, _) in used.iter().filter(|(name, used)| often(used) && name.chars().count() >= NAMED) {
        for at in 1..name.chars().count().saturating_sub(1) {
            usual.entry((at, without(name, at))).or_insert(name);
            if name.chars().count() >= LONG {
                shortened.entry(without(name, at)).or_insert(name);
            }
        }
    }
    // A known body need not stand often: nothing else is called so with a character less.
    for name in used.keys().filter(|name| is_known(name) && bare(name).chars().count() >= LONG) {
        for at in 1..bare(name).chars().count().saturating_sub(1) {
            shortened.entry(without(bare(name), at)).or_insert(name);
        }
    }
    let levels = used.keys().filter(|name| !is_bare(name)).count();
    let all_bare = levels * 10 <= used.len() && context.facts.tasks.len() > 1;
    for (name, (_, number, unit)) in used.iter().filter(|(_, (times, ..))| *times == 1) {
        let meant = Some(name).filter(|name| all_bare && is_bare(name));
        if let Some(meant) = meant.and_then(|name| of_other_level(name, |other| used.get(other).is_some_and(often))) {
            let task = &context.facts.tasks[*number];
            let message = format!("“{name}”疑为“{meant}”：别处都是同一级的单位");
            let side = context.quote(task.part, &task.path, name, &unit.evidence);
            findings.push(finding(CODE, Severity::Info, message, side, None));
            continue;
        }
        let exchanged = (1..name.chars().count().saturating_sub(1)).find_map(|at| usual.get(&(at, without(name, at))));
        let longer =
            || longer(name, |base| used.get_key_value(base).filter(|(name, used)| often(used) && is_known(name)));
        let lacking = || shortened.get(*name).or_else(|| shortened.get(bare(name))).copied();
        let near = exchanged.copied().or_else(lacking).or_else(|| longer().map(|(name, _)| *name));
        let Some(near) = near.filter(|near| near != name && !is_known(name)) else { continue };
        let task = &context.facts.tasks[*number];
        let side = context.quote(task.part, &task.path, name, &unit.evidence);
        findings.push(finding(CODE, Severity::Info, format!("“{name}”疑为“{near}”"), side, None));
    }
}

/// A name without the level before it.
fn bare(name: &str) -> &str {
    name.strip_prefix(['省', '市', '县', '区', '州']).unwrap_or(name)
}

/// Characters by which names of other bodies are longer (公安分局).
const OTHERS: [char; 9] = ['分', '支', '新', '大', '中', '小', '一', '二', '三'];

/// What a name is without one of its characters, where that is found.
fn longer<T>(name: &str, found: impl Fn(&str) -> Option<T>) -> Option<T> {
    let chars = name.chars().enumerate().skip(1).filter(|(_, char)| !OTHERS.contains(char));
    let all = chars.filter(|_| name.chars().count() > NAMED);
    all.into_iter().find_map(|(at, _)| found(&without(name, at)))
}

/// What parts the names of a list in running text.
const SIGNS: [char; 11] = ['、', '，', '。', '；', '：', '（', '）', '(', ')', ';', ':'];
/// So often the usual name of a body stands in the text at least.
const USUAL: usize = 3;

/// A body that running text calls once by another name than everywhere else (市城管局 beside 市城市管理局). Those of
/// statements are told by the records.
fn in_text(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (bodies, before) = (context.lexicon.bodies(), &context.lexicon.checks().before_list);
    let stated: BTreeSet<&str> =
        context.facts.tasks.iter().flat_map(|task| &task.units).map(|unit| unit.surface.as_str()).collect();
    let mut called: BTreeMap<String, BTreeMap<&str, (usize, &Passage<'_>)>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for piece in passage.text.split(SIGNS) {
            let behind = before.strip_start(piece).filter(|_| is_bare(piece));
            let name = behind.unwrap_or(piece);
            let ends = name.ends_with(ENDS) || name.ends_with('办');
            let known = || bodies.recognise(name).is_some_and(|known| known.is_whole());
            if !ends || is_bare(name) || name.chars().count() > LONGEST || !known() {
                continue;
            }
            called.entry(identity(bodies, name)).or_default().entry(name).or_insert((0, passage)).0 += 1;
        }
    }
    for names in called.into_values().filter(|names| names.len() == 2) {
        let Some((usual, (times, there))) = names.iter().max_by_key(|(_, (times, _))| *times) else { continue };
        let Some((name, (1, passage))) = names.iter().find(|(name, _)| *name != usual) else { continue };
        if *times >= USUAL && !stated.contains(*name) {
            let message = format!("同一单位用了两个名称：{times}处写作“{usual}”，此处写作“{name}”");
            let side = context.in_passage(passage, name);
            findings.push(finding(CODE, Severity::Info, message, side, Some(context.in_passage(there, usual))));
        }
    }
}

/// No name of a body is longer, in characters.
const LONGEST: usize = 16;

/// Whether no level stands before a name.
fn is_bare(name: &str) -> bool {
    !name.starts_with(['省', '市', '县', '区', '州', '旗', '盟'])
}

/// The ends by which bodies of one function tell their level, in the order of their characters.
const ENDS: [char; 4] = ['厅', '委', '局', '部'];

/// The name that differs in its last character only and stands often: 财政局 among the ministries of a document that names
/// 财政部, where no body has its level before its name.
fn of_other_level(name: &str, often: impl Fn(&str) -> bool) -> Option<String> {
    let stem = name.strip_suffix(ENDS)?;
    ENDS.iter().map(|end| format!("{stem}{end}")).find(|other| often(other))
}

/// So often the right name stands at least, and so many characters it has.
const OFTEN: usize = 2;
const NAMED: usize = 4;
/// A name of so many characters does not become another one's where a character is lost.
const LONG: usize = 6;

/// A name without one of its characters.
fn without(name: &str, at: usize) -> String {
    name.chars().enumerate().filter(|(number, _)| *number != at).map(|(_, char)| char).collect()
}

/// Whose body of which function it is; a name that is not known stands for itself.
pub(super) fn identity(bodies: &Bodies, name: &str) -> String {
    match bodies.recognise(name).filter(|known| known.rest.is_none() && known.also.is_empty()) {
        Some(known) => format!("{}|{}|{:?}", known.function, known.place.unwrap_or_default(), known.level),
        None => name.to_owned(),
    }
}

/// The name without words of level and place; `None` for one that lacks its end.
fn core(bodies: &Bodies, surface: &str) -> Option<String> {
    match bodies.recognise(surface) {
        Some(known) if !known.complete => None,
        Some(known) => Some(known.core),
        None => Some(surface.trim_start_matches(['县', '市', '省', '区']).to_owned()),
    }
}

/// Whether the characters of the shorter name stand in the longer one, in order; bureau, office or commission (县发改局 and
/// 县发展改革委) makes no difference.
pub(super) fn shortens(short: &str, long: &str) -> bool {
    let mut rest = stem(long).chars();
    stem(short).chars().all(|char| rest.any(|other| other == char))
}

/// Whether two names of one function differ in one character (水利局 and 水务局): a government has one of them.
fn exchanged(form: &str, usual: &str) -> bool {
    let differing = form.chars().zip(usual.chars()).filter(|(one, other)| one != other).count();
    form.chars().count() == usual.chars().count() && differing == 1
}

fn stem(name: &str) -> &str {
    name.strip_suffix(['局', '委', '办', '厅', '部']).unwrap_or(name)
}

fn report(context: &Context<'_>, forms: &Forms, findings: &mut Vec<Finding>) {
    let Some((usual, (_, first))) = forms.iter().max_by_key(|(form, (count, _))| (*count, form.chars().count())) else {
        return;
    };
    for (form, (count, other)) in forms {
        let one = [shortens(form, usual), shortens(usual, form), exchanged(form, usual)].contains(&true);
        if form == usual || !one {
            continue;
        }
        let side = |used: &Use| context.quote(used.part, &used.path, &used.surface, &used.evidence);
        let message = format!("同一单位用了两个名称：多处写作“{}”，{count}处写作“{}”", first.surface, other.surface);
        findings.push(finding(CODE, Severity::Info, message, side(other), Some(side(first))));
    }
}
