//! # text-usage：常见的不当用语
//!
//! “截止目前”（截至目前）、“涉及到”“目的是为了”“防止不再”等习用而欠妥的说法，不合规范的异形词（帐户、部份）（提示）。
//! 词表：`slips.toml` 的 usage，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.截止目前已完成甲事，涉及到的单位继续推进。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.截至目前已完成甲事，涉及的单位继续推进，报名于6月底截止。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity};
use crate::places;
use crate::rules::text_slip::report;

pub(super) const CODE: &str = "text-usage";
pub(super) const TITLE: &str = "常见的不当用语";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    report(context, CODE, Severity::Info, &context.lexicon.slips().usage, findings);
}
