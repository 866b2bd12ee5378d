//! # form-punctuation：标点用法（GB/T 15834—2011）
//!
//! 标有引号、书名号的并列成分之间的顿号，单个的“…”，“等”和省略号并用，引号、书名号的层次，年份之间的连接号，
//! “第一”后的顿号，“和”前的顿号，破折号，汉字间的“．”等（提示）。各条的依据和例子见词表 `style.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进“甲事”、“乙事”工作，2021-2025年实施。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进“甲事”“乙事”工作，2021—2025年实施。
//! ```

use crate::document::Context;
use crate::finding::Finding;
use crate::places;

pub(super) const CODE: &str = "form-punctuation";
pub(super) const TITLE: &str = "标点用法不合 GB/T 15834";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
}
