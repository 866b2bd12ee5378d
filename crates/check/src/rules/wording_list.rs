//! # wording-list：两处同一句话列举的事项不同
//!
//! 总体方案和附件用几乎相同的句子说同一件事，一处列举的事项多一项：多半有一处漏了（警告）。
//! 两处相似而各有不同的句子、同一部分内的并列条目、责任单位的名单、表格的格不查。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.压缩开办成本。新开办企业印章刻制、营业执照和发票邮寄费用，纳入本级财政预算。(县市场监管局负责)
//!
//! 附件：1.某县开办企业方案
//! 附件1
//! 某县开办企业方案
//! 一、主要措施
//! 1.印章刻制提速。新开办企业印章刻制和营业执照邮寄费用，纳入本级财政预算。
//! 责任单位：县公安局
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.压缩开办成本。新开办企业印章刻制和营业执照邮寄费用，纳入本级财政预算。(县市场监管局负责)
//!
//! 附件：1.某县开办企业方案
//! 附件1
//! 某县开办企业方案
//! 一、主要措施
//! 1.印章刻制提速。新开办企业印章刻制和营业执照邮寄费用，纳入本级财政预算。
//! 责任单位：县公安局
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrasediff::{Difference, difference};
use crate::running::Phrase;

pub(super) const CODE: &str = "wording-list";
pub(super) const TITLE: &str = "两处同一句话列举的事项不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (a, b, found) in twins(context) {
        let (Some(extra), longer) = one_sided(&found) else { continue };
        // Measures of one part are drawn up alike; the overall plan and an annex say the same.
        let worked_out = (a.part == 0) != (b.part == 0);
        if !is_item(extra) || !worked_out || a.task.is_none() || b.task.is_none() {
            continue;
        }
        let item = extra.trim_matches('、');
        let (left, right) = (side(context, a).marked(item), side(context, b).marked(item));
        let where_ = if longer { context.part_label(a.part) } else { context.part_label(b.part) };
        let message = format!("同一句话列举不同：“{item}”只见于{where_}");
        findings.push(finding(CODE, Severity::Warning, message, left, Some(right)));
    }
}

pub(super) fn side(context: &Context<'_>, phrase: &Phrase) -> crate::Side {
    context.in_passage(&context.passages[phrase.passage], &phrase.text)
}

/// Phrases of which one holds less than this of the other are not one sentence twice.
const CONTAINED: f64 = 0.75;
/// Shorter phrases, in characters, are alike by chance.
const SHORTEST: usize = 9;

/// The pairs of nearly the same phrases of different parts or tasks, with what differs.
pub(super) fn twins<'c>(context: &'c Context<'_>) -> Vec<(&'c Phrase, &'c Phrase, Difference)> {
    let phrases = context.phrases();
    let mut found = Vec::new();
    for pair in &context.alignment().phrases {
        let (a, b) = (&phrases[pair.a], &phrases[pair.b]);
        let shorter = a.text.chars().count().min(b.text.chars().count());
        let one_place = (a.part, a.task) == (b.part, b.task);
        if one_place || a.text == b.text || pair.contained < CONTAINED || shorter < SHORTEST {
            continue;
        }
        let difference = difference(&a.text, &b.text).filter(|found| found.shared * 10 >= shorter * 8);
        found.extend(difference.map(|difference| (a, b, difference)));
    }
    found
}

/// The only run that one phrase has more than the other, and whether it is the first that has it.
pub(super) fn one_sided(difference: &Difference) -> (Option<&str>, bool) {
    match (difference.only_a.as_slice(), difference.only_b.as_slice()) {
        ([extra], []) => (Some(extra), true),
        ([], [extra]) => (Some(extra), false),
        _ => (None, false),
    }
}

/// Whether a run is an item of a list with its sign.
fn is_item(extra: &str) -> bool {
    let item = extra.trim_matches('、');
    let signs = extra.starts_with('、') != extra.ends_with('、');
    signs && (2..=14).contains(&item.chars().count()) && !item.contains('等')
}
