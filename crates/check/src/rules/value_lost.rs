//! # value-lost：漏了数字或百分号
//!
//! “覆盖率达到%以上”“培训超过万人次”漏了数字，“利用率达到85以上”漏了百分号（警告）。
//! 各条的例子见词表 `style.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 生活垃圾无害化处理率达到%以上，秸秆综合利用率达到85以上。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 生活垃圾无害化处理率达到98%以上，客流突破上亿人次，满意度达到百分之九十。
//! ```

use crate::document::Context;
use crate::finding::Finding;
use crate::places;

pub(super) const CODE: &str = "value-lost";
pub(super) const TITLE: &str = "漏了数字或百分号";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
}
