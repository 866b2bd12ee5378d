//! The words beside a number: 不低于, 以上, 左右, 提升至.

use super::units::UnitRead;
use crate::numeral;
use zhengtu_lexicon::measures::{Measures, WordKind};
use zhengtu_model::{Change, Comparator};

/// What stands after a number and its unit.
pub(super) struct After {
    pub comparator: Option<Comparator>,
    /// Where the last word that belongs to the number ends.
    pub end: usize,
}

/// 以上, （含）以下, 左右 straight after the unit, or at the end of the clause after the thing counted.
pub(super) fn after(measures: &Measures, text: &str, unit: &UnitRead) -> After {
    let rest = text[unit.end..].trim_start_matches(' ');
    let straight = measures.word_after(rest);
    if let Some((kind, length)) = straight.filter(|&(_, length)| !is_in_word(rest, length, unit)) {
        return After { comparator: comparator(kind), end: text.len() - rest.len() + length };
    }
    After { comparator: at_end_of_clause(measures, text, unit), end: unit.end }
}

/// Whether the first `length` bytes are part of a longer word: 内 of 内容, and 内 after what has no inside.
fn is_in_word(rest: &str, length: usize, unit: &UnitRead) -> bool {
    let (word, next) = rest.split_at(length);
    match word {
        "内" => {
            unit.class.is_none()
                || next
                    .starts_with(['容', '部', '外', '涵', '生', '需', '控', '设', '涝', '河', '科', '港', '贸', '业'])
        }
        "以下" => next.starts_with(['简', '几']),
        "上下" => next.starts_with('游'),
        _ => false,
    }
}

/// The longest remark in brackets between a unit and its comparator, in characters.
const REMARK: usize = 30;

/// The longest name of what is counted between a unit and its comparator, in characters.
const NOUN: usize = 6;

/// 2个环节（申请、领证）以内: the comparator ends the clause. What stands between may hold a number of its
/// own, so it is no part of the quantity.
fn at_end_of_clause(measures: &Measures, text: &str, unit: &UnitRead) -> Option<Comparator> {
    let mut rest = &text[unit.end..];
    for _ in 0..=NOUN {
        rest = after_brackets(rest)?;
        let found = measures.word_after(rest).filter(|_| rest.len() < text.len() - unit.end);
        // One sign (内, 前) is part of a word more often than not.
        if let Some((kind, length)) = found.filter(|&(_, length)| rest[length..].chars().next().is_none_or(is_stop)) {
            return comparator(kind).filter(|_| rest[..length].chars().nth(1).is_some());
        }
        let next = rest.chars().next().filter(|&char| is_noun(char))?;
        rest = &rest[next.len_utf8()..];
    }
    None
}

fn is_noun(char: char) -> bool {
    zhengtu_text::is_cjk(char) && !is_stop(char) && numeral::digit(char).is_none()
}

/// What follows the brackets with which a text begins, if they are closed within a remark's length.
fn after_brackets(text: &str) -> Option<&str> {
    let mut rest = text;
    while rest.starts_with(['（', '(']) {
        let (at, close) = rest.char_indices().take(REMARK).find(|(_, char)| matches!(char, '）' | ')'))?;
        rest = &rest[at + close.len_utf8()..];
    }
    Some(rest)
}

/// Signs that end a clause.
pub(crate) fn is_stop(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | ','
            | ';'
            | ':'
            | '\n'
            | '（'
            | '）'
            | '('
            | ')'
            | '“'
            | '”'
            | '《'
            | '》'
            | '！'
            | '？'
    )
}

/// What stands before a number.
#[derive(Default)]
pub(super) struct Before {
    pub lead: usize,
    pub comparator: Option<Comparator>,
    pub change: Option<Change>,
    pub to: bool,
    pub reach: bool,
}

/// The words about the number that stand straight before it, read backwards.
pub(super) fn before(measures: &Measures, text: &str, floor: usize, number: usize) -> Before {
    let mut found = Before { lead: number, ..Before::default() };
    loop {
        let before = text[floor..found.lead].trim_end_matches(' ');
        let Some((kind, length)) = measures.word_before(before) else { break };
        let at = floor + before.len() - length;
        if !take(measures, &mut found, kind, &text[at..at + length], &text[floor..at]) {
            break;
        }
        found.lead = at;
    }
    found
}

/// Takes one more word, unless it does not belong to the number.
fn take(measures: &Measures, found: &mut Before, kind: WordKind, word: &str, before: &str) -> bool {
    match kind {
        WordKind::AtLeast | WordKind::AtMost | WordKind::About if found.change.is_none() => {
            found.comparator = found.comparator.or(comparator(kind));
        }
        WordKind::Rise | WordKind::Fall if found.change.is_none() && !found.reach => {
            found.change = Some(if kind == WordKind::Rise { Change::Increase } else { Change::Decrease });
        }
        // 达到…以上提升: the nearest word tells.
        WordKind::Rise | WordKind::Fall | WordKind::Other => return false,
        WordKind::Reach if found.change.is_none() => {
            found.reach = true;
            if word.starts_with("控制") && found.comparator.is_none() {
                found.comparator = Some(Comparator::AtMost);
            }
        }
        WordKind::To if found.change.is_none() => {
            let follows = measures.word_before(before).map(|(kind, _)| kind);
            let changed = matches!(follows, Some(WordKind::Rise | WordKind::Fall));
            if !changed && !matches!(word, "至" | "到" | "为") {
                return false;
            }
            found.to = true;
        }
        WordKind::Filler => {}
        _ => return false,
    }
    true
}

fn comparator(kind: WordKind) -> Option<Comparator> {
    match kind {
        WordKind::AtLeast => Some(Comparator::AtLeast),
        WordKind::AtMost => Some(Comparator::AtMost),
        WordKind::About => Some(Comparator::About),
        _ => None,
    }
}

/// 控制在500天左右 is about 500 days; else the word before the number is the stronger.
pub(super) fn combine(before: Option<Comparator>, after: Option<Comparator>) -> Option<Comparator> {
    if after == Some(Comparator::About) && before != Some(Comparator::AtLeast) { after } else { before.or(after) }
}
