//! # deadline-validity：时限在文件的有效期之外
//!
//! “自2023年3月1日起施行，有效期至2022年12月31日”：有效期截止于施行之前（错误）。文件2023年底失效，任务却要求2026年底前完成
//! （警告）；施行之前就到期的任务同样列出（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事，2026年底前完成50个项目。（县教育局负责）
//! 本方案自2023年1月1日起施行，有效期至2023年12月31日。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事，2023年底前完成50个项目。（县教育局负责）
//! 本方案自2023年1月1日起施行，有效期至2023年12月31日。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use regex::{Captures, Regex};
use std::sync::LazyLock;
use zhengtu_model::Date;

pub(super) const CODE: &str = "deadline-validity";
pub(super) const TITLE: &str = "时限在文件的有效期之外";

static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"自(20\d\d)年(\d{1,2})月(\d{1,2})日起?(?:正式)?(?:施行|实施|执行|生效|实行|试行)").expect("a pattern")
});
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"有效期?(?:限)?(?:截至|截止到|截止|至|到|为至)(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
        .expect("a pattern")
});
/// A limit in running text.
static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d—\-至])(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?前").expect("a pattern")
});

/// The last day that a match names.
fn last_day(found: &Captures<'_>) -> Option<Date> {
    let number = |at: usize| found.get(at).and_then(|group| group.as_str().parse::<u16>().ok());
    let (year, month) = (number(1)?, number(2).unwrap_or(12) as u8);
    match number(3) {
        Some(day) => Date::new(year, month, day as u8),
        None => (28..=31).rev().find_map(|day| Date::new(year, month, day)),
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut valid = None;
    for passage in context.passages.iter() {
        for sentence in sentences(&passage.text) {
            let (from, until) = (FROM.captures(sentence), UNTIL.captures(sentence));
            let Some(end) = until.as_ref().and_then(last_day) else { continue };
            let start = from.as_ref().and_then(last_day);
            if start.is_some_and(|start| end < start) {
                let message = "有效期截止于施行之前".to_owned();
                findings.push(finding(CODE, Severity::Error, message, context.in_passage(passage, sentence), None));
            } else if sentence.contains('本') {
                valid = Some((start, end, context.in_passage(passage, sentence)));
            }
        }
    }
    let Some((start, end, closing)) = valid else { return };
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text).filter(|phrase| !UNTIL.is_match(phrase)) {
            let Some(day) = LIMIT.captures(phrase).as_ref().and_then(last_day) else { continue };
            let told = match start {
                _ if day > end => Some((Severity::Warning, format!("时限{day}在有效期（至{end}）之后"))),
                Some(start) if day < start => Some((Severity::Info, format!("时限{day}在施行（{start}）之前"))),
                _ => None,
            };
            if let Some((severity, message)) = told {
                findings.push(finding(
                    CODE,
                    severity,
                    message,
                    context.in_passage(passage, phrase),
                    Some(closing.clone()),
                ));
            }
        }
    }
}
