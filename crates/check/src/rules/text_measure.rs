//! # text-measure：数字后漏了量词
//!
//! “5指标”漏了“项”，“2工作日”漏了“个”，“建设30电气化项目”漏了“个”（提示）。不用量词的（打造500强、建设5G）见 `checks.toml` 的
//! bare_count。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 知识产权等5指标提升30%以上，政府采购等3项指标提升50%以上，缴税等9项指标达到前沿水平。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 建设30电气化项目，完成20历史文化名城保护。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 知识产权等5项指标提升30%以上，世界500强企业落户，实行7×24小时服务，打造15分钟生活圈，建设50公里绿道。
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

/// A number behind a verb of making, before what is made.
static MADE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:建设|新建|建成|完成|培育|培养|引进|招引|引育|扶持|打造|创建|新增|举办|组织|实施|建立|设立|遴选|认定|选拔|改造|布局|推出|形成|制定|开展|选树|评选)(?:不少于|超过|至少|约|近)?(?:\d+(?:个|座|处|项|家|条|所|场)[\p{Han}]{2,14}[、和及])?(([2-9]|[1-9]\d{1,3})([\p{Han}]{2,6}))")
        .expect("a pattern")
});

/// Numbers that may be years.
const YEARS: std::ops::Range<u32> = 1900..2100;

/// Whether words behind a number begin with what needs no measure word, or with one.
fn is_counted(context: &Context<'_>, words: &str) -> bool {
    context.lexicon.measures().unit_at(words).is_some() || context.lexicon.checks().bare_count.at_start(words).is_some()
}

/// A number that lacks a measure word before a thing that is made.
fn made(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in MADE.captures_iter(phrase) {
                let words = &found[1];
                let year = found[2].parse::<u32>().is_ok_and(|number| YEARS.contains(&number));
                if year || is_counted(context, &found[3]) || quoted(phrase, words) || BARE.is_match(words) {
                    continue;
                }
                let at = context.in_passage(passage, phrase).marked(words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”的数字后疑漏量词"), at, None));
            }
        }
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    made(context, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for found in BARE.captures_iter(phrase) {
                let words = &found[1];
                // A year, or a name that ends in a number (360平台).
                let number: u32 = words.trim_matches(|char: char| !char.is_ascii_digit()).parse().unwrap_or(0);
                if YEARS.contains(&number) || quoted(phrase, words) || number >= 100 {
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
