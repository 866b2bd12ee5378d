//! # text-width：全角、半角混用
//!
//! 括号一半全角、一半半角，全角数字，半角引号（提示）。同一部分多处的合为一条。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事（含乙事)。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事（含乙事）。
//! ```

use crate::document::Context;
use crate::finding::Finding;
use crate::places;

pub(super) const CODE: &str = "text-width";
pub(super) const TITLE: &str = "全角、半角混用";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
}
