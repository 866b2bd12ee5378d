//! # text-ending：段末缺句号
//!
//! 一段话结束而没有句号，一项的文字和责任单位之间没有句号，后面接着另一项而以逗号、顿号、冒号结束（提示）。标题、列表的项、表格不查；全文的段落大多都没有的不查。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事，完善工作机制，压实工作责任。（县教育局负责）
//! 2.推进乙事，完善工作机制，压实工作责任（县教育局负责）
//! 3.推进丙事，完善工作机制，压实工作责任。（县教育局负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。完善工作机制，压实各方面的工作责任，
//! 2.推进乙事。完善工作机制，压实各方面的工作责任。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事，完善工作机制。（县教育局负责）
//! 2.推进乙事，完善工作机制
//! 3.推进丙事，完善工作机制。（县教育局负责）
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。完善工作机制。
//! 牵头单位：县教育局、县财政局、
//! 配合单位：县公安局
//! ```
//! ```good
//! 某县工作方案
//! 一、加强领导，落实责任
//! 1.推进甲事，完善工作机制。（县教育局负责）
//! 二、加强督导，落实措施
//! 1.推进乙事，完善工作机制。（县教育局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事，完善工作机制，压实工作责任。（县教育局负责）
//! 2.推进乙事，完善工作机制，压实工作责任。（县教育局负责）
//! 3.推进丙事。（县教育局负责）
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity};
use crate::places::Places;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "text-ending";
pub(super) const TITLE: &str = "段末缺句号";

/// The statement in brackets at the end of a paragraph.
static STATEMENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[（(〔\[【][^（()）〔〕\[\]【】]{3,}[)）〕\]】][。；;]?$").expect("a pattern"));

/// So few that lack it are slips even in a short text.
const FEW: usize = 2;

/// The shortest sentence, in characters, its number with it.
const SENTENCE: usize = 10;

/// How a paragraph ends.
#[derive(PartialEq, Eq)]
enum Ending {
    Full,
    None,
    Other,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let all = context.passages.iter().enumerate();
    let read: Vec<(&Passage<'_>, Ending, usize)> =
        all.filter_map(|(at, passage)| ending(passage, context.passages.get(at + 1))).collect();
    let full = read.iter().filter(|(_, ending, _)| *ending == Ending::Full).count();
    let lacking = read.iter().filter(|(_, ending, _)| *ending == Ending::None).count();
    // Where many lack it, it is the style of the text or of the program that made it.
    if full == 0 || lacking > FEW && lacking * 3 > full + 2 {
        return;
    }
    let mut places = Places::default();
    for (passage, _, at) in read.iter().filter(|(_, ending, _)| *ending == Ending::None) {
        let last = passage.text[..*at].char_indices().next_back().map_or(0, |(from, _)| from);
        places.add(context, passage, last..*at);
    }
    places.report(CODE, Severity::Info, "此处缺句号", findings);
    broken(context).report(CODE, Severity::Info, "段末应为句号", findings);
}

/// The paragraphs that end in a comma although another item, or nothing, follows.
fn broken(context: &Context<'_>) -> Places {
    let mut places = Places::default();
    for (at, passage) in context.passages.iter().enumerate().filter(|(_, passage)| passage.is_content()) {
        let text = passage.text.as_str();
        let Some(sign) = text.chars().next_back() else { continue };
        let next = context.passages.get(at + 1);
        let goes_on = match sign {
            '，' | '、' | ',' => next.is_some_and(|next| {
                let field = passage.clause.kind == ClauseKind::Field && is_labelled(&next.text);
                !field && crate::phrases::strip_number(&next.text).len() == next.text.len()
            }),
            '：' => next.is_none_or(|next| !is_other_item(&passage.clause.path, &next.clause.path)),
            _ => continue,
        };
        let field = passage.clause.kind == ClauseKind::Field && sign != '：';
        let sentence = text.contains(['，', '。', ',']) && text.chars().count() >= PARAGRAPH || field;
        if sentence && passage.clause.kind != ClauseKind::Row && !goes_on {
            places.add(context, passage, text.len() - sign.len_utf8()..text.len());
        }
    }
    places
}

/// Whether a line begins with a label, so that it goes on with no list above it.
fn is_labelled(line: &str) -> bool {
    line.chars().take(LABEL).any(|char| matches!(char, '：' | ':'))
}

/// The longest label, in characters, with its sign.
const LABEL: usize = 7;

/// Whether a path is that of another item, not of one below the first: a colon announces those.
fn is_other_item(own: &str, next: &str) -> bool {
    !own.is_empty() && own != next && !next.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'))
}

/// A shorter line, in characters, is an entry of a list.
const PARAGRAPH: usize = 12;

/// How the text of a paragraph ends, and where; `next` is the one behind it.
fn ending<'c, 'a>(passage: &'c Passage<'a>, next: Option<&Passage<'_>>) -> Option<(&'c Passage<'a>, Ending, usize)> {
    let leads = next.is_none_or(|next| !is_other_item(&passage.clause.path, &next.clause.path));
    // An item without a single 。 was read as a heading; one without 、 or number is a title.
    let numbered = crate::phrases::strip_number(&passage.text).len() < passage.text.len();
    let closed = STATEMENT.is_match(&passage.text) || passage.text.contains('，') && !leads;
    let is_item = passage.clause.kind == ClauseKind::Heading && numbered && closed;
    if passage.clause.kind != ClauseKind::Text && !is_item {
        return None;
    }
    let text = passage.text.as_str();
    let end = STATEMENT.find(text).map_or(text.len(), |found| found.start());
    let own = &text[..end];
    // A heading, a label or a line of a list has no sentence.
    let is_sentence = own.contains('，') || own.contains('。');
    let last = own.chars().next_back().filter(|_| is_sentence && own.chars().count() >= SENTENCE)?;
    let ending = match last {
        '。' | '！' | '？' => Ending::Full,
        '\u{4e00}'..='\u{9fff}' | '%' | '”' | '》' => Ending::None,
        _ => Ending::Other,
    };
    Some((passage, ending, end))
}
