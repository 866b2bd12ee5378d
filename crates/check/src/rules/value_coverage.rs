//! # value-coverage：一处说全覆盖，一处的覆盖率不到百分之百
//!
//! 总体方案要求“非诉讼机构覆盖面达到80%”，附件要求“逐步实现非诉机构全覆盖”：同一件事的覆盖程度不同（警告）。
//! 覆盖的对象要相同（一方可以多出限定语，可以用简称）；覆盖率为100%的不算。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 知识产权保护领域非诉讼机构覆盖面达到80%。
//!
//! 附件：1.某县知识产权方案
//! 附件1
//! 某县知识产权方案
//! 一、主要措施
//! 1.拓宽调解渠道。鼓励行业协会建立自律机制，逐步实现非诉机构全覆盖。
//! 责任单位：县司法局
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 知识产权保护领域非诉讼机构覆盖面达到100%，安全监管覆盖率达到91%。
//!
//! 附件：1.某县知识产权方案
//! 附件1
//! 某县知识产权方案
//! 一、主要措施
//! 1.拓宽调解渠道。鼓励行业协会建立自律机制，逐步实现非诉机构全覆盖，信用监管全覆盖。
//! 责任单位：县司法局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::rules::value_conflict::side;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{Change, Target, Value};

pub(super) const CODE: &str = "value-coverage";
pub(super) const TITLE: &str = "一处说全覆盖，一处的覆盖率不到百分之百";

/// What is covered wholly: the run of characters before 全覆盖.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}“”、]{4,24}?)(?:的)?(?:实现|做到|达到)?(?:基本)?全覆盖").expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let words = context.lexicon.checks();
    let partial: Vec<(&Target, String)> =
        context.facts.targets.iter().filter_map(|target| Some((target, covered(words, target)?))).collect();
    if partial.is_empty() {
        return;
    }
    for phrase in context.phrases() {
        let Some(found) = WHOLE.captures(&phrase.text) else { continue };
        let subject = bare(words, &found[1]);
        let passage = &context.passages[phrase.passage];
        for (target, other) in partial.iter().filter(|(_, other)| is_same(&subject, other)) {
            let apart = (target.part, &target.path) != (passage.clause.part, &passage.clause.path);
            if apart {
                let message =
                    format!("“{other}”的覆盖程度不同：一处为{}%，一处为全覆盖", share(target).unwrap_or_default());
                let at = context.in_passage(passage, &phrase.text).marked("全覆盖");
                findings
                    .push(finding(CODE, Severity::Warning, message, side(context, target), Some(at)).confidence(0.75));
            }
        }
    }
}

/// What a target of coverage of less than the whole covers.
fn covered(words: &CheckWords, target: &Target) -> Option<String> {
    let end = target.indicator.len() - words.coverage.at_end(&target.indicator)?;
    let level = target.change == Change::Level && share(target).is_some_and(|share| share < 100.0);
    let subject = bare(words, &target.indicator[..end]);
    (level && subject.chars().count() >= 4).then_some(subject)
}

fn share(target: &Target) -> Option<f64> {
    match target.value {
        Value::Number(value) if target.unit == "%" => Some(value),
        _ => None,
    }
}

fn bare(words: &CheckWords, subject: &str) -> String {
    let mut rest = subject;
    while let Some(len) = words.before_covered.at_start(rest) {
        rest = &rest[len..];
    }
    rest.chars().filter(|char| char.is_alphabetic()).collect()
}

/// Whether one is the other, or the end of the other with at most one character left out.
fn is_same(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    if short.len() < 4 || short.len() > long.len() {
        return false;
    }
    let tail = &long[long.len() - short.len()..];
    if *tail == short[..] {
        return true;
    }
    let Some(longer) = long.len().checked_sub(short.len() + 1).map(|from| &long[from..]) else { return false };
    (1..short.len()).any(|at| longer[..at] == short[..at] && longer[at + 1..] == short[at..])
}
