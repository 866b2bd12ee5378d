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
//! ```good
//! 某县2024年工作方案
//! 一、主要措施
//! 1.加强巡查。2024年2月29日前完成排查，第四季度整改，连续五季度稳定。（县水利局负责）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use zhengtu_model::Reading;

pub(super) const CODE: &str = "date-impossible";
pub(super) const TITLE: &str = "历法上没有的日期";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let entries = &context.facts.account.entries;
    for entry in entries.iter().filter(|entry| entry.reading == Reading::ImpossibleDate) {
        let message = format!("历法上没有“{}”，请核对", entry.surface);
        let at = context.quote(entry.part, &entry.path, &entry.surface, &entry.evidence);
        findings.push(finding(CODE, Severity::Error, message, at, None));
    }
}
