//! # form-phrase：固定提法
//!
//! 党和国家的固定提法、会议名称写错、漏字或次序颠倒（警告；习用的说法为提示）：习近平新时代中国特色社会主义思想，党中央、国务院，二十大与二十届
//! 三中全会，“四个意识”“四个自信”“两个维护”，创新、协调、绿色、开放、共享……词表：`slips.toml` 的 phrases 和 `style.toml`。
//!
//! ```bad
//! 某县工作方案
//! 为贯彻党的二十届大精神，落实中央、国务院部署，制定本方案。
//! 一、主要措施
//! 1.推进甲事。
//! ```
//! ```good
//! 某县工作方案
//! 为贯彻党的二十大精神，落实党中央、国务院部署，制定本方案。
//! 一、主要措施
//! 1.推进甲事。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity};
use crate::places;
use crate::rules::text_slip::report;

pub(super) const CODE: &str = "form-phrase";
pub(super) const TITLE: &str = "固定提法写错";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    report(context, CODE, Severity::Warning, &context.lexicon.slips().phrases, findings);
}
