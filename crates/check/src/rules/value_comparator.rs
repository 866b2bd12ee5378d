//! # value-comparator：数值相同而“以上”“以内”不同
//!
//! 一处是“7%以上”，一处是“7%”；一处是“38天以内”，一处是“38天”。数值不矛盾，写法应当统一（提示）。
//! 同一对段落只列一次。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 全县森林覆盖率达到7%以上。
//! 二、主要措施
//! 1.推进绿化。全县森林覆盖率达到7%。(县自然资源局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 全县森林覆盖率达到7%以上。
//! 二、主要措施
//! 1.推进绿化。全县森林覆盖率达到7%以上。(县自然资源局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::{Sameness, same_indicator};
use crate::rules::value_conflict::side;
use std::collections::BTreeSet;
use zhengtu_say::{self as say, Lang};

pub(super) const CODE: &str = "value-comparator";
pub(super) const TITLE: &str = "数值相同而“以上”“以内”不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    let mut told = BTreeSet::new();
    for pair in &context.alignment().targets {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        if (a.value, &a.unit, a.change) != (b.value, &b.unit, b.change) || a.comparator == b.comparator {
            continue;
        }
        let same = same_indicator(context.lexicon.checks(), a, b) == Some(Sameness::Same);
        let place = (a.part, a.path.as_str(), b.part, b.path.as_str());
        if same && told.insert(place) {
            let message = format!(
                "“{}”的数值相同而界限不同：{}与{}",
                a.indicator,
                say::figure(a, Lang::Zh),
                say::figure(b, Lang::Zh)
            );
            findings.push(finding(CODE, Severity::Info, message, side(context, a), Some(side(context, b))));
        }
    }
}
