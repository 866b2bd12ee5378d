//! Numbers that measure nothing: ordinals, document numbers, codes, ratios.

use crate::numeral;
use zhengtu_lexicon::terms::NumberWords;
use zhengtu_text::Span;

/// A number that is neither a date nor a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The passage.
    pub span: Span,
    /// What it is.
    pub kind: FigureKind,
}

/// What such a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureKind {
    /// 第三条, 附件2.
    Ordinal,
    /// 〔2020〕49号.
    DocumentNumber,
    /// 5G, PM2.5, 1+6, 12345.
    Code,
    /// 1：12.5.
    Ratio,
    /// None of these.
    Plain,
}

/// What the number at `span` is by the signs beside it, or `None` where it may be a quantity.
pub(crate) fn kind_of(words: &NumberWords, text: &str, span: Span) -> Option<FigureKind> {
    let (left, right) = (&text[..span.start], &text[span.end..]);
    let (before, after) = (left.chars().next_back(), right.chars().next());
    if before == Some('第') || words.numbered.at_end(left).is_some() {
        return Some(FigureKind::Ordinal);
    }
    if matches!(before, Some('〔' | '[' | '［' | '【')) && after.is_some_and(is_closing) {
        return Some(FigureKind::DocumentNumber);
    }
    match after {
        Some('号') if before.is_some_and(is_closing) => Some(FigureKind::DocumentNumber),
        Some('号') => Some(FigureKind::Ordinal),
        _ if is_ratio(left, right) => Some(FigureKind::Ratio),
        _ => is_code(words, left, after).then_some(FigureKind::Code),
    }
}

fn is_closing(sign: char) -> bool {
    matches!(sign, '〕' | ']' | '］' | '】')
}

/// 1：12.5.
fn is_ratio(left: &str, right: &str) -> bool {
    let next = right.strip_prefix([':', '：']).and_then(|rest| rest.chars().next());
    let last = left.strip_suffix([':', '：']).and_then(|rest| rest.chars().next_back());
    [next, last].into_iter().flatten().any(|char| numeral::digit(char).is_some())
}

/// 1+6, 国道107, PM2.5, GB-2013; a percentage is none (A类30%).
fn is_code(words: &NumberWords, left: &str, after: Option<char>) -> bool {
    let joined = left.ends_with(['+', '＋', '_']) || matches!(after, Some('+' | '＋' | '_' | '×'));
    if joined || words.coded.at_end(left).is_some() {
        return true;
    }
    if matches!(after, Some('%' | '％')) {
        return false;
    }
    let named = left.ends_with(|char: char| char.is_ascii_alphabetic());
    named || left.strip_suffix('-').is_some_and(|left| left.ends_with(|char: char| char.is_ascii_alphanumeric()))
}
