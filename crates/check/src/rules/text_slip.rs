//! # text-slip：错别字
//!
//! 在任何上下文里都是错的写法：布署（部署）、再接再励（再接再厉）、经商环境（营商环境）……（警告）。词表：`slips.toml` 的 typos。
//! 自己的词表：用 `--words 文件夹`，其中放一个 `slips.toml`，写“错的 = 对的”，可以带说明：
//!
//! ```text
//! [typos]
//! "某某工程" = { right = "某某行动", note = "2023年起改名" }
//! ```
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.加强布署，再接再励。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.加强部署，再接再厉，宣布署名单位，公共设施延期开放的及时公告。
//! ```

use crate::dictionary;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places;
use zhengtu_lexicon::slips::SlipWords;

pub(super) const CODE: &str = "text-slip";
pub(super) const TITLE: &str = "错别字";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    report(context, CODE, Severity::Warning, &context.lexicon.slips().typos, findings);
}

/// Reports the wrong words of a list that stand in the document.
pub(super) fn report(
    context: &Context<'_>,
    code: &str,
    severity: Severity,
    words: &SlipWords,
    findings: &mut Vec<Finding>,
) {
    for passage in &context.passages {
        let slips = words.scan(&passage.text);
        for (at, slip) in slips.filter(|(at, _)| !dictionary::is_across_words(&passage.text, at)) {
            let wrong = &passage.text[at.clone()];
            let note = if slip.note.is_empty() { String::new() } else { format!("（{}）", slip.note) };
            let side = places::side(context, passage, at.clone());
            let message = format!("“{wrong}”应为“{}”{note}", slip.right);
            findings.push(finding(code, severity, message, side, None).fix(slip.right.as_str()));
        }
    }
}
