//! # section-empty：标题下没有内容
//!
//! 有标题、没有正文也没有下级条目的章节，多半是内容漏了（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 坚持问题导向，优化服务。
//! 二、工作目标
//! 三、主要措施
//! （一）推进网上办理。优化流程。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 坚持问题导向，优化服务。
//! 二、主要措施
//! （一）推进网上办理。优化流程。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "section-empty";
pub(super) const TITLE: &str = "标题下没有内容";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let passages: Vec<_> = context.passages.iter().filter(|passage| passage.is_content()).collect();
    for (at, passage) in passages.iter().enumerate() {
        let clause = passage.clause;
        if clause.kind != ClauseKind::Heading || !is_outermost(&clause.path) {
            continue;
        }
        // A line that ends a sentence is a short section, not a heading without one.
        if passage.text.contains(['。', '：', ':', '，', '；']) {
            continue;
        }
        let next = passages.get(at + 1).map(|next| next.clause).filter(|next| next.part == clause.part);
        if next.is_none_or(|next| next.path != clause.path && is_outermost(&next.path)) {
            let side = context.in_passage(passage, &passage.text);
            findings.push(finding(CODE, Severity::Warning, format!("“{}”下没有内容", passage.text), side, None));
        }
    }
}

/// Whether a path is that of a section at the outermost level.
fn is_outermost(path: &str) -> bool {
    !path.is_empty() && !path.contains('/')
}
