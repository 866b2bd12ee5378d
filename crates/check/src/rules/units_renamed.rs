//! # units-renamed：机构改革前的名称
//!
//! 县国土局（自然资源局）、县卫计委（卫生健康委）、银保监局（金融监管局）：文件的年份在机构改革之后，用的还是原来的名称（提示）。
//! 书名号里的、文件年份不明或在改革之前的不查。词表（名称和年份）：`reforms.toml`。
//!
//! ```bad
//! 某县2023年工作方案
//! 一、主要措施
//! 1.推进甲事。（县国土局、县卫计委负责）
//! ```
//! ```good
//! 某县2017年工作方案
//! 一、主要措施
//! 1.推进甲事。（县国土局、县卫计委负责）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use std::collections::BTreeSet;

pub(super) const CODE: &str = "units-renamed";
pub(super) const TITLE: &str = "机构改革前的名称";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(year) = context.facts.info.year else { return };
    let mut told = BTreeSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for (at, renamed) in context.lexicon.reforms().scan(&passage.text) {
            let old = &passage.text[at.clone()];
            let before = &passage.text[..at.start];
            let titled = before.matches('《').count() > before.matches('》').count();
            let former = before.ends_with('原') || before.ends_with("原县") || before.ends_with("原市");
            if year < renamed.since || titled || former || !told.insert((passage.clause.part, old)) {
                continue;
            }
            let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(old);
            let message = format!("“{old}”是机构改革前的名称，{}年起为“{}”", renamed.since, renamed.new);
            findings.push(finding(CODE, Severity::Info, message, side, None));
        }
    }
}
