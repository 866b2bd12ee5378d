//! # date-order：起止颠倒
//!
//! “自2025年2月6日至2025年1月28日”“2025—2021年”：开始晚于结束，两端都写明年份的为错误；“15%至6%”“5—2家”“14时至11时”
//! 这样从大到小的范围为警告（“由15%降至6%”、跨夜的时间不算）。“5月15日（含5月25日）”前后不是同一天的，同样为警告。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.开展活动。自2025年2月6日至2025年1月28日开展活动，给予15%至6%的奖励。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.开展活动。2025年1月16日至5月15日（含5月25日）发放消费券。
//! ```
//! “36个月（不含）至18个月之间”、前后两步的时限倒了（2019年12月底前完成规划，2019年10月底前完成验收）的，为提示。
//!
//! ```bad
//! 某县工作方案
//! 1.控制供应。去化周期在36个月（不含）至18个月之间时，控制供应。
//! ```
//! ```bad
//! 某县工作方案
//! 1.补建设施。2019年12月底前完成建设规划，2019年10月底前完成竣工验收。
//! ```
//! ```bad
//! 某县工作方案
//! 1.创建机关。2025年70%以上、2022年80%以上机关达到要求。
//! ```
//! ```good
//! 某县工作方案
//! 1.创建机关。2022年70%以上、2025年80%以上机关达到要求，时间由36个月至18个月逐步缩短。
//! 2.补建设施。2019年10月底前完成建设规划，2020年12月底前完成竣工验收。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.开展活动。自2025年1月6日（含1月6日）至2025年2月28日开展活动，给予6%至15%的奖励，税率由15%降至6%，22时至6时禁行。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub(super) const CODE: &str = "date-order";
pub(super) const TITLE: &str = "起止颠倒的日期、时间和范围";

static DATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?)?起?(?:[（(][^（()）]{1,8}[)）])?(?:—+|-|－|~|～|至|到)((?:19|20)\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
        .expect("a pattern")
});

static YEARS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^\d])((?:19|20)\d\d)(?:—+|-|－|~|～|至)((?:19|20)\d\d)年").expect("a pattern"));

static IN_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日起?(?:—+|-|－|~|～|至|到)(?:(\d{1,2})月)?(\d{1,2})日")
        .expect("a pattern")
});

static SHARES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d.A-Za-z—\-－~～第〔\[/])(\d{1,3}(?:\.\d+)?)(?:%(?:—+|-|－|~|～|至)(\d{1,3}(?:\.\d+)?)%|(?:—+|-|－|~|～|至)(\d{1,3}(?:\.\d+)?)(?:%|个|家|名|人|项|场|次|天|年|小时|万|亿|公里|亩|户|所|条|倍|岁|周岁|元|米|吨|平方米|辆|套|座|处))")
        .expect("a pattern")
});

static HOURS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d:：])(\d{1,2})(?:时|点|[:：]00|[:：]30)(?:—+|-|－|~|～|至)(\d{1,2})(?:时|点|[:：]00|[:：]30)")
        .expect("a pattern")
});

/// A range that names its unit twice: 18个月（不含）至36个月之间.
static TWICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d.])(\d{1,4})(个月|个工作日|天|年|岁|周岁|平方米|万元|元|亩|公里|米)(?:[（(]不?含[^（()）]{0,6}[)）])?(?:—+|至)(\d{1,4})(个月|个工作日|天|年|岁|周岁|平方米|万元|元|亩|公里|米)(?:[（(]不?含[^（()）]{0,6}[)）])?(?:之间|不等|的|，|,)")
        .expect("a pattern")
});

/// Two steps of one sentence, each with its limit: 2019年10月底前完成规划，2020年12月底前完成验收.
static STEPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；。于])((20\d\d)年(?:(\d{1,2})月)?底?前)(?:完成|实现|建成|基本)[^，。；\d]{2,30}，(?:于|到)?((20\d\d)年(?:(\d{1,2})月)?底?前)(?:完成|实现|建成|基本|全面)")
        .expect("a pattern")
});

/// Shares of two years in a row: 2022年70%以上、2025年80%以上.
static SERIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((20\d\d)年(?:达到)?\d{1,3}%以上、(20\d\d)年(?:达到)?\d{1,3}%以上)").expect("a pattern")
});

/// Ranges, steps and series whose second member lies before the first.
fn turned(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in TWICE.captures_iter(&passage.text).filter(|found| found[2] == found[4]) {
        let before = &passage.text[..found.get(1).map_or(0, |first| first.start())];
        let value = |at: usize| number(&found, at).filter(|value| !(1900..2100).contains(value));
        if value(1).zip(value(3)).is_some_and(|(from, to)| from > to) && !WAY.is_match(before) {
            push(context, passage, &found, Severity::Info, findings);
        }
    }
    for found in STEPS.captures_iter(&passage.text) {
        let limit = |at: usize| (number(&found, at), number(&found, at + 1).unwrap_or(LAST_MONTH));
        if let Some(whole) = found.get(0).filter(|_| limit(5) < limit(2)) {
            let message = format!("前一步为“{}”，后一步为“{}”", &found[1], &found[4]);
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(&found[4]);
            findings.push(finding(CODE, Severity::Info, message, side, None));
        }
    }
    for found in SERIES.captures_iter(&passage.text).filter(|found| number(found, 3) < number(found, 2)) {
        push(context, passage, &found, Severity::Info, findings);
    }
}

/// The month of a limit that names its year alone.
const LAST_MONTH: u16 = 12;

/// Words before a range that make it a way from more to less.
static WAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:由|从|自|降|减|缩|低|退坡|逐年|递减)[^，。；]{0,12}$").expect("a pattern"));

/// A day, and in brackets that it is included: 至2024年5月15日（含5月15日）.
static INCLUDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(\d{1,2})月)?(\d{1,2})日[（(]含(?:(\d{1,2})月)?(\d{1,2})日[）)]").expect("a pattern")
});

/// Days that are said to be included and are not the day named before.
fn included(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in INCLUDED.captures_iter(&passage.text) {
        let month = number(&found, 1).zip(number(&found, 3)).is_some_and(|(named, included)| named != included);
        if month || number(&found, 2) != number(&found, 4) {
            let words = &found[0];
            let side = context.in_passage(passage, words).marked(words);
            findings.push(finding(CODE, Severity::Warning, format!("“{words}”：前后不是同一天"), side, None));
        }
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter() {
        dates(context, passage, findings);
        ranges(context, passage, findings);
        included(context, passage, findings);
        turned(context, passage, findings);
    }
}

fn dates(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in DATES.captures_iter(&passage.text) {
        let day = |from: usize| (number(&found, from), number(&found, from + 1), number(&found, from + 2));
        let (start, end) = (day(1), day(4));
        // Months count where both ends have them.
        let later = start.0 > end.0
            || start.0 == end.0 && both(start.1, end.1) && (start.1, start.2) > (end.1, end.2.or(start.2));
        if later {
            push(context, passage, &found, Severity::Error, findings);
        }
    }
    for found in YEARS.captures_iter(&passage.text).filter(|found| number(found, 1) > number(found, 2)) {
        push(context, passage, &found, Severity::Error, findings);
    }
    for found in IN_YEAR.captures_iter(&passage.text) {
        let (start, end) =
            ((number(&found, 2), number(&found, 3)), (number(&found, 4).or(number(&found, 2)), number(&found, 5)));
        // A month before the first is that of the next year.
        if start.0 == end.0 && start.1 > end.1 {
            push(context, passage, &found, Severity::Error, findings);
        } else if start.0 > end.0 {
            push(context, passage, &found, Severity::Info, findings);
        }
    }
}

fn both(a: Option<u16>, b: Option<u16>) -> bool {
    a.is_some() == b.is_some()
}

fn ranges(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in SHARES.captures_iter(&passage.text) {
        let share = |at: usize| found.get(at).and_then(|group| group.as_str().parse::<f64>().ok());
        let (from, to) = (share(1), share(2).or(share(3)));
        let before = &passage.text[..found.get(1).map_or(0, |first| first.start())];
        if from > to && !WAY.is_match(before) {
            push(context, passage, &found, Severity::Warning, findings);
        }
    }
    for found in HOURS.captures_iter(&passage.text) {
        let (Some(start), Some(end)) = (number(&found, 1), number(&found, 2)) else { continue };
        // 22时至6时 is a night.
        if start > end && start < 17 {
            push(context, passage, &found, Severity::Warning, findings);
        }
    }
}

fn number(found: &Captures<'_>, at: usize) -> Option<u16> {
    found.get(at).and_then(|group| group.as_str().parse().ok())
}

fn push(
    context: &Context<'_>,
    passage: &Passage<'_>,
    found: &Captures<'_>,
    severity: Severity,
    findings: &mut Vec<Finding>,
) {
    let Some(whole) = found.get(0) else { return };
    let words = whole.as_str().trim_start_matches(|char: char| !char.is_ascii_digit());
    let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(words);
    findings.push(finding(CODE, severity, format!("“{words}”起止颠倒"), side, None));
}
