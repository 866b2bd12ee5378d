//! # citation-form：文号的写法不合规范
//!
//! 文号由机关代字、年份、序号组成，年份标全称用六角括号〔〕，序号不加“第”、不编虚位
//! （GB/T 9704—2012，7.2.5）。用方括号、圆括号，写“第”，序号以 0 开头的列出来（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 根据《关于优化服务的通知》(豫营商[2020]2号)要求，制定本方案。
//! ```
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 根据《关于优化服务的通知》（豫营商〔2020〕）要求，制定本方案。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 根据《关于优化服务的通知》（豫营商〔2020〕2号）要求，制定本方案。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "citation-form";
pub(super) const TITLE: &str = "文号的写法不合规范";

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{2,10}([〔\[［（(【])(\d{2,4})([〕\]］）)】])(第)?(\d{1,5})号").expect("a pattern")
});

/// A number that lacks 号.
static UNNAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}]{2,10}〔\d{4}〕\d{1,5}(?:[^号\d—-]|$)").expect("a pattern"));

/// A year in the bracket of a number that is none, or has 年.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]{1,10}〔(?:(\d{5,}|\d{1,3})|(\d{4}年))〕(?:\d{1,5})?号?").expect("a pattern")
});

/// A number without its number: 〔2025〕号, （某政〔2025〕）.
static NONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}]{2,10}〔\d{4}〕(?:号|[）)，。；、要文精])").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in &context.passages {
        for found in NUMBER.captures_iter(&passage.text) {
            let faults: Vec<&str> = [
                (&found[1] != "〔" || &found[3] != "〕").then_some("年份应当用六角括号〔〕"),
                (found[2].len() != 4).then_some("年份应当写四位"),
                found.get(4).map(|_| "序号前不加“第”"),
                found[5].starts_with('0').then_some("序号不编虚位"),
            ]
            .into_iter()
            .flatten()
            .collect();
            if !faults.is_empty() {
                let message = format!("文号“{}”：{}", &found[0], faults.join("，"));
                findings.push(finding(CODE, Severity::Info, message, context.in_passage(passage, &found[0]), None));
            }
        }
        let year = YEAR.captures_iter(&passage.text).filter(|found| !NUMBER.is_match(&found[0]));
        for found in year {
            let fault = if found.get(2).is_some() { "年份后不写“年”" } else { "年份应当写四位" };
            let message = format!("文号“{}”：{fault}", &found[0]);
            findings.push(finding(CODE, Severity::Info, message, context.in_passage(passage, &found[0]), None));
        }
        for found in NONE.find_iter(&passage.text) {
            let number = found.as_str().trim_end_matches(|char| !matches!(char, '〕' | '号'));
            let message = format!("文号“{number}”：缺序号");
            findings.push(finding(CODE, Severity::Info, message, context.in_passage(passage, number), None));
        }
        for found in UNNAMED.find_iter(&passage.text) {
            let number = found.as_str().trim_end_matches(|char: char| !char.is_ascii_digit());
            let message = format!("文号“{number}”：序号后缺“号”");
            findings.push(finding(CODE, Severity::Info, message, context.in_passage(passage, number), None));
        }
    }
}
