//! # citation-year：文号的年份与日期不符
//!
//! 本文的文号是〔2022〕，落款日期却在2023年2月以后（警告）；所引文件的文号年份晚于本文的日期（警告）；
//! 年份本身不可能的，如〔2202〕（错误）。没有落款日期的，看标题的年份：2021年的工作方案不会引2022年的文件（警告）；
//! 标题也没有年份的，看全文：所引文件比全文提到的其他年份都晚得多（提示）。
//!
//! ```bad
//! 某县若干措施
//! 按照《某市若干措施》（某府办发〔2042〕24号）、《某省若干措施》（某办发〔2024〕2号）精神，制定本措施。
//! 1.推进甲事。在2024年7月1日至2025年6月30日期间给予补贴。
//! ```
//! ```good
//! 某县若干措施
//! 按照《某市若干措施》（某府办发〔2024〕24号）、《某省若干措施》（某办发〔2022〕2号）精神，制定本措施。
//! 1.推进甲事。在2023年7月1日至2025年6月30日期间给予补贴。
//! ```
//! ```bad
//! 2021年某县工作方案
//! 按照《某市工作方案》（某市政发〔2022〕8号）要求，制定本方案。
//! 一、主要措施
//! 1.推进甲事。
//! ```
//! ```good
//! 2021年度某县考核办法
//! 按照《某市考核办法》（某市政发〔2022〕8号）要求，制定本办法。
//! 一、考核内容
//! 1.推进甲事。
//! ```
//! ```bad
//! 某县人民政府关于印发某县工作方案的通知
//! 某政发〔2023〕5号
//! 各乡镇人民政府：
//! 按照《某市工作方案》（某市政发〔2203〕8号）要求，现将方案印发给你们。
//! 某县人民政府
//! 2023年3月5日
//!
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。
//! ```
//! ```good
//! 某县人民政府关于印发某县工作方案的通知
//! 某政发〔2023〕5号
//! 各乡镇人民政府：
//! 按照《某市工作方案》（某市政发〔2022〕8号）要求，现将方案印发给你们。
//! 某县人民政府
//! 2023年3月5日
//!
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "citation-year";
pub(super) const TITLE: &str = "文号的年份与日期不符";

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}]{2,10}[〔\[［（(【](\d{4})[〕\]］）)】]\d{1,5}号").expect("a pattern"));

/// A date that stands by itself: that of the signature.
static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[（(]?(20\d\d)年(\d{1,2})月(\d{1,2})日[）)]?$").expect("a pattern"));

/// Document numbers with years are as old as this.
const FIRST: u16 = 1949;
/// No document is of a year after this.
const LAST: u16 = 2099;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let signed = context.passages.iter().find_map(signed);
    let planned = planned(context);
    let named = if signed.is_none() && planned.is_none() { years(context) } else { Vec::new() };
    for (at, passage) in context.passages.iter().enumerate() {
        for found in NUMBER.captures_iter(&passage.text) {
            let (Ok(year), Some(whole)) = (found[1].parse::<u16>(), found.get(0)) else { continue };
            let told = if !(FIRST..=LAST).contains(&year) {
                Some((Severity::Error, format!("文号“{}”的年份不可能", whole.as_str())))
            } else {
                let after_title = || planned.filter(|planned| signed.is_none() && year > *planned);
                signed.and_then(|signed| later(year, signed, is_own(passage, at, whole.len()))).or_else(|| {
                    let Some(planned) = after_title() else { return after_all(year, &named) };
                    Some((Severity::Warning, format!("文号的年份{year}晚于本文标题的年份{planned}")))
                })
            };
            if let Some((severity, message)) = told {
                let side = context.in_passage(passage, whole.as_str()).marked(&found[1]);
                findings.push(finding(CODE, severity, message, side, None));
            }
        }
    }
}

/// So many years after all others of the text no document is that it cites.
const AFTER_ALL: u16 = 3;

/// The years that the text names, in order.
fn years(context: &Context<'_>) -> Vec<u16> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"((?:19|20)\d\d)[年〕\]］]").expect("a pattern"));
    let all = context.passages.iter().flat_map(|passage| YEAR.captures_iter(&passage.text));
    let mut years: Vec<u16> = all.filter_map(|found| found[1].parse().ok()).collect();
    years.sort_unstable();
    years
}

/// A year of a cited document that lies far behind all others of the text.
fn after_all(year: u16, named: &[u16]) -> Option<(Severity, String)> {
    let [.., other, last] = named else { return None };
    let far = *last == year && *other + AFTER_ALL < year;
    far.then(|| (Severity::Info, format!("文号的年份{year}晚于全文提到的其他年份（{other}年以前）")))
}

/// The year of which a plan is, by its title: it was written in that year or before. What looks back (考核, 总结) was not.
fn planned(context: &Context<'_>) -> Option<u16> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(20\d\d)年[\p{Han}]*(?:方案|计划|要点|措施|清单)").expect("a pattern"));
    let title = context.facts.info.title.as_str();
    let found = YEAR.captures(title).filter(|_| !context.lexicon.checks().looks_back.within(title))?;
    found[1].parse().ok()
}

/// The year and month of the signature.
fn signed(passage: &Passage<'_>) -> Option<(u16, u16)> {
    let found = SIGNED.captures(&passage.text)?;
    Some((found[1].parse().ok()?, found[2].parse().ok()?))
}

/// Whether a number that fills its line near the head of the document is its own.
fn is_own(passage: &Passage<'_>, at: usize, length: usize) -> bool {
    let alone = passage.text.len() <= length + "（）".len();
    alone && at < 6 && matches!(passage.clause.kind, ClauseKind::Other | ClauseKind::Heading | ClauseKind::Text)
}

fn later(year: u16, (signed, month): (u16, u16), own: bool) -> Option<(Severity, String)> {
    if year > signed {
        return Some((Severity::Warning, format!("文号的年份{year}晚于落款日期{signed}年{month}月")));
    }
    // A document of the end of a year may be signed at the beginning of the next.
    let stale = own && (year + 1 < signed || year < signed && month > 2);
    stale.then(|| (Severity::Warning, format!("文号的年份是{year}，落款日期是{signed}年{month}月")))
}
