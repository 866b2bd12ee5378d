//! # value-figures：同一句话在两处数字不同
//!
//! 总体方案与附件、目标与任务、正文与清单用同样的文字说同一件事，数字、日期、量级（万、亿）、计量单位或界限（不低于、不超过）不同。
//! 其余文字全同的才算；
//! 总体方案与附件之间的为警告，同一部分之内的（可能是并列的档次）为提示。奖励、补助等按档次给的不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 2021年6月底前完成城区供水管网改造工程竣工验收。
//! 二、主要措施
//! 1.改造供水管网。2021年9月底前完成城区供水管网改造工程竣工验收。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 全县新建改建农村公路里程达到120公里。
//! 二、主要措施
//! 1.建好农村公路。全县新建改建农村公路里程达到120公里，对A类企业给予一次性奖励10万元。
//! 2.扶持企业。对B类企业给予一次性奖励20万元。
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use crate::running::Phrase;
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "value-figures";
pub(super) const TITLE: &str = "同一句话在两处数字不同";

/// Fewer letters, in characters, are said of many things.
const SHORTEST: usize = 8;
/// A phrase that stands more often than this with other figures counts steps.
const MOST: usize = 3;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let phrases = figured(context);
    let mut alike: HashMap<String, Vec<&Phrase>> = HashMap::new();
    for phrase in &phrases {
        alike.entry(letters(&phrase.text)).or_default().push(phrase);
    }
    let mut found: BTreeMap<(usize, usize), Finding> = BTreeMap::new();
    for same in alike.values().filter(|same| (2..=MOST).contains(&same.len())) {
        let first = same[0];
        for other in same[1..].iter().filter(|other| differ(&first.text, &other.text)) {
            if let Some(told) = report(context, first, other) {
                found.entry((first.passage, other.passage)).or_insert(told);
            }
        }
    }
    let told: Vec<((usize, usize), String)> =
        findings.iter().filter_map(|found| Some((lines(found)?, found.a.quote.clone()))).collect();
    let is_told = |found: &Finding| {
        let quote = found.a.quote.as_str();
        let same = |words: &str| words.contains(quote) || quote.contains(words);
        lines(found).is_some_and(|lines| told.iter().any(|(known, words)| *known == lines && same(words)))
    };
    findings.extend(found.into_values().filter(|found| !is_told(found)));
}

/// The lines between which something is found: an indicator may be told there already, in the same words.
fn lines(found: &Finding) -> Option<(usize, usize)> {
    Some((found.a.evidence.line, found.b.as_ref()?.evidence.line))
}

/// The phrases that hold a figure, of whole sentences too where a phrase alone says too little.
fn figured(context: &Context<'_>) -> Vec<Phrase> {
    let words = context.lexicon.checks();
    let mut found = Vec::new();
    for (number, passage) in context.passages.iter().enumerate() {
        if !matches!(passage.clause.kind, ClauseKind::Text | ClauseKind::Heading | ClauseKind::Row) {
            continue;
        }
        for sentence in sentences(&passage.text).filter(|sentence| !words.graded.within(sentence)) {
            for text in split(sentence) {
                let telling = letters(text).chars().count() >= SHORTEST;
                if telling && text.chars().any(|char| char.is_ascii_digit()) {
                    let (task, part) = (passage.task, passage.clause.part);
                    found.push(Phrase { passage: number, task, part, text: text.to_owned() });
                }
            }
        }
    }
    found
}

/// A number with its scale, a unit in which it may be taken for another, and the words of its bound.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(不超过|不高于|不低于|不少于)?(\d+(?:\.\d+)?)((?:万|亿)?(?:个工作日|工作日|天|个月|小时|分钟|%|个百分点)?)(以上|以内|以下)?")
        .expect("a pattern")
});

/// The words of a phrase, its figures taken out.
fn letters(text: &str) -> String {
    FIGURE.replace_all(text, "").chars().filter(|char| char.is_alphabetic()).collect()
}

/// A figure of a phrase: the number, its scale and unit, and whether it is the most, where the words say so.
#[derive(Clone, Copy, PartialEq)]
struct Said<'t> {
    text: &'t str,
    number: &'t str,
    unit: &'t str,
    most: Option<bool>,
}

impl Said<'_> {
    /// Whether another figure says something else: a slip changes the number, its unit or its bound. One that names no
    /// bound says nothing of it.
    fn differs(self, other: Self) -> bool {
        let bound = self.most.zip(other.most).is_some_and(|(a, b)| a != b);
        match (self.number == other.number, self.unit == other.unit) {
            (true, true) => bound,
            (same_number, same_unit) => same_number || same_unit,
        }
    }
}

fn figures(text: &str) -> Vec<Said<'_>> {
    let found = FIGURE.captures_iter(text).filter_map(|found| {
        let word = |at: usize| found.get(at).map_or("", |group| group.as_str());
        let most = match (word(1), word(4)) {
            ("不超过" | "不高于", _) | ("", "以内" | "以下") => Some(true),
            ("不低于" | "不少于", _) | ("", "以上") => Some(false),
            _ => None,
        };
        Some(Said {
            text: found.get(0)?.as_str(),
            number: found.get(2)?.as_str(),
            unit: found.get(3)?.as_str().trim_start_matches('个'),
            most,
        })
    });
    found.collect()
}

/// Whether two phrases of the same words have figures that differ.
fn differ(a: &str, b: &str) -> bool {
    let (first, second) = (figures(a), figures(b));
    first.len() == second.len() && first.into_iter().zip(second).any(|(a, b)| a.differs(b))
}

fn report(context: &Context<'_>, a: &Phrase, b: &Phrase) -> Option<Finding> {
    let clause = |phrase: &Phrase| context.passages[phrase.passage].clause;
    let rows = [a, b].map(|phrase| clause(phrase).kind == ClauseKind::Row);
    if rows == [true, true] || a.part == b.part && clause(a).path == clause(b).path {
        return None;
    }
    let (first, second) = (figures(&a.text), figures(&b.text));
    let (x, y) = first.iter().zip(&second).find(|(x, y)| x.differs(**y))?;
    let severity = if a.part == b.part { Severity::Info } else { Severity::Warning };
    let message = format!("同一句话数字不同：一处为{}，一处为{}", x.text, y.text);
    let side = |phrase: &Phrase, figure: &str| -> Side {
        context.in_passage(&context.passages[phrase.passage], &phrase.text).marked(figure)
    };
    Some(finding(CODE, severity, message, side(a, x.text), Some(side(b, y.text))))
}
