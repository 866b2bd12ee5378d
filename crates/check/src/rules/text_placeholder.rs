//! # text-placeholder：没有填上的空
//!
//! “力争XX年完成”“增长××%”“（待核实）”“____”：起草时留的空、作的记号忘了填、忘了删（警告）。词表：`style.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。力争XX年完成，补助资金（待核实）及时到位。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。力争2023年完成，待条件成熟后推广，培育XXL级平台。
//! ```

use crate::document::Context;
use crate::finding::Finding;
use crate::places;

pub(super) const CODE: &str = "text-placeholder";
pub(super) const TITLE: &str = "没有填上的空";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
}
