//! # date-weekday：星期与日期不符
//!
//! “2025年1月28日（星期三）”：那一天是星期二。写明年份的为错误，年份由上文推得的为提示。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.召开部署会。2025年1月28日（星期三）召开。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.召开部署会。2025年1月28日（星期二）召开。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::Date;

pub(super) const CODE: &str = "date-weekday";
pub(super) const TITLE: &str = "星期与日期不符";

const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日[（(，]?(?:星期|周|礼拜)([一二三四五六日天])").expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in &context.passages {
        for found in DATED.captures_iter(&passage.text) {
            let number = |at: usize| found.get(at).and_then(|group| group.as_str().parse::<u16>().ok());
            let Some(year) = number(1).or(context.facts.info.year) else { continue };
            let day = number(2).zip(number(3)).and_then(|(month, day)| Date::new(year, month as u8, day as u8));
            let (Some(day), Some(whole)) = (day, found.get(0)) else { continue };
            let right = DAYS[usize::from(day.days_after_monday()) % 7];
            let said = if &found[4] == "天" { "日" } else { &found[4] };
            if said == right.to_string() {
                continue;
            }
            let severity = if found.get(1).is_some() { Severity::Error } else { Severity::Info };
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(whole.as_str());
            let message = format!("{day}是星期{right}，不是星期{said}");
            findings.push(finding(CODE, severity, message, side, None));
        }
    }
}
