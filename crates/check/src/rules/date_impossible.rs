//! # date-impossible：历法上没有的日期
//!
//! “9月31日”“2月30日”“13月”“第五季度”在历法上不存在，没有人能按它完成，也不作任何时限（错误）。
//! 写明年份或从文件可知年份的，“2月29日”按该年核对。书名号、引号中的名称不查。
//!
//! ```bad
//! 某县2021年工作方案
//! 一、主要措施
//! 1.加强巡查。开展日常巡查。
//! 完成时限：2021年9月31日
//! 责任单位：县水利局
//! ```
//! ```bad
//! 某县2021年工作方案
//! 一、主要措施
//! 1.加强巡查。2021年2月29日前完成排查，第二季度整改。（县水利局负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.加强调度。每月250日前报送进度。（县水利局负责）
//! ```
//! ```good
//! 某县2024年工作方案
//! 一、主要措施
//! 1.加强巡查。2024年2月29日前完成排查，第四季度整改，连续五季度稳定。（县水利局负责）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::Reading;

pub(super) const CODE: &str = "date-impossible";
pub(super) const TITLE: &str = "历法上没有的日期";

/// A day of a month with three digits.
static THREE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:每月|年\d{1,2}月)(\d{3}日)").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in THREE.captures_iter(&passage.text).filter_map(|found| found.get(1)) {
            let day = found.as_str();
            let at = context.in_passage(passage, around(&passage.text, found.range())).marked(day);
            findings.push(finding(CODE, Severity::Error, format!("历法上没有“{day}”，请核对"), at, None));
        }
    }
    let entries = &context.facts.account.entries;
    for entry in entries.iter().filter(|entry| entry.reading == Reading::ImpossibleDate) {
        let message = format!("历法上没有“{}”，请核对", entry.surface);
        let at = context.quote(entry.part, &entry.path, &entry.surface, &entry.evidence);
        findings.push(finding(CODE, Severity::Error, message, at, None));
    }
}
