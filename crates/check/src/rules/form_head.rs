//! # form-head：公文的标题、主送机关、附件说明、成文日期（GB/T 9704—2012）
//!
//! 标题末尾的标点，“关于印发”而没有“的通知”，主送机关后没有冒号，附件名称后的标点，附件序号“1、”，成文日期写作“2023.3.5”
//! （提示）。只查正文之前的文头和落款。
//!
//! ```bad
//! 某县人民政府关于印发某县工作方案。
//! 某政发〔2023〕5号
//! 各乡镇人民政府
//! 现将方案印发给你们，请认真贯彻执行。
//! 附件：某县工作方案。
//! ```
//! ```good
//! 某县人民政府关于印发某县工作方案的通知
//! 某政发〔2023〕5号
//! 各乡镇人民政府：
//! 现将方案印发给你们，请认真贯彻执行。
//! 附件：某县工作方案
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "form-head";
pub(super) const TITLE: &str = "公文格式要素不合 GB/T 9704";

/// Lines of the head of a document.
const HEAD_LINES: usize = 12;

/// A form of line that is wrong, whether only in the head of the document, and what is said of it.
struct Form {
    line: Regex,
    head: bool,
    say: &'static str,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |line: &str, head, say| Form { line: Regex::new(line).expect("a pattern"), head, say };
    vec![
        form(r"^[^，。；：]{4,40}关于[^，。；：]{4,60}[。，；]$", true, "标题末尾不用标点（7.3.1）"),
        form(
            r"^[^，。；：]{0,40}关于(?:印发|转发|下发)[^，。；：]{4,60}(?:方案|办法|细则|措施|规划|计划|意见|[》。])$",
            true,
            "标题缺文种“的通知”（7.3.1）",
        ),
        form(
            r"^各[^，。；：:]{1,40}(?:人民政府|办事处|委|办|局|部门|单位|直属机构)$",
            true,
            "主送机关后用冒号（7.3.2）",
        ),
        form(r"^附件[：:][^，。；]{2,60}[。；，]$", false, "附件名称后不用标点（7.3.4）"),
        form(r"^附件[：:]?\d{0,2}[、，][\p{Han}]", false, "附件序号用阿拉伯数字和点：“1.”（7.3.4）"),
        form(r"^附件[：:]1、", false, "附件序号用阿拉伯数字和点：“1.”（7.3.4）"),
        form(r"^附件[一二三四五六七八九十]{1,2}(?:[：:]|$)", false, "附件序号用阿拉伯数字：“附件1”（7.3.4）"),
        form(r"^[^\d]{0,20}20\d\d[./-]\d{1,2}[./-]\d{1,2}$", false, "成文日期写作“2023年3月5日”（7.3.5.4）"),
        form(
            r"^二[〇○Oo0零][\p{Han}○Oo0]{2}年[\p{Han}]{1,2}月[\p{Han}]{1,3}日$",
            false,
            "成文日期用阿拉伯数字（7.3.5.4）",
        ),
    ]
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (at, passage) in context.passages.iter().enumerate() {
        for form in FORMS.iter().filter(|form| !form.head || at < HEAD_LINES) {
            if form.line.is_match(&passage.text) && passage.clause.path.is_empty() {
                let side = context.in_passage(passage, &passage.text);
                findings.push(finding(CODE, Severity::Info, form.say.to_owned(), side, None));
            }
        }
    }
}
