//! # bracket：括号、引号、书名号不成对
//!
//! 一段文字中的括号、引号、书名号应当成对，并且里外不错开（警告）。
//! “1）”一类的序号不算；圆括号的全角半角混用不算。一段里有几处的，每个分句列一处，至多两处。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 落实《2020年河南省营商环境评价工作方案〉的通知》精神，改进服务。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 落实《关于印发〈河南省营商环境评价工作方案（试行)〉的通知》精神，改进服务。
//! ```
//! ```good
//! 某县数据清单
//! 对国产卫星数据（海表温度、海面风场、海表
//!
//! 高度等）进行质量控制和分析，形成产品。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use std::collections::HashSet;

pub(super) const CODE: &str = "bracket";
pub(super) const TITLE: &str = "括号、引号、书名号不成对";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let read = |passage: &&Passage<'_>| passage.is_content() || passage.text.chars().count() >= LETTER;
    for (number, passage) in context.passages.iter().enumerate().filter(|(_, passage)| read(passage)) {
        // A bracket may close in the next line of the same item, or where a line or cell was broken.
        let elsewhere = || item_pairs(context, passage) || neighbours_pair(context, number);
        let found = all_unpaired(&passage.text);
        if found.is_empty() || elsewhere() {
            continue;
        }
        for at in found {
            let sign = passage.text[at..].chars().next().unwrap_or_default();
            let side = context.in_passage(passage, around(passage, at)).marked(&sign.to_string());
            findings.push(finding(CODE, Severity::Warning, format!("“{sign}”不成对"), side, None));
        }
    }
}

/// A shorter line around the plan, in characters, is no sentence of its letter.
const LETTER: usize = 20;
/// Lines between which a bracket may open and close.
const NEAR: usize = 30;

/// Whether the signs of all passages of the item together are paired.
fn item_pairs(context: &Context<'_>, passage: &Passage<'_>) -> bool {
    let clause = passage.clause;
    let near = |other: &&Passage<'_>| other.clause.evidence.line.abs_diff(clause.evidence.line) <= NEAR;
    let same = context.passages_at(clause.part, &clause.path).filter(|other| other.is_content());
    let texts: Vec<&str> = same.filter(near).map(|other| other.text.as_str()).collect();
    texts.len() > 1 && !clause.path.is_empty() && unpaired(&texts.concat()).is_none()
}

/// How many passages away the rest of a broken line may stand.
const BROKEN: usize = 2;

/// Whether a passage near this one has signs without counterpart too, and both together have none.
fn neighbours_pair(context: &Context<'_>, number: usize) -> bool {
    let text = |at: usize| context.passages[at].text.as_str();
    let pairs = |first: usize, last: usize| {
        let other = if first == number { last } else { first };
        unpaired(text(other)).is_some() && unpaired(&(first..=last).map(text).collect::<String>()).is_none()
    };
    let before = (number.saturating_sub(BROKEN)..number).any(|first| pairs(first, number));
    before || (number + 1..context.passages.len().min(number + 1 + BROKEN)).any(|last| pairs(number, last))
}

/// So many signs of a passage are told at most.
const MOST: usize = 2;

/// The bytes at which signs stand that have no counterpart, one of a phrase, in the order in which they are met.
fn all_unpaired(text: &str) -> Vec<usize> {
    let stops: Vec<usize> = text.match_indices(['。', '，', '；']).map(|(at, _)| at).collect();
    let mut phrases = HashSet::new();
    let first_of_phrase = |at: &usize| phrases.insert(stops.partition_point(|stop| stop < at));
    unmatched(text).into_iter().filter(first_of_phrase).take(MOST).collect()
}

/// The byte at which the first sign is met that has no counterpart.
fn unpaired(text: &str) -> Option<usize> {
    unmatched(text).first().copied()
}

/// The bytes of all signs without counterpart: those that close what is not open, then those that are left open. A sign that
/// closes a quote or title with that of another level (“甲’) closes it.
fn unmatched(text: &str) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, char) in text.char_indices() {
        if let Some(closing) = closing(char) {
            open.push((at, closing));
        } else if is_closing(char) {
            match open.last() {
                Some(&(_, expected)) if expected == fold(char) => drop(open.pop()),
                _ if fold(char) == ')' && numbers(&text[..at]) => {}
                Some(&(_, expected)) if of_other_level(expected) == Some(char) => {
                    open.pop();
                    found.push(at);
                }
                _ => found.push(at),
            }
        }
    }
    found.extend(open.into_iter().map(|(at, _)| at));
    found
}

/// The closing sign of the other level of quotes and titles.
fn of_other_level(closing: char) -> Option<char> {
    Some(match closing {
        '”' => '’',
        '’' => '”',
        '》' => '〉',
        '〉' => '》',
        _ => return None,
    })
}

fn closing(char: char) -> Option<char> {
    Some(match char {
        '(' | '（' => ')',
        '《' => '》',
        '〈' => '〉',
        '“' => '”',
        '‘' => '’',
        '〔' => '〕',
        '【' => '】',
        _ => return None,
    })
}

fn is_closing(char: char) -> bool {
    matches!(char, ')' | '）' | '》' | '〉' | '”' | '’' | '〕' | '】')
}

fn fold(char: char) -> char {
    if char == '）' { ')' } else { char }
}

/// Whether the text ends with the number of an item: 1）.
fn numbers(before: &str) -> bool {
    let rest = before.trim_end_matches(|char: char| char.is_ascii_digit() || "一二三四五六七八九十".contains(char));
    rest.len() < before.len() && rest.chars().next_back().is_none_or(|char| "。；：，、".contains(char))
}

/// The sentence in which the byte stands.
fn around<'p>(passage: &'p Passage<'_>, at: usize) -> &'p str {
    let text = passage.text.as_str();
    let stops = ['。', '，', '；', '：'];
    let start = text[..at].rfind(stops).map_or(0, |stop| stop + '。'.len_utf8());
    let end = text[at..].find(stops).map_or(text.len(), |stop| at + stop);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Vec<char> {
        all_unpaired(text).into_iter().map(|at| text[at..].chars().next().unwrap()).collect()
    }

    #[test]
    fn each_phrase_with_a_sign_that_has_no_counterpart_is_told() {
        assert_eq!(signs("落实《关于推进“三线”整治的建议的批示，推进“三线’整治。"), ['’', '《']);
        assert_eq!(signs("落实《方案〉的通知》精神"), ['〉']);
        assert_eq!(signs("（（（甲，（（乙；（丙"), ['（', '（'], "one of a phrase, and of two phrases");
        assert!(signs("落实《关于印发〈方案〉的通知》，推进“三线”整治（试行）。1）排查；2）整治。").is_empty());
    }
}
