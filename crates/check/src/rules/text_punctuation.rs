//! # text-punctuation：标点重复、错用
//!
//! 两个标点连在一起（“，、”“。。”）是漏字或多打（警告）；汉字之间用半角的句点、逗号，同一部分列一次（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办。设立专门窗口。
//! 责任单位：县城市管理局牵头，、政务服务局配合
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推行一站办。设立“专门窗口”、自助终端。
//! 责任单位：县城市管理局牵头，县政务服务局配合
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-punctuation";
pub(super) const TITLE: &str = "标点重复、错用";

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[，。；：、,;][，。；：、,;！？]").expect("a pattern"));
static NARROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{Han}”）%][.,;?!][\p{Han}“（]").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut narrow = BTreeSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in DOUBLED.find_iter(&passage.text) {
            let at = context.in_passage(passage, around(passage, found.start(), found.end())).marked(found.as_str());
            findings.push(finding(CODE, Severity::Warning, format!("标点“{}”连在一起", found.as_str()), at, None));
        }
        for found in NARROW.find_iter(&passage.text) {
            let sign: String = found.as_str().chars().skip(1).take(1).collect();
            if narrow.insert((passage.clause.part, sign.clone())) {
                let at = context.in_passage(passage, around(passage, found.start(), found.end())).marked(&sign);
                findings.push(finding(CODE, Severity::Info, format!("汉字之间用了半角的“{sign}”"), at, None));
            }
        }
    }
}

/// The passage with some words on both sides.
fn around<'p>(passage: &'p Passage<'_>, start: usize, end: usize) -> &'p str {
    let text = passage.text.as_str();
    let left = text[..start].char_indices().rev().nth(11).map_or(0, |(at, _)| at);
    let right = text[end..].char_indices().nth(12).map_or(text.len(), |(at, _)| end + at);
    &text[left..right]
}
