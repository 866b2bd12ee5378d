//! # date-future：已经发生的事晚于成文日期
//!
//! 第一个条目之前说的“2019年11月，党中央、国务院印发《某意见》，提出……”是已有的事；这一天却在本文的成文日期之后，多半是年月写错了
//! （警告）。将要做的事（“到2020年”“2020年底前”）不查。
//!
//! ```bad
//! 某省人民政府办公厅关于治理某事的通知
//! 各市人民政府：
//! 2019年11月，省委、省政府印发《关于某事的意见》，提出规范要求。现就有关事项通知如下：
//! 一、总体要求
//! 坚持依法治理。
//! 某省人民政府办公厅
//! 2019年1月9日
//! ```
//! ```good
//! 某省人民政府办公厅关于治理某事的通知
//! 各市人民政府：
//! 2018年11月，省委、省政府印发《关于某事的意见》，提出规范要求。现就有关事项通知如下：
//! 一、工作安排
//! （一）制定方案。2019年11月，各市印发《实施方案》，报省政府。
//! 某省人民政府办公厅
//! 2019年1月9日
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "date-future";
pub(super) const TITLE: &str = "已经发生的事晚于成文日期";

/// A day or month, who did something then, and the document or meeting.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；])(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?，?[\p{Han}、]{2,24}?(?:印发|出台|发布|颁布|批准|通过|召开|作出|审议)了?(?:《|[\p{Han}]{0,12}(?:会议|决定|部署))")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(issued) = context.facts.info.identity.issued.as_ref().map(|issued| issued.value) else { return };
    let written = (issued.year(), issued.month(), issued.day());
    let before_items = context.passages.iter().take_while(|passage| passage.clause.path.is_empty());
    for passage in before_items {
        for sentence in sentences(&passage.text) {
            for found in DONE.captures_iter(sentence) {
                let number = |at: usize| found.get(at).and_then(|number| number.as_str().parse::<u16>().ok());
                let (Some(year), Some(month)) = (number(1), number(2)) else { continue };
                // A month without a day may be that of the document.
                let day = number(3).unwrap_or_default();
                if (year, month, day) > (written.0, u16::from(written.1), u16::from(written.2)) {
                    let side = context.in_passage(passage, sentence).marked(&format!("{year}年{month}月"));
                    let message = format!("“{year}年{month}月”的事晚于成文日期{issued}");
                    findings.push(finding(CODE, Severity::Warning, message, side, None));
                }
            }
        }
    }
}
