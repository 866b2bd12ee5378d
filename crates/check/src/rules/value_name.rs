//! # value-name：数值相同而指标名称相近
//!
//! 两处的数值、单位都相同，指标名称却相近而不同（绿化覆盖率与绿地率都是40.4%）：多半有一处名称写错，
//! 不同的指标不会都是这个数（警告）。整十、整百的数容易巧合，不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 全县建成区绿化覆盖率达到40.4%以上。
//! 二、主要措施
//! 1.推进绿化。城市建成区绿地率达到40.4%。(县住房城乡建设局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 全县建成区绿化覆盖率达到40.4%以上。
//! 二、主要措施
//! 1.推进绿化。全县建成区绿化覆盖率达到40.4%。(县住房城乡建设局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::same_indicator;
use crate::rules::value_conflict::side;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_lexicon::checks::CheckWords;
use zhengtu_model::{Target, Value};

pub(super) const CODE: &str = "value-name";
pub(super) const TITLE: &str = "数值相同而指标名称相近";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let mut figures: BTreeMap<String, Vec<&Target>> = BTreeMap::new();
    for target in targets.iter().filter(|target| telling(target)) {
        figures.entry(format!("{:?}{}", target.change, number(target))).or_default().push(target);
    }
    for group in figures.values() {
        for (at, a) in group.iter().enumerate() {
            for b in group[at + 1..].iter().filter(|b| near(context.lexicon.checks(), a, b)) {
                let message = format!("数值都是{}，指标名称却不同：“{}”与“{}”", number(a), a.indicator, b.indicator);
                let (left, right) = (side(context, a).marked(&a.indicator), side(context, b).marked(&b.indicator));
                findings.push(finding(CODE, Severity::Warning, message, left, Some(right)));
            }
        }
    }
}

fn number(target: &Target) -> String {
    format!("{}{}", zhengtu_say::value(target.value, zhengtu_say::Lang::Zh), target.unit)
}

/// A figure that two indicators seldom have by chance: one with a fraction, and a unit (一半 and 十分之一 have none).
fn telling(target: &Target) -> bool {
    !target.unit.is_empty() && matches!(target.value, Value::Number(value) if value.fract() != 0.0)
}

/// Names that share most of their characters and the last one, and are not the same.
fn near(words: &CheckWords, a: &Target, b: &Target) -> bool {
    let set = |text: &str| -> BTreeSet<char> { text.chars().filter(|char| char.is_alphabetic()).collect() };
    let (first, second) = (set(&a.indicator), set(&b.indicator));
    let shared = first.intersection(&second).count() * 2;
    let tail = |text: &str| text.chars().next_back();
    let alike = tail(&a.indicator) == tail(&b.indicator) && shared >= first.len().min(second.len());
    alike && a.indicator != b.indicator && same_indicator(words, a, b).is_none()
}
