//! # wording-hedge：一处是承诺，一处加了“逐步”“基本”
//!
//! 总体方案说“实现零收费”，附件说“逐步实现零收费”；目标说“全覆盖”，措施说“基本全覆盖”：
//! 两处的承诺程度不同（提示）。词表：`data/hedges.toml`。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.规范收费。实现用水用气企业投资产权边界外“零收费”。(县住房城乡建设局负责)
//!
//! 附件：1.某县用水用气方案
//! 附件1
//! 某县用水用气方案
//! 一、主要措施
//! 1.严格收费管理。逐步实现用水用气企业投资产权边界外“零收费”。
//! 责任单位：县城市管理局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.规范收费。逐步实现用水用气企业投资产权边界外“零收费”。(县住房城乡建设局负责)
//!
//! 附件：1.某县用水用气方案
//! 附件1
//! 某县用水用气方案
//! 一、主要措施
//! 1.严格收费管理。逐步实现用水用气企业投资产权边界外“零收费”。
//! 责任单位：县城市管理局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::rules::wording_list::{side, twins};
use serde::Deserialize;
use std::sync::LazyLock;

pub(super) const CODE: &str = "wording-hedge";
pub(super) const TITLE: &str = "一处是承诺，一处加了“逐步”“基本”";

#[derive(Deserialize)]
struct Hedges {
    word: Vec<String>,
}

static HEDGES: LazyLock<Hedges> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/hedges.toml")).expect("data/hedges.toml is well formed: a test reads it")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (a, b, found) in twins(context) {
        let hedge =
            |runs: &[String]| HEDGES.word.iter().find(|word| runs.iter().any(|run| run.ends_with(word.as_str())));
        let word = match (hedge(&found.only_a), hedge(&found.only_b)) {
            (Some(word), None) | (None, Some(word)) => word,
            _ => continue,
        };
        let message = format!("承诺的程度不同：一处有“{word}”，一处没有");
        let (left, right) = (side(context, a).marked(word), side(context, b).marked(word));
        findings.push(finding(CODE, Severity::Info, message, left, Some(right)));
    }
}
