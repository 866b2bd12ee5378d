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
        let top = !clause.path.is_empty() && !clause.path.contains('/') && clause.kind == ClauseKind::Heading;
        // A line that ends a sentence is a short section, not a heading without one.
        if !top || passage.text.contains(['。', '：', ':', '，', '；']) {
            continue;
        }
        let follows = passages.get(at + 1).map(|next| next.clause);
        let filled = follows.is_none_or(|next| {
            next.part == clause.part
                && (next.path == clause.path
                    || next.path.starts_with(&format!("{}/", clause.path))
                    || !is_sibling(&next.path))
        });
        let last = follows.is_none();
        if !filled || last {
            let side = context.in_passage(passage, &passage.text);
            findings.push(finding(CODE, Severity::Warning, format!("“{}”下没有内容", passage.text), side, None));
        }
    }
}

/// Whether a path is that of a section at the outermost level.
fn is_sibling(path: &str) -> bool {
    !path.is_empty() && !path.contains('/')
}
