//! # value-share：超过百分之百的比率
//!
//! 覆盖率、合格率、占比、处理率等不可能超过100%（错误）。拨备覆盖率、完成计划的120%等可以超过的不查。
//! 哪些比率不能超过、哪些可以：`checks.toml` 的 never_over_whole 和 may_exceed_whole。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 生活垃圾无害化处理率达到120%。
//! ```
//! 三次产业的比重合计不是100的（警告），减少的幅度、降低以后的比率超过100%的（成本降低至180%），列为提示。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 三次产业结构调整为8.5:41.5:55。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 破产成本降低至180%左右。
//! ```
//! 分数大于一的（四分之五）同样为提示。
//!
//! ```bad
//! 某县若干措施
//! 1.放宽条件。形象进度达到四分之五以上的房屋，可申请办理。
//! ```
//! ```good
//! 某县若干措施
//! 1.放宽条件。形象进度达到四分之一以上、二十分之三以上的房屋，可申请办理。
//! ```
//! ```bad
//! 某县工作方案
//! 1.放宽条件。可按不超过本年度招录计划150%的比例招录。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 按照150%的比例加计扣除，按不超过招录计划50%的比例招录。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 生活垃圾无害化处理率达到100%，拨备覆盖率达到150%，成本降低至18%，三次产业结构调整为8.5:41.5:50。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::numbers;
use crate::phrases::split;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "value-share";
pub(super) const TITLE: &str = "超过百分之百的比率";

/// A level of a rate: its name, words of reaching, the figure.
static LEVEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{2,12}?)(?:均|全部|分别|稳定|力争|确保|保持)*(?:达到|达|为|不低于|提高到|提高至|提升到|提升至|保持在|稳定在|控制在|在|超过)(\d{3,4}(?:\.\d+)?)%")
        .expect("a pattern")
});

/// A share of the whole of something: 比例不低于全部出让金额的50%.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:比例|占比|比重)(?:不低于|不少于|不超过|不高于|达到|为)?(?:全部|总|全年|整个)[\p{Han}]{1,12}的(\d{3,4}(?:\.\d+)?)%").expect("a pattern")
});

/// A share of something that is taken at most: 不超过本年度招录计划50%的比例.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"不(?:超过|高于|得超过|得高于)[^，。；\d]{0,20}(?:计划|总数|人数|名额|总面积|编制数)(\d{3,4}(?:\.\d+)?)%的比例").expect("a pattern")
});

/// A fraction in words.
static FRACTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([二三四五六七八九十]{1,3})分之([一二三四五六七八九十]{1,3})").expect("a pattern"));

/// What is made less by, or to, a share.
static FALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:降低|下降|压缩|压减|减少|缩减|缩短|精简|降)(?:至|到|了|为)?(?:不超过|不低于)?(\d{3,4}(?:\.\d+)?)%")
        .expect("a pattern")
});

/// The shares of the three industries.
static THREE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"产业(?:结构|比例|比重|比)[\p{Han}]{0,8}?(\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)")
        .expect("a pattern")
});
/// How far the sum of rounded shares may be from the whole.
const ROUNDING: f64 = 0.35;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let words = context.lexicon.checks();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in THREE.captures_iter(&passage.text) {
            let sum: f64 = (1..=3).filter_map(|at| found[at].parse::<f64>().ok()).sum();
            if (sum - 100.0).abs() > ROUNDING {
                let side = context.in_passage(passage, &found[0]);
                findings.push(finding(CODE, Severity::Warning, format!("三次产业的比重合计为{sum}"), side, None));
            }
        }
        for found in FRACTION.captures_iter(&passage.text) {
            let (parts, taken) = (numbers::read(&found[1]), numbers::read(&found[2]));
            if parts.zip(taken).is_some_and(|(parts, taken)| taken > parts) {
                let side = context.in_passage(passage, &found[0]).marked(&found[0]);
                findings.push(finding(CODE, Severity::Info, format!("“{}”大于一", &found[0]), side, None));
            }
        }
        for phrase in split(&passage.text) {
            for found in WHOLE.captures_iter(phrase) {
                if found[1].parse::<f64>().is_ok_and(|share| share > 100.0) {
                    let side = context.in_passage(passage, phrase).marked(&format!("{}%", &found[1]));
                    findings.push(finding(CODE, Severity::Error, "占全部的比例不会超过100%".to_owned(), side, None));
                }
            }
            let part = PART.captures(phrase);
            if let Some(found) = part.filter(|found| found[1].parse::<f64>().is_ok_and(|share| share > 100.0)) {
                let side = context.in_passage(passage, phrase).marked(&format!("{}%", &found[1]));
                findings.push(finding(CODE, Severity::Info, "比例疑有误：超过了100%".to_owned(), side, None));
            }
            let fallen = FALL.captures(phrase).filter(|_| !words.may_exceed_whole.within(phrase));
            if let Some(found) = fallen.filter(|found| found[1].parse::<f64>().is_ok_and(|share| share > 100.0)) {
                let side = context.in_passage(passage, phrase).marked(&format!("{}%", &found[1]));
                let message = "减少的幅度、降低后的比率疑有误：超过了100%".to_owned();
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
            for found in LEVEL.captures_iter(phrase) {
                let share: f64 = found[2].parse().unwrap_or(0.0);
                let named = words.never_over_whole.at_end(&found[1]).is_some();
                if share > 100.0 && named && !words.may_exceed_whole.within(&found[1]) {
                    let message = format!("“{}”不会超过100%", &found[1]);
                    let side = context.in_passage(passage, phrase).marked(&format!("{}%", &found[2]));
                    findings.push(finding(CODE, Severity::Error, message, side, None));
                }
            }
        }
    }
}
