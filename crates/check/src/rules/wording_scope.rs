//! # wording-scope：数值相同而适用范围不同
//!
//! 两处用几乎相同的句子给出同一数值，一处多了限定语（“产业类项目”与“项目”、
//! “大型商业银行贷款利率”与“贷款利率”）：适用的范围不同（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.降低成本。2021年大型商业银行普惠型小微企业贷款利率控制在5%以内。(县金融局负责)
//!
//! 附件：1.某县获得信贷方案
//! 附件1
//! 某县获得信贷方案
//! 一、主要措施
//! 1.降低利率。2021年普惠型小微企业贷款利率控制在5%以内。
//! 责任单位：县金融局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.降低成本。2021年普惠型小微企业贷款利率控制在5%以内。(县金融局负责)
//!
//! 附件：1.某县获得信贷方案
//! 附件1
//! 某县获得信贷方案
//! 一、主要措施
//! 1.降低利率。2021年普惠型小微企业贷款利率控制在5%以内。
//! 责任单位：县金融局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::rules::wording_list::{one_sided, side, twins};
use std::ops::RangeInclusive;

pub(super) const CODE: &str = "wording-scope";
pub(super) const TITLE: &str = "数值相同而适用范围不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (a, b, found) in twins(context) {
        let (Some(extra), _) = one_sided(&found) else { continue };
        if a.part == b.part || !has_figure(&a.text) || context.lexicon.checks().limits_nothing.within(extra) {
            continue;
        }
        if may_limit(extra) && is_inside(extra, &a.text, &b.text) {
            let message = format!("数值相同而范围不同：“{extra}”只见于一处");
            let (left, right) = (side(context, a).marked(extra), side(context, b).marked(extra));
            findings.push(finding(CODE, Severity::Info, message, left, Some(right)));
        }
    }
}

/// How long a run that limits something is, in characters: longer ones are further clauses.
const LENGTHS: RangeInclusive<usize> = 2..=10;

/// Whether a run may name those to whom a figure applies: words, no date, no object.
fn may_limit(extra: &str) -> bool {
    let is_word = |char: char| char.is_alphabetic() && !matches!(char, '年' | '月');
    let is_object = extra.starts_with(['将', '把', '以', '对', '在', '按']);
    !is_object && LENGTHS.contains(&extra.chars().count()) && extra.chars().all(is_word)
}

fn has_figure(text: &str) -> bool {
    text.chars().any(|char| char.is_ascii_digit())
}

/// Whether the run stands before the figure, as what limits it does.
fn is_inside(extra: &str, a: &str, b: &str) -> bool {
    [a, b].iter().any(|text| {
        let at = text.find(extra);
        at.is_some_and(|at| has_figure(&text[at..]))
    })
}
