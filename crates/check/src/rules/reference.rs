//! # reference：所引的附件、条款不存在
//!
//! “见附件22”“本办法第五条”应当指到文中有的附件和条款；按照某份清单报送，而清单列入目录却没有附上，
//! 工作就没有依据。都为错误。引用法律法规的条款不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作要求
//! 各单位按附件3的要求报送进展。
//!
//! 附件1
//! 某县任务清单
//! 一、要求
//! 按时完成。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作要求
//! 各单位按附件1的要求报送进展。
//!
//! 附件1
//! 某县任务清单
//! 一、要求
//! 按时完成。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "reference";
pub(super) const TITLE: &str = "所引的附件、条款不存在";

static ANNEX: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"附件[（(]?(\d{1,3})").expect("a pattern"));
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本(?:办法|规定|细则|意见|方案|措施|通知)|[（(]?见)(第[一二三四五六七八九十百]+条)")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    annexes(context, findings);
    articles(context, findings);
    absent_titles(context, findings);
}

fn annexes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let parts = &context.facts.parts;
    // Where no annex is there or listed, the annexes are kept elsewhere.
    if parts.iter().all(|part| part.number == 0) {
        return;
    }
    for passage in context.passages.iter().filter(|passage| is_prose(passage.clause.kind)) {
        for sentence in split(&passage.text) {
            for found in ANNEX.captures_iter(sentence) {
                let number: u32 = found[1].parse().unwrap_or(0);
                if number > 0 && parts.iter().all(|part| part.number != number) {
                    let at = context.in_passage(passage, sentence).marked(&found[0]);
                    findings.push(finding(CODE, Severity::Error, format!("所引的附件{number}不存在"), at, None));
                }
            }
        }
    }
}

fn is_prose(kind: ClauseKind) -> bool {
    matches!(kind, ClauseKind::Text | ClauseKind::Field | ClauseKind::Row)
}

fn articles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let steps: HashSet<(u32, &str)> = context
        .facts
        .clauses
        .iter()
        .flat_map(|clause| clause.path.split('/').map(|step| (clause.part, step)))
        .collect();
    for passage in context.passages.iter().filter(|passage| is_prose(passage.clause.kind)) {
        for sentence in split(&passage.text) {
            for found in ARTICLE.captures_iter(sentence) {
                let article = &found[1];
                // 第五条 of a text that numbers 五、 is its fifth point.
                let numeral = article.trim_start_matches('第').trim_end_matches('条');
                if ![article, numeral].iter().any(|step| steps.contains(&(passage.clause.part, *step))) {
                    let at = context.in_passage(passage, sentence).marked(article);
                    findings.push(finding(CODE, Severity::Error, format!("所引的{article}不存在"), at, None));
                }
            }
        }
    }
}

/// A title that is cited and is that of an annex which is listed and absent.
fn absent_titles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let annexes = context.facts.parts.iter().filter(|part| part.number > 0);
    if annexes.clone().all(|part| !part.present) {
        return;
    }
    for part in annexes.filter(|part| !part.present && !part.title.is_empty()) {
        let cited = format!("《{}》", part.title);
        for passage in context.passages.iter().filter(|passage| passage.is_content()) {
            for sentence in sentences(&passage.text).filter(|sentence| sentence.contains(&cited)) {
                let at = context.in_passage(passage, sentence).marked(&cited);
                let message = format!("所依据的{cited}（附件{}）没有附上", part.number);
                findings.push(finding(CODE, Severity::Error, message, at, None));
            }
        }
    }
}
