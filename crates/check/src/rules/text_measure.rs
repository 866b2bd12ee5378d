//! # text-measure：数字后漏了量词
//!
//! “5指标”漏了“项”，“2工作日”漏了“个”：同样的名词在别处前面都有量词（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 知识产权等5指标提升30%以上，政府采购等3项指标提升50%以上，缴税等9项指标达到前沿水平。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 知识产权等5项指标提升30%以上，世界500强企业落户，实行7×24小时服务。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use crate::places;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-measure";
pub(super) const TITLE: &str = "数字后漏了量词";

/// A number straight before a noun of which things are counted.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d.．〔\[×])(\d{1,4}(?:工作日|指标|环节|试点|领域|项目|单位|企业|社区|窗口|平台|乡镇|事项|材料|措施|任务|学校|医院|站点|机构))")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in BARE.captures_iter(phrase) {
                let words = &found[1];
                // A year, or a name that ends in a number (360平台).
                let number: u32 = words.trim_matches(|char: char| !char.is_ascii_digit()).parse().unwrap_or(0);
                if (1900..2100).contains(&number) || quoted(phrase, words) || number >= 100 {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”的数字后疑漏量词"), at, None));
            }
        }
    }
}

/// Whether the words stand within quotes: they are a name.
fn quoted(phrase: &str, words: &str) -> bool {
    let before = phrase.find(words).map_or("", |at| &phrase[..at]);
    before.matches('“').count() > before.matches('”').count()
}
