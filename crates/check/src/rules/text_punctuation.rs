//! # text-punctuation：标点重复、错用
//!
//! 两个标点连在一起（“，、”“。。”）是漏字或多打（警告）；汉字之间用半角的句点、逗号，括号、引号内外多余的标点，
//! 空的书名号（提示）。全用半角括号的，括号里的半角标点不算。
//! 同一部分三处以内逐处列出，多的合为一条，各处在说明里。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办。设立专门窗口。
//! 责任单位：县城市管理局牵头，、政务服务局配合
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办,设立窗口。(责任单位:县财政局,配合单位:县教育局)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办。(责任单位:县财政局,配合单位:县教育局)
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办。设立“专门窗口”、自助终端。
//! 责任单位：县城市管理局牵头，县政务服务局配合
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::{self, Places, around};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-punctuation";
pub(super) const TITLE: &str = "标点重复、错用";

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[，。；：、,;][，。；：、,;！？]").expect("a pattern"));
static NARROW: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{Han}”）%]([.,;:?!])[\p{Han}“（]").expect("a pattern"));

/// A full-width sign within half-width brackets.
static WIDE_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\([^()（）]*[，。；：][^()（）]*\)|\[[^\[\]]*[，。；：][^\[\]]*\]").expect("a pattern")
});

/// Whether a half-width bracket is open behind more of a text; `open`: whether one was open before it.
fn in_narrow_bracket(open: bool, more: &str) -> bool {
    more.rfind(['(', '[', ')', ']']).map_or(open, |last| more[last..].starts_with(['(', '[']))
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    let mut narrow: BTreeMap<&str, Places> = BTreeMap::new();
    let mixed = context.passages.iter().any(|passage| WIDE_WITHIN.is_match(&passage.text));
    for passage in context.passages.iter().filter(|passage| passage.is_written()) {
        for found in DOUBLED.find_iter(&passage.text) {
            let at = context.in_passage(passage, around(&passage.text, found.range())).marked(found.as_str());
            findings.push(finding(CODE, Severity::Warning, format!("标点“{}”连在一起", found.as_str()), at, None));
        }
        let (mut read, mut open) = (0, false);
        for sign in NARROW.captures_iter(&passage.text).filter_map(|found| found.get(1)) {
            // What is set in half-width brackets throughout has half-width signs there.
            open = in_narrow_bracket(open, &passage.text[read..sign.start()]);
            read = sign.start();
            if !mixed && open {
                continue;
            }
            let places =
                narrow.entry(sign.as_str()).or_insert_with(|| Places::with_fix(places::full_width(sign.as_str())));
            places.add(context, passage, sign.range());
        }
    }
    for places in narrow.into_values() {
        places.report(CODE, Severity::Info, "汉字之间用了半角标点", findings);
    }
}
