//! Where clauses and sentences end: in the text itself, and in each bracket and quote for itself.

use super::{Enclosure, is_clause_end};
use zhengtu_text::{Span, signs};

/// Brackets nest no deeper in official prose; what stands deeper belongs to the bracket around it.
const DEEPEST: usize = 16;

/// How long a clause is on the whole, in bytes: twenty characters.
const CLAUSE: usize = 60;

/// A passage in which clauses and sentences are told apart by themselves.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// What encloses it; nothing for the text itself.
    pub kind: Option<Enclosure>,
    /// From the opening to the closing sign, both included.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
    /// The room around it.
    pub parent: Option<usize>,
    /// The signs that end clauses in it, in order.
    pub clause_ends: Vec<Span>,
    /// The signs that end sentences in it, in order.
    pub sentence_ends: Vec<Span>,
}

impl Room {
    fn new(kind: Option<Enclosure>, outer: Span, parent: Option<usize>) -> Self {
        Self { kind, outer, inner: outer, parent, clause_ends: Vec::new(), sentence_ends: Vec::new() }
    }

    /// Whether a span stands in it, and is not the whole of it.
    pub fn holds(&self, span: Span) -> bool {
        if self.kind.is_none() {
            return true;
        }
        self.outer.contains(span) && self.outer != span
    }
}

/// The passage around a span between the signs beside it.
pub(super) fn between(ends: &[Span], room: Span, span: Span) -> Span {
    let before = ends[..ends.partition_point(|end| end.start < span.start)].last();
    let after = ends[ends.partition_point(|end| end.start < span.end)..].first();
    Span::new(before.map_or(room.start, |end| end.end), after.map_or(room.end, |end| end.start))
}

/// The rooms of a text whose own words begin after its printed number.
pub(super) fn rooms(text: &str, marker: usize) -> Vec<Room> {
    let mut whole = Room::new(None, Span::new(marker.min(text.len()), text.len()), None);
    whole.clause_ends.reserve(text.len() / CLAUSE);
    let mut found = vec![whole];
    for (span, kind) in enclosures(text) {
        let up = std::iter::successors(Some(found.len() - 1), |&at| found[at].parent);
        let parent = up.into_iter().find(|&at| found[at].holds(span)).unwrap_or(0);
        let mut room = Room::new(Some(kind), span, Some(parent));
        let close = text[..span.end].chars().next_back().map_or(0, char::len_utf8);
        let open = text[span.start..].chars().next().map_or(0, char::len_utf8);
        room.inner = Span::new(span.start + open, (span.end - close).max(span.start + open));
        found.push(room);
    }
    add_ends(text, &mut found);
    found
}

/// Puts each sign that ends a clause or a sentence down in its innermost room.
fn add_ends(text: &str, rooms: &mut [Room]) {
    let (mut here, mut next) = (0, 1);
    for (at, char) in signs(text) {
        while rooms.get(next).is_some_and(|room| room.outer.start <= at) {
            (here, next) = (next, next + 1);
        }
        while let Some(parent) = rooms[here].parent.filter(|_| rooms[here].outer.end <= at) {
            here = parent;
        }
        let sign = Span::new(at, at + char.len_utf8());
        let point = is_point(text, at, char);
        if point || is_clause_end(char) && !is_inside_number(text, at) {
            rooms[here].clause_ends.push(sign);
        }
        if point || is_sentence_end(char) {
            rooms[here].sentence_ends.push(sign);
        }
    }
}

fn is_sentence_end(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '\n')
}

/// A comma of 1,200.
fn is_inside_number(text: &str, at: usize) -> bool {
    let around = at.checked_sub(1).and_then(|before| text.as_bytes().get(before..before + 3));
    matches!(around, Some([b'0'..=b'9', b',' | b':', b'0'..=b'9']))
}

/// A half-width point that ends a sentence: 达到90%.企业开办….
fn is_point(text: &str, at: usize, char: char) -> bool {
    if char != '.' || !text[at + 1..].chars().next().is_some_and(zhengtu_text::is_cjk) {
        return false;
    }
    text[..at].chars().next_back().is_some_and(|before| !before.is_ascii_alphanumeric())
}

/// The bracketed and quoted passages, in order of their openings; they nest.
fn enclosures(text: &str) -> Vec<(Span, Enclosure)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, char) in signs(text) {
        if closing(char).is_some() {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push((at, char));
            continue;
        }
        let matches = |&(_, sign): &(usize, char)| closing(sign).is_some_and(|close| matches_close(close, char));
        let Some(place) = open.iter().rposition(matches) else { continue };
        let (start, sign) = open[place];
        open.truncate(place);
        found.push((Span::new(start, at + char.len_utf8()), kind_of(sign)));
    }
    found.sort_by_key(|(span, _)| span.start);
    found
}

fn kind_of(sign: char) -> Enclosure {
    match sign {
        '“' => Enclosure::Quote,
        '《' | '〈' => Enclosure::Title,
        _ => Enclosure::Bracket,
    }
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
