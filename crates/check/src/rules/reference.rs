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

use crate::document::{Context, Passage};
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
    Regex::new(r"(?:(?:本(?:办法|规定|细则|意见|方案|措施|通知)|[（(]?见)|(?:本(?:办法|规定|细则|意见|方案|措施|通知))第[一二三四五六七八九十百]+条(?:[^。；《》]{0,12}?)(?:和|、|至|及|按照|依照))(第(?:[一二三四五六七八九十百]+|\d{1,3})条)")
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
                let known = parts.iter().find(|part| part.number == number);
                if known.is_some_and(|part| !part.present && part.held_by.is_none()) {
                    let at = context.in_passage(passage, sentence).marked(&found[0]);
                    findings.push(finding(CODE, Severity::Info, format!("所引的附件{number}没有附上"), at, None));
                }
                if number > 0 && known.is_none() {
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

/// A part of the plan that is referred to by its number: 见第五部分.
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本(?:办法|规定|细则|意见|方案|措施|通知)|[（(]?见)(第[一二三四五六七八九十]{1,3}(?:部分|章|节))")
        .expect("a pattern")
});

fn articles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let steps: HashSet<(u32, &str)> = context
        .facts
        .clauses
        .iter()
        .flat_map(|clause| clause.path.split('/').map(|step| (clause.part, step)))
        .collect();
    for passage in context.passages.iter().filter(|passage| is_prose(passage.clause.kind)) {
        for sentence in sentences(&passage.text) {
            for pattern in [&ARTICLE, &SECTION] {
                let mut from = 0;
                // A second article of the same law or plan may follow the first.
                while let Some(found) = pattern.captures_at(sentence, from) {
                    let Some(article) = found.get(1) else { break };
                    if let Some(at) = absent(context, passage, sentence, article.as_str(), &steps) {
                        findings.push(at);
                    }
                    from = article.end();
                }
            }
        }
    }
}

/// The finding for an article that does not exist.
fn absent(
    context: &Context<'_>,
    passage: &Passage<'_>,
    sentence: &str,
    article: &str,
    steps: &HashSet<(u32, &str)>,
) -> Option<Finding> {
    // 第五条 of a text that numbers 五、 is its fifth point.
    let inner = article.trim_start_matches('第');
    let inner = inner
        .trim_end_matches(|char: char| !char.is_ascii_digit() && crate::numbers::read(&char.to_string()).is_none());
    let number = crate::numbers::read(inner)?;
    let numeral = crate::numbers::chinese(number);
    let digits = number.to_string();
    let unit = article.chars().next_back()?;
    let written = format!("第{numeral}{unit}");
    let known = [article, &written, &numeral, &digits].iter().any(|step| steps.contains(&(passage.clause.part, *step)));
    (!known && number < 100).then(|| {
        let at = context.in_passage(passage, sentence).marked(article);
        finding(CODE, Severity::Error, format!("所引的{article}不存在"), at, None)
    })
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
