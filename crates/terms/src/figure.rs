//! Numbers that measure nothing: ordinals, document numbers, codes, ratios.

use crate::numeral;
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
pub(crate) fn kind_of(text: &str, span: Span) -> Option<FigureKind> {
    let before = text[..span.start].chars().next_back();
    let rest = &text[span.end..];
    let after = rest.chars().next();
    if before == Some('第')
        || ["附件", "附表", "附图", "专栏", "No."].iter().any(|word| text[..span.start].ends_with(word))
    {
        return Some(FigureKind::Ordinal);
    }
    if matches!(before, Some('〔' | '[' | '［' | '【')) && matches!(after, Some('〕' | ']' | '］' | '】')) {
        return Some(FigureKind::DocumentNumber);
    }
    if after == Some('号') {
        let numbered = matches!(before, Some('〕' | ']' | '］' | '】' | '第'));
        return Some(if numbered { FigureKind::DocumentNumber } else { FigureKind::Ordinal });
    }
    if is_ratio(text, span) {
        return Some(FigureKind::Ratio);
    }
    is_code(text, span, before, after).then_some(FigureKind::Code)
}

fn is_ratio(text: &str, span: Span) -> bool {
    let next = text[span.end..].strip_prefix([':', '：']).and_then(|rest| rest.chars().next());
    let last = text[..span.start].strip_suffix([':', '：']).and_then(|rest| rest.chars().next_back());
    [next, last].into_iter().flatten().any(|char| numeral::digit(char).is_some())
}

fn is_code(text: &str, span: Span, before: Option<char>, after: Option<char>) -> bool {
    if matches!(before, Some('+' | '＋' | '_')) || matches!(after, Some('+' | '＋' | '_' | '×')) {
        return true;
    }
    if ["国道", "省道", "县道", "高速"].iter().any(|word| text[..span.start].ends_with(word)) {
        return true;
    }
    let percent = matches!(after, Some('%' | '％'));
    if before.is_some_and(|char| char.is_ascii_alphabetic()) && !percent {
        return true;
    }
    let hyphened =
        matches!(before, Some('-')) && text[..span.start - 1].ends_with(|char: char| char.is_ascii_alphanumeric());
    hyphened && !percent
}
