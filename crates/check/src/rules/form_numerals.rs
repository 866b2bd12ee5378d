//! # form-numerals：数字用法（GB/T 15835—2011）
//!
//! 汉字数字和阿拉伯数字混用（二十5个），约数词重复（约30多个），减少用倍数，两位年份（23年底），〇写作0或○，
//! 百分号与百分点重复，“㎡”“km”等单位符号，千分撇，月日的虚位等。大多为提示，肯定写错的为警告。
//! 各条的依据和例子见词表 `style.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。23年底前建成二十5个项目，约30多个站点。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。2023年底前建成25个项目，30多个站点。
//! ```

use crate::document::Context;
use crate::finding::Finding;
use crate::places;

pub(super) const CODE: &str = "form-numerals";
pub(super) const TITLE: &str = "数字用法不合 GB/T 15835";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
}
