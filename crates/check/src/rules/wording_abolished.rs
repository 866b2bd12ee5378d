//! # wording-abolished：一处取消的事项，另一处还在推行
//!
//! 一项任务说“取消增值税发票验旧”，另一项推出“增值税发票验旧领用套餐”：取消了还是保留，需要说清（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.简化流程。逐步取消增值税发票验旧。(县税务局负责)
//! 2.推行套餐式服务。推出增值税发票验旧领用套餐。(县税务局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.简化流程。逐步取消增值税发票验旧。(县税务局负责)
//! 2.推行套餐式服务。推出清税注销套餐。(县税务局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.加强监管。对弄虚作假的，取消专项资金申报资格，责令停止食品生产经营活动。(县财政局负责)
//! 2.支持企业。符合条件的企业具有专项资金申报资格，规范食品生产经营活动。(县财政局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "wording-abolished";
pub(super) const TITLE: &str = "一处取消的事项，另一处还在推行";

static ABOLISHED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:取消|废止)([\p{Han}]{6,14})$").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let phrases = context.phrases();
    let not_kept = &context.lexicon.checks().not_kept;
    for phrase in phrases {
        let Some(matter) = ABOLISHED.captures(&phrase.text).map(|found| found[1].to_owned()) else { continue };
        if context.lexicon.checks().sanction.within(&matter) {
            continue;
        }
        let others = phrases.iter().filter(|other| other.part == phrase.part && other.task != phrase.task);
        let mut naming = others.filter(|other| other.text.contains(&matter));
        if let Some(kept) = naming.find(|other| !not_kept.within(&other.text)) {
            let side = |phrase: &crate::running::Phrase| {
                context.in_passage(&context.passages[phrase.passage], &phrase.text).marked(&matter)
            };
            let message = format!("一处取消“{matter}”，另一处还在推行");
            findings.push(finding(CODE, Severity::Warning, message, side(phrase), Some(side(kept))).confidence(0.7));
        }
    }
}
