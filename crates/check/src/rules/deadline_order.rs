//! # deadline-order：附件的时限晚于总体方案
//!
//! 总体方案和附件说同一件事，附件的时限却晚于总体方案（警告）。
//!
//! ```bad
//! 某县2021年工作方案
//! 一、工作目标
//! 2021年6月底前，县级公共图书馆可用数字资源达到3TB以上。
//!
//! 附件：1.某县文化方案
//! 附件1
//! 某县文化方案
//! 一、工作目标
//! 2021年12月底前，县级公共图书馆可用数字资源达到3TB以上。
//! ```
//! ```good
//! 某县2021年工作方案
//! 一、工作目标
//! 2021年12月底前，县级公共图书馆可用数字资源达到3TB以上。
//!
//! 附件：1.某县文化方案
//! 附件1
//! 某县文化方案
//! 一、工作目标
//! 2021年12月底前，县级公共图书馆可用数字资源达到3TB以上。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::indicator::same_indicator;
use zhengtu_model::Target;

pub(super) const CODE: &str = "deadline-order";
pub(super) const TITLE: &str = "附件的时限晚于总体方案";

/// Tasks alike by less than this are often different ones with their own deadlines.
const ALIKE: f64 = 0.85;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let facts = context.facts;
    for link in &context.alignment().tasks {
        let (a, b) = (&facts.tasks[link.a], &facts.tasks[link.b]);
        let (Some(first), Some(second)) = (a.deadline.end(), b.deadline.end()) else { continue };
        if a.part == 0 && first < second && link.score >= ALIKE {
            let message = format!("总体方案的时限是{first}，{}是{second}", context.part_label(b.part));
            let found =
                finding(CODE, Severity::Warning, message, context.deadline_field(a), Some(context.deadline_field(b)));
            findings.push(found.confidence(link.score));
        }
    }
    for pair in &context.alignment().targets {
        let (a, b) = (&facts.targets[pair.a], &facts.targets[pair.b]);
        let (Some(first), Some(second)) = (a.deadline, b.deadline) else { continue };
        let (0, 1..) = (a.part, b.part) else { continue };
        if first < second && is_same(context, a, b) {
            let message = format!("总体方案要求{first}前达到，{}是{second}", context.part_label(b.part));
            let left = context.quote(a.part, &a.path, &a.quote, &a.evidence);
            let right = context.quote(b.part, &b.path, &b.quote, &b.evidence);
            findings.push(finding(CODE, Severity::Warning, message, left, Some(right)));
        }
    }
}

/// Whether two targets say the same of one indicator.
fn is_same(context: &Context<'_>, a: &Target, b: &Target) -> bool {
    a.value == b.value && same_indicator(context.lexicon.checks(), a, b).is_some()
}
