//! # section-empty：标题下没有内容
//!
//! 有标题（一、……）、没有正文也没有下级条目的章节，而别的章节都有内容，多半是内容漏了（警告）。列表的项不是标题，不查。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 坚持问题导向，优化服务。
//! 二、工作目标
//! 三、主要措施
//! （一）推进网上办理。优化流程。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 坚持问题导向，优化服务。
//! 二、主要措施
//! （一）推进网上办理。优化流程。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};

pub(super) const CODE: &str = "section-empty";
pub(super) const TITLE: &str = "标题下没有内容";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let sections = sections(context);
    let empty = |section: &&Section<'_, '_>| section.below == 0;
    // Sections that are all empty are the items of a list; several that are, a text without its items.
    if sections.iter().filter(empty).count() * 3 > sections.len() + 1 {
        return;
    }
    for section in sections.iter().filter(empty).filter(|section| is_heading(&section.head.text)) {
        let text = &section.head.text;
        let side = context.in_passage(section.head, text);
        findings.push(finding(CODE, Severity::Warning, format!("“{text}”下没有内容"), side, None));
    }
}

/// A section at the outermost level, and how many passages stand below its first.
struct Section<'c, 'a> {
    head: &'c Passage<'a>,
    below: usize,
}

/// The sections of each part but the last, behind which a text may break off.
fn sections<'c, 'a>(context: &'c Context<'a>) -> Vec<Section<'c, 'a>> {
    let mut found: Vec<Section<'c, 'a>> = Vec::new();
    let mut last: Option<(u32, &str)> = None;
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let (part, path) = (passage.clause.part, passage.clause.path.as_str());
        let outermost = path.split('/').next().unwrap_or_default();
        match found.last_mut().filter(|_| last == Some((part, outermost))) {
            Some(section) => section.below += 1,
            None if !outermost.is_empty() => found.push(Section { head: passage, below: 0 }),
            None => {}
        }
        last = Some((part, outermost));
    }
    let parts: Vec<u32> = found.iter().map(|section| section.head.clause.part).collect();
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        parts.get(at) == Some(&parts[at - 1])
    });
    found
}

/// A heading of a section as plans number it, without a sentence.
fn is_heading(text: &str) -> bool {
    let numbered = text.split_once('、').is_some_and(|(number, _)| crate::numbers::read(number).is_some());
    numbered && text.chars().count() <= LONGEST && !text.contains(['。', '：', ':', '，', '；', ';', ',', '！', '？'])
}

/// A longer line, in characters, is a sentence.
const LONGEST: usize = 24;
