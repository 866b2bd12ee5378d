//! # value-conflict：同一指标的数值不同
//!
//! 总体方案与附件、附件与附件、正文与表格对同一指标给出不同的数值、单位或幅度，不能同时成立。
//! 指标名称相同（去掉“全县”“平均”等修饰）且期限相同的为错误；名称近似、一方有另一方没有的限定语的为警告。
//! 幅度和水平不能同时成立的（此处压缩30%、控制在500天，彼处压缩10%、控制在450天）也在此列出。
//! 期限不同的、修饰语互不相同的（高压与低压、国道与省道）是不同的指标，不比较。
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
use crate::phrasediff::difference;
use std::collections::BTreeMap;
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::{Comparator, Target, Value};
use zhengtu_say::{self as say, Lang};
use zhengtu_terms::quantity;
use zhengtu_text::{fold_width, strip_white};

pub(super) const CODE: &str = "value-conflict";
pub(super) const TITLE: &str = "同一指标的数值、单位、幅度不同";

/// How two names of indicators that are not the same belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The same but for words that change nothing (全县, 平均).
    Same,
    /// One has a qualifier more than the other.
    Narrower,
}

/// Two targets by their indices, and how their indicators belong together.
type Pair = (usize, usize, Sameness);

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let mut groups: BTreeMap<(usize, usize), Vec<Pair>> = BTreeMap::new();
    for pair in &context.alignment().targets {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        if let Some(sameness) = conflict(context.lexicon, a, b) {
            // All that differs between the same two sentences is one finding.
            let key = (sentence_of(context, a), sentence_of(context, b));
            groups.entry(key).or_default().push((pair.a, pair.b, sameness));
        }
    }
    for pairs in groups.values() {
        report(context, pairs, findings);
    }
}

/// The start of the clause in which a target stands, as its name.
fn sentence_of(context: &Context<'_>, target: &Target) -> usize {
    let passages = &context.passages;
    let next = passages.partition_point(|passage| passage.clause.evidence.start <= target.evidence.start);
    next.saturating_sub(1)
}

fn report(context: &Context<'_>, pairs: &[Pair], findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let Some(&(first, second, _)) = pairs.iter().min_by_key(|(_, _, sameness)| *sameness == Sameness::Narrower) else {
        return;
    };
    let same = pairs.iter().any(|(_, _, sameness)| *sameness == Sameness::Same);
    let (a, b) = (&targets[first], &targets[second]);
    let severity = if same { Severity::Error } else { Severity::Warning };
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

/// How the indicators of two targets belong together, if their figures cannot both hold.
fn conflict(lexicon: &Lexicon, a: &Target, b: &Target) -> Option<Sameness> {
    // Two figures of one paragraph are steps, cases or parts of each other.
    let own = a.part == b.part && a.path == b.path && a.evidence.line.abs_diff(b.evidence.line) <= 1;
    let steps = a.deadline.is_some() && b.deadline.is_some() && a.deadline != b.deadline;
    if own || steps || a.change != b.change || a.value == b.value && a.unit == b.unit {
        return None;
    }
    // From 9 to 5 here and from 5 to 3 there are two steps of one way.
    if a.from.is_some() && b.from.is_some() && a.from != b.from {
        return None;
    }
    let sameness = same_indicator(a, b)?;
    let (first, second) = (measure(lexicon, &a.unit), measure(lexicon, &b.unit));
    if first != second {
        // 3天 and 5个工作日 measure the same, and may be counted differently on purpose.
        return (class(lexicon, &a.unit).is_some() && class(lexicon, &a.unit) == class(lexicon, &b.unit))
            .then_some(Sameness::Narrower);
    }
    if compatible(a, b) || other_year(a, b) || in_one_table(a, b) {
        return None;
    }
    // A short name, or one within the same part, needs the whole sentence to tell that it is the same.
    let length = core(&a.indicator).chars().count();
    if (length < 5 || a.part == b.part && length < 7) && !same_sentence(a, b) {
        return None;
    }
    // A condition that only one of the clauses names makes it another case.
    (sameness == Sameness::Same && !conditions_differ(lexicon, a, b)
        || sameness == Sameness::Narrower && a.part != b.part)
        .then_some(sameness)
}

/// Whether the clauses speak of different cases: numbers beside the value that only one has.
fn conditions_differ(lexicon: &Lexicon, a: &Target, b: &Target) -> bool {
    let others = |target: &Target| -> Vec<String> {
        let found = quantity::scan(lexicon, &target.quote);
        let own = |value: &Value| *value == target.value;
        found.iter().filter(|found| !own(&found.value)).map(|found| found.span.of(&target.quote).to_owned()).collect()
    };
    let (first, second) = (others(a), others(b));
    !first.is_empty() && !second.is_empty() && a.part == b.part && first != second
}

/// What a unit measures, so that 1年 and 12个月 are compared and 天 is no 个工作日.
fn measure(lexicon: &Lexicon, unit: &str) -> String {
    let unit = strip_white(unit);
    lexicon
        .measures()
        .unit(&unit)
        .map_or(unit.clone(), |known| if is_classifier(&unit) { "个".to_owned() } else { known.iri.clone() })
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
    let between = |least: &Target, most: &Target| {
        least.comparator == Comparator::AtLeast
            && most.comparator == Comparator::AtMost
            && bounds(least).0 <= bounds(most).1
    };
    let ranged = matches!(a.value, Value::Range(_)) != matches!(b.value, Value::Range(_));
    let overlap = first.0 <= second.1 && second.0 <= first.1;
    a.value == b.value || between(a, b) || between(b, a) || ranged && overlap
}

/// Whether the clauses name different years.
fn other_year(a: &Target, b: &Target) -> bool {
    let years = |target: &Target| -> Vec<String> {
        let digits: Vec<char> = target.quote.chars().collect();
        let year =
            |run: &[char]| run.starts_with(&['2', '0']) && run[..4].iter().all(char::is_ascii_digit) && run[4] == '年';
        digits.windows(5).filter(|run| year(run)).map(|run| run[..4].iter().collect()).collect()
    };
    let (first, second) = (years(a), years(b));
    !first.is_empty() && !second.is_empty() && first != second
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

fn is_classifier(unit: &str) -> bool {
    matches!(unit, "个" | "项" | "家" | "件" | "条" | "个环节" | "")
}

/// Words in the name of an indicator that do not make it another one.
const NEUTRAL: [&str; 22] = [
    "全县",
    "全市",
    "全省",
    "全区",
    "我县",
    "我市",
    "我省",
    "平均",
    "力争",
    "确保",
    "实现",
    "城市",
    "总体",
    "办理",
    "再",
    "的",
    "县",
    "全部",
    "主要",
    "全过程",
    "用时",
    "时限",
];

/// The name of an indicator without words that change nothing.
fn core(indicator: &str) -> String {
    let folded: String = fold_width(&strip_white(indicator)).chars().filter(|char| char.is_alphanumeric()).collect();
    let dated = folded.trim_start_matches(|char: char| char.is_ascii_digit() || "年底前末月".contains(char)).to_owned();
    NEUTRAL.iter().fold(dated, |text, word| text.replace(word, ""))
}

/// The names that an indicator stands for: 低压居民、低压小微企业办电时间 is two.
fn names(indicator: &str) -> Vec<String> {
    let parts: Vec<&str> = indicator.split(['、', '和']).collect();
    let whole = vec![core(indicator)];
    let (Some(last), true) = (parts.last(), parts.len() > 1) else { return whole };
    let Some(tail) = tail(last) else { return whole };
    let members = parts[..parts.len() - 1].iter().map(|part| core(&format!("{part}{tail}"))).chain([core(last)]);
    whole.into_iter().chain(members).collect()
}

/// The last word of an indicator, which all members of a list share.
fn tail(last: &str) -> Option<&str> {
    [
        "办电时间",
        "报装时间",
        "时间",
        "时长",
        "次数",
        "比例",
        "占比",
        "覆盖率",
        "率",
        "数量",
        "成本",
        "费用",
        "资料",
        "材料",
        "环节",
    ]
    .into_iter()
    .find(|tail| last.ends_with(tail))
}

/// How the indicators of two targets belong together by name; `None` for different ones.
pub(crate) fn same_indicator(a: &Target, b: &Target) -> Option<Sameness> {
    let (first, second) = (names(&a.indicator), names(&b.indicator));
    let least = 4;
    let mut best = None;
    for x in first.iter().filter(|name| name.chars().count() >= least) {
        for y in second.iter().filter(|name| name.chars().count() >= least) {
            if x == y {
                return Some(Sameness::Same);
            }
            let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
            let whole = long.ends_with(short.as_str()) || long.starts_with(short.as_str());
            if whole && short.chars().count() * 3 >= long.chars().count() * 2 {
                best = Some(Sameness::Narrower);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neutral_words_do_not_make_another_indicator() {
        assert_eq!(core("破产案件平均审理用时"), core("破产案件审理用时"));
        assert_eq!(core("全县森林覆盖率"), core("森林覆盖率"));
        assert_ne!(core("高压客户办理时限"), core("低压客户办理时限"));
    }

    #[test]
    fn a_list_of_subjects_is_several_indicators() {
        assert!(names("低压居民、低压小微企业办电时间").contains(&"低压居民办电时间".to_owned()));
        assert!(names("低压居民、低压小微企业办电时间").contains(&"低压小微企业办电时间".to_owned()));
    }
}
