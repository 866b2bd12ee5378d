//! # value-conflict：同一指标的数值不同
//!
//! 总体方案与附件、附件与附件、正文与表格对同一指标给出不同的数值、单位或幅度，不能同时成立。
//! 指标名称相同（去掉“全县”“平均”等修饰）且期限相同的为错误；名称近似、一方有另一方没有的限定语的为警告或提示。
//! 同一部分之内，只比较工作目标和任务：各条任务各有对象和条件（（一）工业容积率1.2、（二）物流1.0），不比较；
//! 按档次、条件给的（A类人才150平方米）也不比较。同一指标只说一次。
//! 不在“工作目标”一类标题之下的话，可能说的是上一年，只提示。
//! 幅度和水平不能同时成立的（此处压缩30%、控制在500天，彼处压缩10%、控制在450天）也在此列出。
//! 对全部的上限（用户报装时间不超过5天），对其中一部分却放宽了（高压用户报装时间不超过8天）的，同样列出（警告）；平均数不算。
//! 期限不同的、修饰语互不相同的（高压与低压、国道与省道）、做的事不同的（新建5万亩、改造提升2万亩）是不同的指标，不比较。
//! 名称太短的指标（渠道、泵站）在一部分里只出现一次，目标与任务、方案与附件的数值却不同的，列为警告。
//!
//! ```bad
//! 某县2021年工作方案
//! 一、主要措施
//! 1.推进公共文化服务。实现县级公共图书馆可用数字资源1TB以上。(县文化局负责)
//!
//! 附件：1.某县文化方案
//! 附件1
//! 某县文化方案
//! 一、主要措施
//! 1.推进数字图书馆建设。实现县级公共图书馆可用数字资源3TB以上。
//! 责任单位：县文化局
//! ```
//! ```bad
//! 某县方案
//! 一、工作目标
//! 用户报装时间不超过5天。
//! 二、主要措施
//! 1.精简环节。高压用户报装时间不超过8天。(县供电公司负责)
//! ```
//! 目标与任务只在说谁的上不同（县区用户、城区客户）的同样列出（警告）。
//!
//! ```bad
//! 某县方案
//! 一、工作目标
//! 将县区、农村地区用户年均停电时间分别压减至5个、15个小时以内。
//! 二、主要措施
//! 1.建设配电网。力争城区客户平均停电时间不超过1小时。（县供电公司负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要任务
//! （一）完善灌溉设施。建设渠道35公里。（县水利局负责）
//!
//! 附件：1.任务清单
//! 附件1
//! 任务清单
//! 1.完善灌溉设施。新建渠道40公里。（县水利局负责）
//! ```
//! 部分多于全部的（新增就业20万人，其中的城镇新增就业却是22万人）同样列出（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 新增就业20万人。
//! 二、主要任务
//! （一）促进就业。实现城镇新增就业22万人。（县人力资源社会保障局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 新增就业20万人，新增农村就业5万人。
//! 二、主要任务
//! （一）促进就业。实现城镇新增就业15万人，培训劳动者25万人。（县人力资源社会保障局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 全年新建高标准农田5.2万亩，改造提升高标准农田2万亩，建设渠道35公里。
//! 二、主要任务
//! （一）建设高标准农田。改造提升高标准农田2万亩，修复渠道12公里。（县农业农村局负责）
//! （二）扩大规模。新建高标准农田5.2万亩。（县农业农村局负责）
//! ```
//! ```good
//! 某县2021年工作方案
//! 一、主要措施
//! 1.提升办电效率。高压客户业务办理时限不超过21个工作日，低压客户业务办理时限不超过3个工作日。(县供电公司负责)
//!
//! 附件：1.某县用电方案
//! 附件1
//! 某县用电方案
//! 一、主要措施
//! 1.提升办电效率。高压客户业务办理时限不超过21个工作日。
//! 责任单位：县供电公司
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::{
    Sameness, TELLING, actions_differ, bare, core, names_of, same_but_for_whose, same_indicator, short_name,
};
use crate::phrasediff::difference;
use std::collections::{BTreeMap, HashMap};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Change, Comparator, Target, Value};
use zhengtu_say::{self as say, Lang};
use zhengtu_terms::quantity;
use zhengtu_text::strip_white;

pub(super) const CODE: &str = "value-conflict";
pub(super) const TITLE: &str = "同一指标的数值、单位、幅度不同";

/// Two targets by their indices, and how grave it is that they differ.
type Pair = (usize, usize, Severity);

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let name = |target: &Target| core(context.lexicon.checks(), &target.indicator);
    let mut groups: BTreeMap<(usize, usize, String), Vec<Pair>> = BTreeMap::new();
    let short = Short::of(context);
    for pair in &context.alignment().targets {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        let severity = ground(context, a, b).and_then(|ground| {
            conflict(context.lexicon, ground, a, b).or_else(|| short.conflict(context, ground, a, b))
        });
        if let Some(severity) = severity {
            // All that differs of one indicator between the same two sentences is one finding.
            let key = (sentence_of(context, a), sentence_of(context, b), name(a));
            groups.entry(key).or_default().push((pair.a, pair.b, severity));
        }
    }
    for (a, b) in but_for_whose(context) {
        let (first, second) = (&targets[a], &targets[b]);
        let whose = same_but_for_whose(context.lexicon.checks(), first, second);
        let severity = ground(context, first, second)
            .filter(|_| whose)
            .and_then(|ground| conflict(context.lexicon, ground, first, second));
        let (from, to) = (sentence_of(context, first), sentence_of(context, second));
        // Names that are only alike are told once of two sentences.
        let first_of = groups.range((from, to, String::new())..).next();
        let told = first_of.is_some_and(|((known, other, _), _)| (*known, *other) == (from, to));
        if let Some(severity) = severity.filter(|_| !told) {
            groups.entry((from, to, name(first))).or_insert(vec![(a, b, severity)]);
        }
    }
    for (part, whole) in of_wholes(context) {
        let (first, second) = (&targets[part], &targets[whole]);
        let held = are_steps(first, second) || actions_differ(context.lexicon.checks(), first, second);
        let told = ground(context, first, second).is_some_and(|ground| ground != Ground::Prose);
        if told && !held && exceeds_whole(context.lexicon, first, second) {
            let key = (sentence_of(context, second), sentence_of(context, first), name(second));
            groups.entry(key).or_insert(vec![(whole, part, Severity::Warning)]);
        }
    }
    for pairs in by_indicator(context, groups.into_values()) {
        report(context, &pairs, findings);
    }
}

/// The most targets of one name that are compared with each other.
const MOST: usize = 6;

/// The targets of each part whose indicators have one name but for whose they are, in pairs.
fn but_for_whose(context: &Context<'_>) -> Vec<(usize, usize)> {
    let words = context.lexicon.checks();
    let mut named: BTreeMap<(u32, String), Vec<usize>> = BTreeMap::new();
    for (at, target) in context.facts.targets.iter().enumerate() {
        named.entry((target.part, bare(words, target))).or_default().push(at);
    }
    let few = named.into_values().filter(|targets| (2..=MOST).contains(&targets.len()));
    let mut pairs = Vec::new();
    for targets in few {
        for (at, &a) in targets.iter().enumerate() {
            pairs.extend(targets[at + 1..].iter().map(|&b| (a, b)));
        }
    }
    pairs
}

/// Targets whose indicator is, by name, a part of that of another, with the other.
fn of_wholes(context: &Context<'_>) -> Vec<(usize, usize)> {
    let words = context.lexicon.checks();
    let targets = &context.facts.targets;
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, target) in targets.iter().enumerate() {
        for name in names_of(words, target) {
            named.entry(name).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (part, target) in targets.iter().enumerate() {
        for name in names_of(words, target) {
            let ends = name.char_indices().skip(1).filter_map(|(at, _)| named.get(&name[at..]));
            pairs.extend(ends.filter(|wholes| wholes.len() <= MOST).flatten().map(|&whole| (part, whole)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What is told of one indicator is one finding: that of the first pair with the gravest difference.
fn by_indicator(context: &Context<'_>, groups: impl Iterator<Item = Vec<Pair>>) -> Vec<Vec<Pair>> {
    let targets = &context.facts.targets;
    let name = |pair: &Pair| core(context.lexicon.checks(), &targets[pair.0].indicator);
    let mut told: Vec<Vec<Pair>> = Vec::new();
    for group in groups {
        let same = |known: &&mut Vec<Pair>| name(&known[0]) == name(&group[0]) && known[0].0 == group[0].0;
        match told.iter_mut().find(same) {
            Some(known) => known.extend(group),
            None => told.push(group),
        }
    }
    told
}

/// How often indicators with a short name (渠道, in 公里) stand in each part: such a name tells the indicator only where
/// it stands once, or once in the goals and once in a measure.
struct Short(HashMap<(u32, (String, String)), usize>);

impl Short {
    fn of(context: &Context<'_>) -> Self {
        let mut seen = HashMap::new();
        for target in &context.facts.targets {
            if let Some(name) = short_name(context.lexicon.checks(), target) {
                *seen.entry((target.part, name)).or_default() += 1;
            }
        }
        Self(seen)
    }

    fn conflict(&self, context: &Context<'_>, ground: Ground, a: &Target, b: &Target) -> Option<Severity> {
        let words = context.lexicon.checks();
        let (first, second) = (short_name(words, a)?, short_name(words, b)?);
        let times = |part: u32| self.0.get(&(part, first.clone())).copied().unwrap_or_default();
        let alone = match ground {
            Ground::Parts => times(a.part) == 1 && times(b.part) == 1,
            Ground::Goal => times(a.part) == 2,
            Ground::Prose => false,
        };
        // Digits that changed places are a slip of their own (value-transposed).
        let measured = [a, b].iter().all(|target| {
            class(context.lexicon, &target.unit).is_some_and(|class| {
                matches!(
                    class,
                    MeasureClass::Length
                        | MeasureClass::Area
                        | MeasureClass::Volume
                        | MeasureClass::Mass
                        | MeasureClass::Power
                )
            })
        });
        let apart = differ_in_value(a, b) && !actions_differ(words, a, b) && digits(a) != digits(b);
        (first == second && alone && apart && measured).then_some(Severity::Warning)
    }
}

/// The digits of a value, sorted.
fn digits(target: &Target) -> Vec<char> {
    let mut digits: Vec<char> = say::figure(target, Lang::Zh).chars().filter(char::is_ascii_digit).collect();
    digits.sort_unstable();
    digits
}

/// Whether the values of two targets of one indicator cannot both hold.
fn differ_in_value(a: &Target, b: &Target) -> bool {
    let may_agree = are_steps(a, b) || a.change != b.change || figure(a) == figure(b);
    !may_agree && ![compatible, other_year, in_one_table].iter().any(|test| test(a, b))
}

/// Where two targets stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// In two parts: the overall plan and an annex, or two annexes.
    Parts,
    /// In the goals of a part, and in a measure of the same part.
    Goal,
    /// In text of a part under no heading of goals, which may tell of the year before, and in a measure.
    Prose,
}

/// Where two targets stand, if they are to agree there. Measures of one part have subjects of their own; what is
/// given by grades and conditions differs on purpose.
fn ground(context: &Context<'_>, a: &Target, b: &Target) -> Option<Ground> {
    let words = context.lexicon.checks();
    let graded = |target: &&Target| {
        let quote = words.not_graded.iter().fold(target.quote.clone(), |quote, word| quote.replace(word, ""));
        words.graded.within(&quote)
    };
    if [a, b].iter().any(graded) {
        return None;
    }
    if a.part != b.part {
        return Some(Ground::Parts);
    }
    // Each article of a regulation is a case of its own.
    if [a, b].iter().any(|target| is_article(&target.path)) {
        return None;
    }
    let in_task = |target: &Target| context.tasks_holding(target.part, &target.evidence).next().is_some();
    let goal = match (in_task(a), in_task(b)) {
        (false, true) => a,
        (true, false) => b,
        _ => return None,
    };
    let wanted = &context.lexicon.checks().goal_section;
    let headed = context.passages[sentence_of(context, goal)].clause.trail.iter().any(|heading| wanted.within(heading));
    Some(if headed { Ground::Goal } else { Ground::Prose })
}

/// Whether a path leads to an article (第三章/第十二条).
fn is_article(path: &str) -> bool {
    path.split('/').any(|step| step.starts_with('第') && step.ends_with('条'))
}

/// The start of the clause in which a target stands, as its name.
fn sentence_of(context: &Context<'_>, target: &Target) -> usize {
    let passages = &context.passages;
    let next = passages.partition_point(|passage| passage.clause.evidence.start <= target.evidence.start);
    next.saturating_sub(1)
}

fn report(context: &Context<'_>, pairs: &[Pair], findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let Some(&(first, second, severity)) = pairs.iter().min_by_key(|(_, _, severity)| *severity) else { return };
    let (a, b) = (&targets[first], &targets[second]);
    let message = format!("“{}”的数值不同：{}，{}", a.indicator, spoken(context, a), spoken(context, b));
    let compared: Vec<String> = pairs
        .iter()
        .map(|&(a, b, _)| {
            format!(
                "{}：{}与{}：{}",
                targets[a].indicator,
                say::figure(&targets[a], Lang::Zh),
                targets[b].indicator,
                say::figure(&targets[b], Lang::Zh)
            )
        })
        .collect();
    let found = finding(CODE, severity, message, side(context, a), Some(side(context, b)));
    findings.push(found.detail(format!("比较：{}", compared.join("；"))));
}

fn spoken(context: &Context<'_>, target: &Target) -> String {
    format!("{}为{}", context.part_label(target.part), say::figure(target, Lang::Zh))
}

/// A side for a target with its figure marked.
pub(crate) fn side(context: &Context<'_>, target: &Target) -> Side {
    let number = match target.value {
        Value::Number(value) => value.to_string(),
        Value::Range([low, _]) => low.to_string(),
    };
    context.quote(target.part, &target.path, &target.quote, &target.evidence).marked(&number)
}

/// How grave it is that the figures of two targets differ; `None` where both can hold.
fn conflict(lexicon: &Lexicon, ground: Ground, a: &Target, b: &Target) -> Option<Severity> {
    let words = lexicon.checks();
    if are_steps(a, b) || a.change != b.change || figure(a) == figure(b) || actions_differ(words, a, b) {
        return None;
    }
    if breaks_bound(lexicon, a, b) {
        return Some(if ground == Ground::Prose { Severity::Info } else { Severity::Warning });
    }
    let Some(sameness) = same_indicator(words, a, b) else {
        let loose = ground == Ground::Goal && same_but_for_whose(words, a, b) && differ_in_value(a, b);
        return (loose && measure(lexicon, &a.unit) == measure(lexicon, &b.unit)).then_some(Severity::Warning);
    };
    if measure(lexicon, &a.unit) != measure(lexicon, &b.unit) {
        // 3天 and 5个工作日 measure the same, and may be counted differently on purpose.
        let class = class(lexicon, &a.unit).filter(|known| class(lexicon, &b.unit) == Some(*known));
        return class.filter(|_| ground == Ground::Parts).map(|_| Severity::Warning);
    }
    if [compatible, other_year, in_one_table].iter().any(|test| test(a, b)) {
        return None;
    }
    // A short name, or one within the same part, needs the whole sentence to tell that it is the same.
    let telling = core(words, &a.indicator).chars().count();
    let least = if ground == Ground::Parts { TELLING } else { TELLING_IN_PART };
    let certain = telling >= least || same_sentence(a, b);
    // A condition that only one of the clauses names makes it another case.
    match (sameness, ground) {
        (Sameness::Same, _) if conditions_differ(lexicon, a, b) => None,
        (Sameness::Same, Ground::Prose) => certain.then_some(Severity::Info),
        (Sameness::Same, _) if certain => Some(Severity::Error),
        (Sameness::Same, Ground::Goal) => Some(Severity::Warning),
        (Sameness::Narrower, Ground::Parts) if certain => Some(Severity::Warning),
        (Sameness::Narrower | Sameness::Longer, Ground::Goal) | (Sameness::Longer, Ground::Parts) => {
            Some(Severity::Info)
        }
        _ => None,
    }
}

/// Whether a part is more than the whole of what is counted and added (城镇新增就业22万人 of 新增就业20万人).
fn exceeds_whole(lexicon: &Lexicon, part: &Target, whole: &Target) -> bool {
    let (Value::Number(more), Value::Number(all)) = (part.value, whole.value) else { return false };
    let plain = strip_white(&whole.unit);
    let class = class(lexicon, &plain).or_else(|| class(lexicon, plain.trim_start_matches(['万', '亿'])));
    let counted = class.is_some_and(|class| {
        matches!(
            class,
            MeasureClass::Count
                | MeasureClass::People
                | MeasureClass::Household
                | MeasureClass::Money
                | MeasureClass::Length
                | MeasureClass::Area
                | MeasureClass::Volume
                | MeasureClass::Mass
        )
    });
    let exact = whole.comparator == Comparator::Equal && part.comparator != Comparator::AtMost;
    let alike = measure(lexicon, &part.unit) == measure(lexicon, &whole.unit) && !other_year(part, whole);
    // 新增 may stand within the name of one and before that of the other.
    let grows = [part, whole].iter().all(|target| matches!(target.change, Change::Level | Change::Increase));
    more > all && [counted, exact, alike, grows].iter().all(|holds| *holds)
}

/// Whether one is a limit for all (用户报装时间不超过5天), and the other allows a part of them more
/// (高压用户报装时间不超过8天). A mean is no limit for a part.
fn breaks_bound(lexicon: &Lexicon, a: &Target, b: &Target) -> bool {
    let words = lexicon.checks();
    let (first, second) = (core(words, &a.indicator), core(words, &b.indicator));
    let (broad, narrow, name, longer) =
        if first.len() < second.len() { (a, b, first, second) } else { (b, a, second, first) };
    let part = longer.strip_suffix(name.as_str()).is_some_and(|rest| !rest.is_empty());
    let limits = broad.comparator == Comparator::AtMost && narrow.comparator != Comparator::AtLeast;
    let more = match (broad.value, narrow.value) {
        (Value::Number(most), Value::Number(value)) => value > most,
        _ => false,
    };
    let alike = measure(lexicon, &a.unit) == measure(lexicon, &b.unit) && !other_year(a, b);
    let mean = words.mean.within(&broad.quote);
    [part, limits, more, alike, !mean, name.chars().count() >= SHORTEST_BOUND].iter().all(|holds| *holds)
}

/// Shorter names of indicators, in characters, are of many things.
const SHORTEST_BOUND: usize = 4;

/// As [`TELLING`], within one part, which speaks of many alike.
const TELLING_IN_PART: usize = 7;

fn figure(target: &Target) -> (Value, &str) {
    (target.value, &target.unit)
}

/// Whether two figures are steps, cases or parts of each other: those of one paragraph, those by different days,
/// and from 9 to 5 here and from 5 to 3 there.
fn are_steps(a: &Target, b: &Target) -> bool {
    fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.zip(b).is_some_and(|(a, b)| a != b)
    }
    let one_place = (a.part, &a.path) == (b.part, &b.path);
    let one_paragraph = one_place && a.evidence.line.abs_diff(b.evidence.line) <= 1;
    one_paragraph || differ(a.deadline, b.deadline) || differ(a.from, b.from)
}

/// Whether the clauses speak of different cases: numbers beside the value that only one has.
fn conditions_differ(lexicon: &Lexicon, a: &Target, b: &Target) -> bool {
    let others = |target: &Target| -> Vec<String> {
        let found = quantity::scan(lexicon, &target.quote);
        let own = |value: &Value| *value == target.value;
        found.iter().filter(|found| !own(&found.value)).map(|found| found.span.of(&target.quote).to_owned()).collect()
    };
    a.part == b.part && both_and_different(&others(a), &others(b))
}

/// Whether both lists have something, and not the same.
fn both_and_different(a: &[String], b: &[String]) -> bool {
    a != b && [a, b].iter().all(|list| !list.is_empty())
}

/// What a unit measures, so that 1年 and 12个月 are compared and 天 is no 个工作日.
fn measure(lexicon: &Lexicon, unit: &str) -> String {
    let counts = |unit: &str| unit.is_empty() || lexicon.checks().classifier.is(unit);
    let unit = strip_white(unit);
    lexicon
        .measures()
        .unit(&unit)
        .map_or(unit.clone(), |known| if counts(&unit) { "个".to_owned() } else { known.iri.clone() })
}

fn class(lexicon: &Lexicon, unit: &str) -> Option<MeasureClass> {
    lexicon.measures().unit(&strip_white(unit)).map(|known| known.class)
}

/// Whether both figures can hold: 不低于1% and 不超过3%, 3至5天 and 4天.
fn compatible(a: &Target, b: &Target) -> bool {
    let bounds = |target: &Target| -> (f64, f64) {
        let (low, high) = match target.value {
            Value::Number(value) => (value, value),
            Value::Range([low, high]) => (low, high),
        };
        (low, high)
    };
    let (first, second) = (bounds(a), bounds(b));
    let meet = |least: (f64, f64), most: (f64, f64)| least.0 <= most.1;
    if a.value == b.value {
        return true;
    }
    match (a.comparator, b.comparator) {
        (Comparator::AtLeast, Comparator::AtMost) if meet(first, second) => return true,
        (Comparator::AtMost, Comparator::AtLeast) if meet(second, first) => return true,
        _ => {}
    }
    // A number may lie in a range.
    matches!((a.value, b.value), (Value::Range(_), Value::Number(_)) | (Value::Number(_), Value::Range(_)))
        && meet(first, second)
        && meet(second, first)
}

/// Whether the clauses name different years.
fn other_year(a: &Target, b: &Target) -> bool {
    let years = |target: &Target| -> Vec<String> {
        let chars: Vec<char> = target.quote.chars().collect();
        let years = chars.windows(5).filter(|run| matches!(run, ['2', '0', '0'..='9', '0'..='9', '年']));
        years.map(|run| run[..4].iter().collect()).collect()
    };
    both_and_different(&years(a), &years(b))
}

/// Rows of a table are of different subjects.
fn in_one_table(a: &Target, b: &Target) -> bool {
    a.evidence.cell.zip(b.evidence.cell).is_some_and(|(a, b)| a.table == b.table)
}

/// Whether the clauses say the same but for the figures.
fn same_sentence(a: &Target, b: &Target) -> bool {
    let words = |target: &Target| -> String { target.quote.chars().filter(|char| char.is_alphabetic()).collect() };
    let (first, second) = (words(a), words(b));
    difference(&first, &second)
        .is_some_and(|found| found.shared * 10 >= first.chars().count().max(second.chars().count()) * 8)
}
