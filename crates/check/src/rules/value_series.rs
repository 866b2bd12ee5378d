//! # value-series：逐年的数值倒退
//!
//! “2022年80%以上、2025年70%以上”“2025年达到35%，2030年达到30%”：同一指标的目标一年比一年低（压减的一年比一年高），多半有一处
//! 写错（警告）。两处之间另有对象的、没有“以上”“达到”“降至”一类方向的不查。
//!
//! ```bad
//! 某省工作方案
//! 一、工作目标
//! 2022年80%以上、2025年70%以上机关达到节约型机关要求。
//! ```
//! ```bad
//! 某市工作方案
//! 一、工作目标
//! 2025年，全市再生水利用率达到35%；2030年，全市再生水利用率达到30%。
//! ```
//! ```bad
//! 某省工作方案
//! 一、工作目标
//! 到2022年，全省农作物耕种收综合机械化率达到70%。
//! 到2025年，全省农作物耕种收综合机械化率达到65%。
//! ```
//! ```bad
//! 某市工作方案
//! 一、工作目标
//! 力争2023年金融业增加值突破1500亿元。
//! 到2027年，全市金融业增加值突破200亿元。
//! ```
//! ```good
//! 某市工作方案
//! 一、工作目标
//! 2022年70%以上、2025年80%以上机关达到节约型机关要求，2025年煤炭消费占比降至50%，2030年降至45%。
//! 2023年新增学位2000个，2024年新增学位1800个，2024年甲区覆盖率达到90%，2025年乙区覆盖率达到80%。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::{Sameness, same_indicator};
use crate::phrases::sentences;
use crate::rules::target_side;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{Change, Target, Value};

pub(super) const CODE: &str = "value-series";
pub(super) const TITLE: &str = "逐年的数值倒退";

/// A year, what is said of it, a figure with its unit, and words of its bound.
static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(20\d\d)年(?:[底末]前?|前)?[，,]?([^，。；、,;\d]{0,24}?)(\d+(?:\.\d+)?)(%|‰|(?:万|亿)?(?:个|家|名|人|户|亩|元|吨|项|所|张|座|处|公里|平方米|立方米|千瓦|吨标准煤|小时|天|年|岁|分))(以上|以内|以下|左右)?")
        .expect("a pattern")
});

/// Which way a figure is to go.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:达到|达|提高到|提高至|提升到|提升至|增加到|增长到|突破|超过|不低于|不少于)$").expect("a pattern")
});
static LESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:降至|降到|压减到|压减至|压缩至|压缩到|缩短至|减少到|控制在|下降到|下降至|降低到|降低至|不超过|不高于)$",
    )
    .expect("a pattern")
});

/// A figure of a year.
struct Figure<'t> {
    year: u16,
    value: f64,
    unit: &'t str,
    /// What it is of, without the words of reaching.
    subject: &'t str,
    more: bool,
    span: std::ops::Range<usize>,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    by_indicator(context, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in passage.text.split('。') {
            let figures: Vec<Figure<'_>> = YEARLY.captures_iter(sentence).filter_map(|found| figure(&found)).collect();
            let parts: Vec<&str> = sentences(sentence).collect();
            for pair in figures.windows(2).filter(|pair| falls(pair)) {
                let (first, second) = (&sentence[pair[0].span.clone()], &sentence[pair[1].span.clone()]);
                let begun = parts.partition_point(|part| part.as_ptr() <= second.as_ptr());
                let words = begun.checked_sub(1).map(|last| parts[last]).filter(|part| part.contains(second));
                let side = context.in_passage(passage, words.unwrap_or(sentence)).marked(second);
                let message = format!("逐年的数值倒退：“{first}”之后是“{second}”");
                findings.push(finding(CODE, Severity::Warning, message, side, None));
            }
        }
    }
}

fn figure<'t>(found: &regex::Captures<'t>) -> Option<Figure<'t>> {
    let (words, whole) = (found.get(2)?.as_str(), found.get(0)?);
    let bound = found.get(5).map_or("", |bound| bound.as_str());
    let verb = |pattern: &Regex| pattern.find(words).map(|verb| verb.start());
    let (more, less) = (verb(&MORE), verb(&LESS));
    let more_or_less = match (more, less, bound) {
        (Some(_), ..) => true,
        (None, Some(_), _) => false,
        (None, None, "以上") => true,
        (None, None, "以内" | "以下") => false,
        _ => return None,
    };
    Some(Figure {
        year: found[1].parse().ok()?,
        value: found[3].parse().ok()?,
        unit: found.get(4)?.as_str(),
        subject: &words[..more.or(less).unwrap_or(words.len())],
        more: more_or_less,
        span: whole.range(),
    })
}

/// Targets of one indicator in one part, of which the later is worse: 2020年…达到70% in one paragraph, 2025年…达到65% in the
/// next.
fn by_indicator(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let words = context.lexicon.checks();
    for pair in &context.alignment().targets {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        let (Some(first), Some(second)) = (a.deadline, b.deadline) else { continue };
        let (a, b) = if first <= second { (a, b) } else { (b, a) };
        let (Value::Number(before), Value::Number(after)) = (a.value, b.value) else { continue };
        let level = a.change == Change::Level && b.change == Change::Level && a.unit == b.unit && a.part == b.part;
        let same = same_indicator(words, a, b) == Some(Sameness::Same) && said(words, a) == said(words, b);
        let share = words.never_over_whole.at_end(&a.indicator).is_some() || a.indicator.ends_with("率");
        let reached = [a, b].iter().all(|target| REACHED.is_match(&target.quote));
        let exceeded =
            [a, b].iter().all(|target| EXCEEDED.is_match(&target.quote) && !YEARLY_FLOW.is_match(&target.quote));
        if first.year() != second.year() && level && same && (share && reached || exceeded) && after < before {
            let (early, late, unit) = (first.year().min(second.year()), first.year().max(second.year()), &a.unit);
            let message = format!("“{}”逐年倒退：{early}年为{before}{unit}，{late}年为{after}{unit}", a.indicator);
            findings.push(finding(
                CODE,
                Severity::Warning,
                message,
                target_side(context, a),
                Some(target_side(context, b)),
            ));
        }
    }
}

/// Words of reaching a share of which more is better.
static REACHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"达到|提高到|提升到|提高至|提升至|不低于").expect("a pattern"));

/// Words of getting beyond an amount, and of what is new in each year.
static EXCEEDED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"突破|超过").expect("a pattern"));
static YEARLY_FLOW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"新增|新建|新开工|每年|年均|完成|投资|投入").expect("a pattern"));

/// What a target says, without its figures, years and the words that change nothing.
fn said(words: &CheckWords, target: &Target) -> String {
    let letters: String = target.quote.chars().filter(|char| char.is_alphabetic() && *char != '年').collect();
    words.indicator_neutral.iter().fold(letters, |text, word| text.replace(word, ""))
}

/// Whether the second figure is of a later year and of the same, and goes the wrong way.
fn falls(pair: &[Figure<'_>]) -> bool {
    let [first, second] = pair else { return false };
    let same = second.subject.is_empty() || first.subject == second.subject;
    let alike = (first.unit, first.more) == (second.unit, second.more) && second.year > first.year;
    let wrong = if first.more { second.value < first.value } else { second.value > first.value };
    same && alike && wrong
}
