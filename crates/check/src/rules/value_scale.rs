//! # value-scale：同一数值一处为万元、一处为亿元
//!
//! “投资12.6亿元”在别处写作“12.6万元”：有效数字三位以上的同一数值，量级不同（提示）。整数的巧合不查。
//! 同一句话里说法相同的两个数相差千倍（最高贷款额度为30万元、最高贷款额度为50元），
//! 相接的两档（500万元以下、500万元以上）一处漏了“万”的，由35万元调整为45元的，同样列出（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 到2025年，全县农机总动力超过10亿千瓦。到2030年，全县农机总动力稳定在11万千瓦。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.降低费率。单户500元以下的担保费率不超过1%，单户500万元以上的担保费率不超过1.5%。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 完成供水项目投资12.65亿元。
//! 二、主要措施
//! 1.推进供水项目。完成供水项目投资12.65万元。
//! ```
//! ```bad
//! 某市实施细则
//! 1.单方最高贷款额度为30万元，夫妻双方最高贷款额度为50元。
//! ```
//! ```bad
//! 某县若干措施
//! 1.提高额度。最高贷款额度由35万元调整为45元。
//! ```
//! ```good
//! 某县若干措施
//! 1.提高额度。最高贷款额度由35万元调整为45万元，补贴由每亩800元提高到1200元，投资由900万元增加到1.2亿元。
//! ```
//! ```good
//! 某市实施细则
//! 1.单方最高贷款额度为30万元，夫妻双方最高贷款额度为50万元；企业一次性奖励100万元，个人一次性奖励500元。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 完成供水项目投资12.65亿元，补助200万元。
//! 二、主要措施
//! 1.推进供水项目。完成供水项目投资12.65亿元，拉动消费200亿元。
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use crate::places::around;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "value-scale";
pub(super) const TITLE: &str = "同一数值的量级不同（万、亿）";

static SCALED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\d+(?:\.\d+)?)(万|亿)(元|吨|亩|人次|人|千瓦|平方米|立方米)").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    grades(context, findings);
    apart(context, findings);
    beside(context, findings);
    changed(context, findings);
    let mut seen: BTreeMap<(String, String), (String, Side)> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in SCALED.captures_iter(&passage.text) {
            let Some(whole) = found.get(0).filter(|_| is_telling(&found[1])) else { continue };
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(whole.as_str());
            let key = (found[1].to_owned(), found[3].to_owned());
            let Some((scale, other)) = seen.get(&key) else {
                seen.insert(key, (found[2].to_owned(), side));
                continue;
            };
            if *scale != found[2] {
                let message = format!("同一数值量级不同：{}{scale}{}与{}", &found[1], &found[3], whole.as_str());
                findings.push(finding(CODE, Severity::Info, message, other.clone(), Some(side)));
            }
        }
    }
}

/// What is measured, and its figure.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{4,14})(\d+(?:\.\d+)?)(万|亿|万亿)?(元|吨|亩|人次|人|千瓦|平方米|立方米)")
        .expect("a pattern")
});

/// Two figures of one thing that lie further apart than this are of two scales.
const FAR: f64 = 1000.0;
/// The last characters of what is measured that have to be the same.
const NAME: usize = 4;

/// The same thing with figures so far apart that one has the wrong scale (农机总动力10亿千瓦, 11万千瓦).
fn apart(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let words = context.lexicon.checks();
    let mut seen: BTreeMap<(u32, String, String), (f64, String, Side)> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in NAMED.captures_iter(&passage.text).filter(|found| !words.graded.within(&found[1])) {
            let (Some(whole), Some(figure)) = (found.get(0), Figure::of(&found)) else { continue };
            let named = figure.words;
            let named = words.before_figure.at_end(named).map_or(named, |len| &named[..named.len() - len]);
            let letters: Vec<char> = named.chars().collect();
            let Some(from) = letters.len().checked_sub(NAME) else { continue };
            let key = (passage.clause.part, letters[from..].iter().collect(), figure.unit.to_owned());
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(&figure.said);
            let Some((other, said, there)) = seen.get(&key) else {
                seen.insert(key, (figure.value, figure.said, side));
                continue;
            };
            if are_far(figure.value, *other) {
                let message = format!("“{}”的两个数相差悬殊：{said}与{}", key.1, figure.said);
                findings.push(finding(CODE, Severity::Info, message, there.clone(), Some(side)));
            }
        }
    }
}

/// Two figures of one sentence whose words before them end alike are of one thing when they share so many characters.
const ALIKE: usize = 6;

/// Two figures of one sentence, said in the same words, of two scales (个人最高贷款额度为30万元，家庭最高贷款额度为50元).
fn beside(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let graded = &context.lexicon.checks().graded;
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            let figures: Vec<Figure<'_>> =
                NAMED.captures_iter(sentence).filter_map(|found| Figure::of(&found)).collect();
            // What is given by grades differs, but not by so much in one sentence; the rest is told by `apart`.
            for pair in figures.windows(2).filter(|pair| graded.within(pair[0].words)) {
                let [first, second] = [&pair[0], &pair[1]];
                let last = |figure: &Figure<'_>| figure.words.chars().rev().take(ALIKE).collect::<Vec<char>>();
                let same = last(first).len() == ALIKE && (last(first), first.unit) == (last(second), second.unit);
                if !same || !are_far(first.value, second.value) {
                    continue;
                }
                let message = format!("同一句话的两个数相差悬殊：{}与{}", first.said, second.said);
                let at = context.in_passage(passage, sentence).marked(&second.said);
                findings.push(finding(CODE, Severity::Info, message, at, None));
            }
        }
    }
}

/// What becomes of a figure: 由35万元调整为45万元.
static CHANGED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[由从][\p{Han}]{0,8}?((\d+(?:\.\d+)?)(万|亿|万亿)?(元|吨|亩|人次|人|千瓦|平方米|立方米))[\p{Han}/，]{0,8}?(?:为|至|到)((\d+(?:\.\d+)?)(万|亿|万亿)?(元|吨|亩|人次|人|千瓦|平方米|立方米))")
        .expect("a pattern")
});

/// Changes from a figure to one of another scale.
fn changed(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in CHANGED.captures_iter(&passage.text).filter(|found| found[4] == found[8]) {
            let value =
                |at: usize| scaled(&found[at], found.get(at + 1).map_or("", |scale| scale.as_str())).unwrap_or(0.0);
            if let Some(whole) = found.get(0).filter(|_| are_far(value(2), value(6))) {
                let message = format!("变动前后相差悬殊：{}与{}", &found[1], &found[5]);
                let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(&found[5]);
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
        }
    }
}

/// A figure as it is printed, with the words before it.
struct Figure<'t> {
    words: &'t str,
    unit: &'t str,
    /// Number, scale and unit: 30万元.
    said: String,
    value: f64,
}

impl<'t> Figure<'t> {
    /// The figure that [`NAMED`] found.
    fn of(found: &Captures<'t>) -> Option<Self> {
        let piece = |at: usize| found.get(at).map_or("", |piece| piece.as_str());
        let (words, number, scale, unit) = (piece(1), piece(2), piece(3), piece(4));
        Some(Self { words, unit, said: [number, scale, unit].concat(), value: scaled(number, scale)? })
    }
}

/// The value of a number and the word behind it.
fn scaled(number: &str, scale: &str) -> Option<f64> {
    Some(number.parse::<f64>().ok()? * scale_of(scale))
}

/// Whether two figures of one thing are of two scales.
fn are_far(one: f64, other: f64) -> bool {
    let (most, least) = (one.max(other), one.min(other));
    least > 0.0 && most / least >= FAR
}

fn scale_of(word: &str) -> f64 {
    match word {
        "万" => 1e4,
        "亿" => 1e8,
        "万亿" => 1e12,
        _ => 1.0,
    }
}

/// The bound of a grade.
static BOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d+(?:\.\d+)?)(万|亿)?(元|吨|亩|人|平方米)(?:[（(]含[^（()）]{0,8}[)）])?(以上|以下|以内)")
        .expect("a pattern")
});

/// Two grades of one paragraph that meet at a bound, which is of another scale in one of them: 500元以下 and 500万元以上.
fn grades(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let bounds: Vec<_> = BOUND.captures_iter(&passage.text).collect();
        let scale = |at: usize| bounds[at].get(2).map_or("", |scale| scale.as_str());
        let turned = |a: usize, b: usize| {
            let [below, above] = [a, b].map(|at| bounds[at][4].starts_with("以上"));
            bounds[a][1] == bounds[b][1] && bounds[a][3] == bounds[b][3] && below != above && scale(a) != scale(b)
        };
        for at in 1..bounds.len() {
            let Some(before) = (0..at).find(|&before| turned(before, at)) else { continue };
            let [a, b] = [before, at].map(|at| bounds[at].get(0));
            let (Some(a), Some(b)) = (a, b) else { continue };
            let [x, y] = [a, b]
                .map(|bound| context.in_passage(passage, around(&passage.text, bound.range())).marked(bound.as_str()));
            let message = format!("分档的界限量级不同：{}与{}", a.as_str(), b.as_str());
            findings.push(finding(CODE, Severity::Info, message, x, Some(y)));
        }
    }
}

/// Whether a number is one that two figures seldom share: three digits that are no round number.
fn is_telling(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len() >= 3
}
