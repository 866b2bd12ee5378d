//! # value-growth：增减的数与前后两个数不符
//!
//! “由100家增加到150家，增加60家”“由20个精简到10个，减少60%”：前后两个数的差、差占原数的比例应当就是所说的增减（警告）。
//! 所说的数取整、写了“约”“以上”的，差一个单位以内不算；“近”“以上”之外的约数不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 高新技术企业由100家增加到150家，增加60家。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 申请材料由20份精简到10份，减少60%。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 高新技术企业由100家增加到150家，增加50家。申请材料由30份精简到20份，减少33%，企业由90家增加到150家，增长50%以上。
//! 办理时间由30天压缩至10天，较上年减少5天。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "value-growth";
pub(super) const TITLE: &str = "增减的数与前后两个数不符";

/// From one figure to another, and straight behind it by how much: 由100家增加到150家，增加50家.
static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"由(?:目前|原来|现在|法定|上年|\d{4}年)?的?(\d+(?:\.\d+)?)([\p{Han}%]{1,4}?)(?:再)?(?:增加|增长|提高|提升|扩大|上升|减少|压减|压缩|精简|缩短|降低|下降|缩减)(?:到|至|为)(\d+(?:\.\d+)?)([\p{Han}%]{1,4}?)，(?:共|净|累计)?(?:增加|增长|提高|提升|减少|压减|压缩|精简|缩短|降低|下降|增幅|降幅|压缩幅度)(?:了|达|达到|为)?(近|约)?(\d+(?:\.\d+)?)(%|个百分点|[\p{Han}]{1,4}?)(以上|左右)?(?:[，。；）)]|$)")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            for found in GROWTH.captures_iter(sentence) {
                let number = |at: usize| found[at].parse::<f64>().unwrap_or(0.0);
                let (from, to, said) = (number(1), number(3), number(6));
                let change = match &found[7] {
                    "%" if &found[2] != "%" => (to - from).abs() / from * 100.0,
                    unit if *unit == found[2] => (to - from).abs(),
                    _ => continue,
                };
                let rough = [5, 8].iter().any(|group| found.get(*group).is_some());
                let alike = found[2] == found[4];
                // 增长50%以上 of two thirds holds; what is less than said does not.
                let holds = (change - said).abs() < 1.0 + f64::EPSILON || rough;
                if holds || !alike || from <= 0.0 {
                    continue;
                }
                let message =
                    format!("由{}到{}相差{}，却说是{}{}", &found[1], &found[3], rounded(change), &found[6], &found[7]);
                let at = context.in_passage(passage, sentence).marked(&format!("{}{}", &found[6], &found[7]));
                findings.push(finding(CODE, Severity::Warning, message, at, None));
            }
        }
    }
}

/// A number with at most one digit behind the point.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
