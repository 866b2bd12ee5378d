//! # value-unit：数值相同而单位、变动方式不同
//!
//! 一处“2个工作日”，一处“2天”；一处“提高到20%”，一处“提高20%”：数字相同，意思不同（警告）。
//! 指数以“百分点”计的也列出来（提示）：指数的单位是分。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 供水用户报装时间压缩至2个工作日以内。
//! 二、主要措施
//! 1.压缩时限。供水用户报装时间压缩至2天以内。(县住房城乡建设局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 供水用户报装时间压缩至2个工作日以内。
//! 二、主要措施
//! 1.压缩时限。供水用户报装时间压缩至2个工作日以内。(县住房城乡建设局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::{Sameness, actions_differ, same_indicator};
use crate::rules::value_conflict::side;
use zhengtu_model::Target;
use zhengtu_say::{self as say, Lang};

pub(super) const CODE: &str = "value-unit";
pub(super) const TITLE: &str = "数值相同而单位、变动方式不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let targets = &context.facts.targets;
    for pair in &context.alignment().targets {
        let (a, b) = (&targets[pair.a], &targets[pair.b]);
        let own = (a.part, &a.path) == (b.part, &b.path);
        if own || a.value != b.value || (unit(a), a.change) == (unit(b), b.change) {
            continue;
        }
        let words = context.lexicon.checks();
        if same_indicator(words, a, b) == Some(Sameness::Same) && !actions_differ(words, a, b) {
            let message = format!(
                "“{}”的数字相同而意思不同：{}与{}",
                a.indicator,
                say::figure(a, Lang::Zh),
                say::figure(b, Lang::Zh)
            );
            findings.push(finding(CODE, Severity::Warning, message, side(context, a), Some(side(context, b))));
        }
    }
    for target in targets.iter().filter(|target| target.indicator.ends_with("指数") && target.unit.contains("百分点"))
    {
        let message = format!("“{}”是指数，不以百分点计", target.indicator);
        findings.push(finding(CODE, Severity::Info, message, side(context, target).marked(&target.unit), None));
    }
}

/// The unit without its classifier, which is often left out.
fn unit(target: &Target) -> &str {
    target.unit.trim_start_matches('个')
}
