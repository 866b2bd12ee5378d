//! A paragraph with its numbers and dates, and the clauses in which they stand.

use super::NumberReading;
use zhengtu_model::Reading;
use zhengtu_outline::{NodeId, Outline};
use zhengtu_terms::dates::{Context, DateKind, DateMention};
use zhengtu_terms::figure::FigureKind;
use zhengtu_terms::{Term, scan_from};
use zhengtu_text::Span;

/// A paragraph. Spans are into its own text, from `base` in the repaired text.
pub(super) struct Passage<'a> {
    pub text: &'a str,
    pub base: usize,
    pub node: NodeId,
    /// The heading of its item, where the paragraph is not that heading.
    pub heading: &'a str,
    /// The length of the printed number with which the paragraph starts.
    pub marker: usize,
    pub terms: Vec<Term>,
    /// Bracketed and quoted passages, in order of their openings.
    enclosed: Vec<Enclosed>,
}

#[derive(Clone, Copy, Debug)]
struct Enclosed {
    /// From the opening to the closing sign, both included.
    span: Span,
    kind: Enclosure,
}

/// What encloses a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enclosure {
    /// （）
    Bracket,
    /// “”
    Quote,
    /// 《》
    Title,
}

impl<'a> Passage<'a> {
    pub fn new(outline: &'a Outline, paragraph: usize, context: &Context) -> Self {
        let here = &outline.paragraphs[paragraph];
        let text = outline.slice(here.span);
        let marker = outline.nodes[here.node].marker.filter(|marker| here.span.contains(*marker));
        let marker = marker.map_or(0, |marker| marker.end - here.span.start);
        let terms = scan_from(text, marker, context);
        let heading = outline.heading(here.node);
        let enclosed = if terms.is_empty() { Vec::new() } else { enclosures(text) };
        Self { text, base: here.span.start, node: here.node, heading, marker, terms, enclosed }
    }

    /// What the innermost enclosing signs of a span are, and the passage between them.
    pub fn enclosure(&self, span: Span) -> Option<(Enclosure, Span)> {
        let inner =
            self.enclosed.iter().rev().find(|enclosed| enclosed.span.contains(span) && enclosed.span != span)?;
        let open = self.text[inner.span.start..].chars().next().map_or(0, char::len_utf8);
        let close = self.text[..inner.span.end].chars().next_back().map_or(0, char::len_utf8);
        Some((inner.kind, Span::new(inner.span.start + open, (inner.span.end - close).max(inner.span.start + open))))
    }

    /// Whether the span stands between 《 and 》.
    pub fn in_title(&self, span: Span) -> bool {
        self.enclosed.iter().any(|enclosed| enclosed.kind == Enclosure::Title && enclosed.span.contains(span))
    }

    /// The clause around a span: up to the commas, semicolons and full stops beside it, over brackets
    /// and quotes that do not hold it.
    pub fn clause(&self, span: Span) -> Span {
        self.around(span, is_clause_end)
    }

    /// The sentence around a span.
    pub fn sentence(&self, span: Span) -> Span {
        self.around(span, |char| matches!(char, '。' | '！' | '？' | '\n'))
    }

    fn around(&self, span: Span, ends: fn(char) -> bool) -> Span {
        let room = self.enclosure(span).map_or(Span::new(self.marker, self.text.len()), |(_, inner)| inner);
        let ends_before = |&(at, char): &(usize, char)| self.ends_at(room.start + at, char, ends, span);
        let last = self.text[room.start..span.start].char_indices().rev().find(ends_before);
        let start = last.map_or(room.start, |(at, char)| room.start + at + char.len_utf8());
        let ends_after = |&(at, char): &(usize, char)| self.ends_at(span.end + at, char, ends, span);
        let next = self.text[span.end..room.end].char_indices().find(ends_after);
        let end = next.map_or(room.end, |(at, _)| span.end + at);
        Span::new(start, end).trim(self.text)
    }

    /// Whether the sign at byte `at` ends a passage around `span`.
    fn ends_at(&self, at: usize, char: char, ends: fn(char) -> bool, span: Span) -> bool {
        (ends(char) && !self.is_inside_number(at) || self.is_point(at, char)) && !self.hides(at, span)
    }

    /// Whether a sign stands in brackets or quotes that do not hold `span`.
    fn hides(&self, at: usize, span: Span) -> bool {
        let sign = Span::new(at, at + 1);
        self.enclosed.iter().any(|enclosed| enclosed.span.contains(sign) && !enclosed.span.contains(span))
    }

    /// A comma of 1,200.
    fn is_inside_number(&self, at: usize) -> bool {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let bytes = self.text.as_bytes();
        matches!(bytes[at], b',' | b':') && at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1))
    }

    /// A half-width point that ends a sentence: 达到90%.企业开办….
    fn is_point(&self, at: usize, char: char) -> bool {
        char == '.'
            && self.text[at + 1..].chars().next().is_some_and(zhengtu_text::is_cjk)
            && self.text[..at].chars().next_back().is_some_and(|before| !before.is_ascii_alphanumeric())
    }

    /// The span in the repaired text.
    pub fn locate(&self, span: Span) -> Span {
        span.shift(self.base)
    }

    /// The readings of numbers in a paragraph that commits nobody: a title, a letter, a note.
    pub fn plain_readings(&self) -> impl Iterator<Item = NumberReading> {
        self.terms.iter().map(|term| NumberReading::plain(self.locate(term.span()), self.plain_reading(term)))
    }

    pub fn plain_reading(&self, term: &Term) -> Reading {
        match term {
            _ if self.in_title(term.span()) => Reading::Name,
            Term::Date(mention) => date_reading(mention),
            Term::Quantity(quantity) if quantity.unit.is_empty() => Reading::Unexplained,
            Term::Quantity(_) => Reading::Count,
            Term::Figure(figure) => match figure.kind {
                FigureKind::Ordinal => Reading::Ordinal,
                FigureKind::DocumentNumber => Reading::DocumentNumber,
                FigureKind::Code => Reading::Name,
                FigureKind::Ratio => Reading::Parameter,
                FigureKind::Plain => Reading::Unexplained,
            },
        }
    }
}

/// What a date that commits nobody is.
pub(super) fn date_reading(mention: &DateMention) -> Reading {
    if mention.kind == DateKind::Impossible { Reading::ImpossibleDate } else { Reading::Date }
}

/// What a term of a cell is whose numbers are all `reading`; a date that no calendar has stays one.
pub(super) fn cell_reading(term: &Term, reading: Reading) -> Reading {
    match term {
        Term::Date(mention) if mention.kind == DateKind::Impossible => Reading::ImpossibleDate,
        _ => reading,
    }
}

/// Signs that end a clause.
pub(super) fn is_clause_end(char: char) -> bool {
    matches!(char, '，' | ',' | '；' | ';' | '。' | '：' | ':' | '！' | '？' | '\n')
}

fn enclosures(text: &str) -> Vec<Enclosed> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, char) in text.char_indices() {
        if closing(char).is_some() {
            open.push((at, char));
            continue;
        }
        let Some(place) =
            open.iter().rposition(|&(_, sign)| closing(sign).is_some_and(|close| matches_close(close, char)))
        else {
            continue;
        };
        let (start, sign) = open[place];
        open.truncate(place);
        let kind = match sign {
            '“' => Enclosure::Quote,
            '《' | '〈' => Enclosure::Title,
            _ => Enclosure::Bracket,
        };
        found.push(Enclosed { span: Span::new(start, at + char.len_utf8()), kind });
    }
    found.sort_by_key(|enclosed| enclosed.span.start);
    found
}

fn closing(char: char) -> Option<char> {
    Some(match char {
        '（' | '(' => ')',
        '“' => '”',
        '《' => '》',
        '〈' => '〉',
        _ => return None,
    })
}

fn matches_close(close: char, char: char) -> bool {
    close == char || close == ')' && char == '）'
}
