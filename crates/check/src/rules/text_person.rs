//! # text-person：套用了别的文件的称谓
//!
//! 县的方案里出现“我局”“县局”“本单位”“我市”，多半是从部门方案、上级方案里照搬过来的（提示）。
//! “本部门清单”“各单位、本单位”一类泛指的不算；每个附件的每种称谓只列一次。
//!
//! ```bad
//! 2021年温县工作方案
//! 一、主要措施
//! 1.畅通渠道。本部门在政务服务大厅设立了投诉咨询台。(县政务服务局负责)
//! ```
//! ```good
//! 2021年温县工作方案
//! 一、主要措施
//! 1.畅通渠道。各单位梳理本部门事项清单，我县统一公布。(县政务服务局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-person";
pub(super) const TITLE: &str = "套用了别的文件的称谓";

static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:目前，?)?(本部门在|本部门设|本单位还|本单位在|我局|我委|我办|我院|县局成立|市局成立|本局)")
        .expect("a pattern")
});

/// A county that plans for the whole city: verb and object, without a word of what it joins or follows.
static HIGHER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|优化|完善|建设|健全|提升|加快|建立)(我市|本市|全市)").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let county = context.facts.info.place.as_deref().is_some_and(|place| place.ends_with(['县', '区', '旗']));
    let bureau = is_of_bureau(context);
    let joins = &context.lexicon.checks().joins_higher;
    let mut told = BTreeSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            let single = SINGLE.captures(phrase).filter(|_| !bureau).map(|found| found[1].to_owned());
            let own = county && !joins.within(phrase);
            let higher = || HIGHER.captures(phrase).filter(|_| own).map(|found| found[1].to_owned());
            let Some(words) = single.or_else(higher) else { continue };
            if told.insert((passage.clause.part, words.clone())) {
                let at = context.in_passage(passage, phrase).marked(&words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”疑为照搬别的文件的称谓"), at, None));
            }
        }
    }
}

/// Whether the plan is that of a bureau, which may speak of itself.
fn is_of_bureau(context: &Context<'_>) -> bool {
    static BUREAU: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^，。；：]{2,24}(?:局|委|委员会|办公室|办|厅|部|院|中心|公司|集团|学校|大学|银行|分行)(?:关于|20|[\p{Han}]{2,20}(?:方案|办法|细则|措施|计划|意见|通知)|$)").expect("a pattern")
    });
    let title = context.facts.info.title.as_str();
    let head = context.passages.iter().take(5).map(|passage| passage.text.as_str());
    let heads = head.chain([title]).any(|line| BUREAU.is_match(line));
    // A text without a place of its own is that of any body.
    heads || context.facts.info.place.is_none() && context.facts.parts.len() == 1
}
