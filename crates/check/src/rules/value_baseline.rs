//! # value-baseline：目标不优于现状
//!
//! 文中写明现状（由目前的A提升至B、对比表的现状栏），目标却与现状相同或更差：方向由“压缩”“提升”、
//! “以内”“以上”判断。更差为错误，相同为警告。对比表印成一格一行的，现状按“低压：”一类的名目与目标对照。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.加大激励。将2016年实施的24项激励措施调整增加为20项激励措施。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.压缩办案时间。首次执行案件平均办理天数由目前的78天压缩至102天。(县法院负责)
//! ```
//! ```bad
//! 某县工作方案
//! 1.提高额度。最高贷款额度从80万元/户调整至80万元/户。
//! ```
//! ```bad
//! 某县工作方案
//! 1.提高比例。贷款额由不高于房价的70%，提高到不高于房价的60%。
//! ```
//! ```good
//! 某县工作方案
//! 1.提高比例。贷款额由不高于房价的70%，提高到不高于房价的80%，最高额度从70万元调整至80万元。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.压缩办案时间。首次执行案件平均办理天数由目前的102天压缩至78天。(县法院负责)
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.压缩时间。优化流程。(县供电公司负责)
//! 获得电力指标提升对比表
//! 指标
//! 现状水平
//! 升级版目标
//! 时间
//! 高压：平均时长25个工作日内。低压：平均时长5个工作日内。
//! 2021年底前：低压小微企业办电时间不超过5个工作日。高压客户办理时限不超过21个工作日
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.压缩时间。优化流程。(县供电公司负责)
//! 获得电力指标提升对比表
//! 指标
//! 现状水平
//! 升级版目标
//! 时间
//! 高压：平均时长25个工作日内。低压：平均时长5个工作日内。
//! 2021年底前：低压小微企业办电时间不超过3个工作日。高压客户办理时限不超过21个工作日
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use crate::rules::value_conflict::side;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::{Lexicon, Words};
use zhengtu_model::{Change, Comparator, Target, Value};
use zhengtu_say::{self as say, Lang};
use zhengtu_terms::quantity::{self, Quantity};

pub(super) const CODE: &str = "value-baseline";
pub(super) const TITLE: &str = "目标不优于现状";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    in_text(context, findings);
    in_lines(context, findings);
    for target in context.facts.targets.iter().filter(|target| target.rule == "table") {
        let (Some(from), Value::Number(to), Change::Level) = (target.from, target.value, target.change) else {
            continue;
        };
        let Some(less) = less_is_better(context.lexicon, target) else { continue };
        let worse = if less { to > from } else { to < from };
        if worse || to == from {
            let (severity, what) =
                if worse { (Severity::Error, "比现状更差") } else { (Severity::Warning, "与现状相同") };
            let message = format!(
                "“{}”的目标{what}：现状{from}{}，目标{}",
                target.indicator,
                target.unit,
                say::figure(target, Lang::Zh)
            );
            findings.push(finding(CODE, severity, message, side(context, target), None));
        }
    }
}

/// A phrase that goes on from one that says what there is: 由70%，提高到60%.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:提高|提升|增加|扩大|放宽|上调|压缩|缩短|减少|降低|压减|下调|精简)(?:至|到|为)").expect("a pattern")
});

/// The phrases of a passage, and each that goes on from the one before with it.
fn ways<'p>(passage: &'p Passage<'_>) -> Vec<&'p str> {
    let mut phrases: Vec<&str> = split(&passage.text).collect();
    let both = |pair: &[&str]| {
        let (from, to) = (passage.place_of(pair[0])?, passage.place_of(pair[1])?);
        passage.text.get(from..to + pair[1].len()).filter(|_| GOES_ON.is_match(pair[1]))
    };
    let both: Vec<&str> = phrases.windows(2).filter_map(both).collect();
    phrases.extend(both);
    phrases
}

/// 由目前的A压缩至B in running text: the verb tells which way is better.
fn in_text(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in ways(passage) {
            let figures = quantity::scan(context.lexicon, phrase);
            for pair in figures.windows(2) {
                let (Value::Number(from), Value::Number(to)) = (pair[0].value, pair[1].value) else { continue };
                let between = &phrase[pair[0].span.end..pair[1].number.start];
                let way = way(context.lexicon, between, pair[1].change);
                // 从80万元调整至80万元 changes nothing, whatever the verb.
                let unchanged = way.is_none() && from == to && phrase[..pair[0].number.start].ends_with(['由', '从']);
                let wrong = unchanged || way.is_some_and(|less| if less { to >= from } else { to <= from });
                if wrong && pair[0].unit == pair[1].unit && is_way(phrase, pair) {
                    let message = format!("现状{from}{0}，目标却是{to}{0}", pair[1].unit);
                    let severity = if to == from { Severity::Warning } else { Severity::Error };
                    findings.push(finding(CODE, severity, message, context.in_passage(passage, phrase), None));
                }
            }
        }
    }
}

/// How far before a figure the 由 stands that makes it the present one, in characters; 将2016年实施的… stands further off.
const FROM_WITHIN: usize = 8;
const TAKEN_WITHIN: usize = 14;

/// Whether two figures are said as the two ends of a way: 由…至….
fn is_way(phrase: &str, pair: &[Quantity]) -> bool {
    let mut before = phrase[..pair[0].number.start].chars().rev().enumerate();
    let between = &phrase[pair[0].span.end..pair[1].number.start];
    let to_level = pair[1].to || between.ends_with(['至', '到', '为']);
    let to_level = to_level || GOES_ON.is_match(between.trim_start_matches(['，', ',']));
    let from = |(at, char)| match char {
        '由' | '从' => at < FROM_WITHIN,
        '将' => at < TAKEN_WITHIN,
        _ => false,
    };
    to_level && before.any(from)
}

/// A comparison table printed as lines, one cell a line: behind a cell that says what is comes one that
/// says what is wanted.
fn in_lines(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let heads = |passage: &Passage<'_>| passage.text.contains("现状") && passage.text.chars().count() <= 8;
    let Some(first) = context.passages.iter().position(heads) else { return };
    for pair in context.passages[first..].windows(2) {
        let part = context.passages[first].clause.part;
        if pair.iter().any(|passage| passage.clause.part != part || !passage.is_content()) {
            continue;
        }
        let present = levels(context.lexicon, &pair[0].text);
        for phrase in pair[1].text.split(['。', '；', '、', '：', '，']) {
            let Some((label, now)) = present.iter().find(|(label, _)| phrase.starts_with(label)) else { continue };
            let Some(wanted) =
                quantity::scan(context.lexicon, phrase).into_iter().find(|wanted| wanted.unit == now.unit)
            else {
                continue;
            };
            let (Value::Number(from), Value::Number(to)) = (now.value, wanted.value) else { continue };
            if wanted.comparator != Some(Comparator::AtMost) || to < from {
                continue;
            }
            let (severity, what) =
                if to > from { (Severity::Error, "比现状更差") } else { (Severity::Warning, "与现状相同") };
            let message = format!("“{label}”的目标{what}：现状{from}{0}，目标{to}{0}", wanted.unit);
            let before = context.in_passage(&pair[0], &pair[0].text);
            findings.push(finding(CODE, severity, message, context.in_passage(&pair[1], phrase), Some(before)));
        }
    }
}

/// The figures of a cell by the names before them: 高压：…25个工作日内。低压：…5个工作日内。
fn levels<'a>(lexicon: &Lexicon, cell: &'a str) -> Vec<(&'a str, Quantity)> {
    let is_name = |label: &str| (2..=6).contains(&label.chars().count()) && label.chars().all(char::is_alphabetic);
    cell.split(['。', '；', ';'])
        .filter_map(|piece| piece.split_once(['：', ':']))
        .filter(|(label, _)| is_name(label))
        .filter_map(|(label, said)| Some((label, quantity::scan(lexicon, said).into_iter().next()?)))
        .collect()
}

/// Whether a smaller value is better; `None` where nothing tells.
fn less_is_better(lexicon: &Lexicon, target: &Target) -> Option<bool> {
    way(lexicon, &target.quote, None).or(match target.comparator {
        Comparator::AtMost => Some(true),
        Comparator::AtLeast => Some(false),
        _ => None,
    })
}

/// Whether words or a change say that less is better, or more; `None` where they say neither or both.
fn way(lexicon: &Lexicon, text: &str, change: Option<Change>) -> Option<bool> {
    let words = lexicon.checks();
    let says = |words: &Words, meant| change == Some(meant) || words.within(text);
    let less = says(&words.less_is_better, Change::Decrease);
    let more = says(&words.more_is_better, Change::Increase);
    (less != more).then_some(less)
}
