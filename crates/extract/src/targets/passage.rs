//! A paragraph with its numbers and dates, and the clauses in which they stand.

mod rooms;

use super::NumberReading;
use rooms::{Room, between};
use zhengtu_lexicon::Lexicon;
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
    pub terms: Vec<Term>,
    /// The text itself, then bracketed and quoted passages in order of their openings.
    rooms: Vec<Room>,
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
    pub fn new(lexicon: &Lexicon, outline: &'a Outline, paragraph: usize, context: &Context) -> Self {
        let here = &outline.paragraphs[paragraph];
        let text = outline.slice(here.span);
        let marker = outline.nodes[here.node].marker.filter(|marker| here.span.contains(*marker));
        let marker = marker.map_or(0, |marker| marker.end - here.span.start);
        let terms = scan_from(lexicon, text, marker, context);
        // The title of a part is no topic of what stands in it.
        let heading = outline.nodes[here.node].parent.map_or("", |_| outline.heading(here.node));
        let rooms = if terms.is_empty() { Vec::new() } else { rooms::rooms(text, marker) };
        Self { text, base: here.span.start, node: here.node, heading, terms, rooms }
    }

    /// What the innermost enclosing signs of a span are, and the passage between them.
    pub fn enclosure(&self, span: Span) -> Option<(Enclosure, Span)> {
        let room = &self.rooms[self.room_of(span)];
        Some((room.kind?, room.inner))
    }

    /// Whether the span stands between 《 and 》.
    pub fn in_title(&self, span: Span) -> bool {
        self.around(span).any(|room| room.kind == Some(Enclosure::Title))
    }

    /// The clause around a span: up to the commas, semicolons and full stops beside it, over brackets
    /// and quotes that do not hold it.
    pub fn clause(&self, span: Span) -> Span {
        let room = &self.rooms[self.room_of(span)];
        between(&room.clause_ends, room.inner, span).trim(self.text)
    }

    /// The sentence around a span.
    pub fn sentence(&self, span: Span) -> Span {
        let room = &self.rooms[self.room_of(span)];
        between(&room.sentence_ends, room.inner, span).trim(self.text)
    }

    /// The rooms that hold a span, the innermost first; they nest no deeper than `DEEPEST`.
    fn around(&self, span: Span) -> impl Iterator<Item = &Room> {
        let last = self.rooms.partition_point(|room| room.outer.start <= span.start).saturating_sub(1);
        let up = std::iter::successors(Some(last), |&at| self.rooms[at].parent);
        up.map(|at| &self.rooms[at]).filter(move |room| room.holds(span))
    }

    fn room_of(&self, span: Span) -> usize {
        let last = self.rooms.partition_point(|room| room.outer.start <= span.start).saturating_sub(1);
        let mut up = std::iter::successors(Some(last), |&at| self.rooms[at].parent);
        up.find(|&at| self.rooms[at].holds(span)).unwrap_or(0)
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
