//! What belongs to the page and not to the text: page numbers, and what is printed beside them on every
//! page.

use crate::draft::{Draft, OriginKind};
use crate::marker::marker;
use crate::signs::is_within;
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_lexicon::Lexicon;

/// The longest header of a page, in characters; titles of documents are seldom longer.
const LONGEST_HEADER: usize = 40;

/// The longest page number, in digits.
const LONGEST_NUMBER: usize = 4;

/// Sets apart page numbers, and the lines that stand at the head or foot of pages.
pub(super) fn set_apart(lexicon: &Lexicon, lines: &mut [Draft]) {
    for line in lines.iter_mut().filter(|line| line.is_line()) {
        if is_page_number(&line.text) {
            line.origin.kind = OriginKind::Furniture;
        }
    }
    let headers = headers(lexicon, lines);
    for line in lines.iter_mut().filter(|line| may_head_pages(lexicon, line)) {
        if headers.contains(&line.text) {
            line.origin.kind = OriginKind::Furniture;
        }
    }
}

/// The texts that are printed again and again beside page numbers.
fn headers(lexicon: &Lexicon, lines: &[Draft]) -> BTreeSet<String> {
    let is_number = |at: usize| lines.get(at).is_some_and(|line| line.origin.kind == OriginKind::Furniture);
    let beside_number = |at: usize| at.checked_sub(1).into_iter().chain([at + 1]).any(is_number);
    let mut beside: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_head_pages(lexicon, line)) {
        if beside_number(at) {
            *beside.entry(&line.text).or_default() += 1;
        }
    }
    beside.into_iter().filter(|&(_, count)| count >= 2).map(|(text, _)| text.to_owned()).collect()
}

fn may_head_pages(lexicon: &Lexicon, line: &Draft) -> bool {
    let text = line.text.as_str();
    let structure =
        text.ends_with(['。', '；', '，', '、']) || marker(text).is_some() || lexicon.field_label(text).is_some();
    line.is_line() && is_within(text, LONGEST_HEADER) && !structure
}

/// `—51—`, `- 3 -`, `第3页`, `第3页共10页`.
pub(super) fn is_page_number(text: &str) -> bool {
    let dashes = ['—', '-', '–', '－', '·', '―', '─'];
    let inner = text.trim_matches(dashes);
    if inner.len() < text.len() {
        return is_number(inner);
    }
    let (page, pages) = text.split_once('共').map_or((text, None), |(page, pages)| (page, Some(pages)));
    let counted = page.strip_prefix('第').is_some_and(is_pages);
    counted && pages.is_none_or(is_pages)
}

/// 10页.
fn is_pages(text: &str) -> bool {
    text.strip_suffix('页').is_some_and(is_number)
}

fn is_number(text: &str) -> bool {
    (1..=LONGEST_NUMBER).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
