//! Blocks to drafts: which white space goes, which stays, and what an edit puts in its place.

use super::{Draft, Origin, OriginKind, Run};
use crate::Edit;
use std::iter::Peekable;
use std::slice::Iter;
use zhengtu_reader::{Block, BlockKind};
use zhengtu_text::{Span, ideographs};

/// How many characters a tab stands for in a gap.
const TAB_WIDTH: usize = 4;

impl Draft {
    /// Reads a block: drops the white space beside Chinese characters and signs, keeps one space
    /// between two words of Latin letters or digits. What an edit covers is read as the edit says; the
    /// edits are in the order of the source and do not overlap.
    pub(crate) fn read(source: &str, block: &Block, edits: &[Edit]) -> Self {
        let first = edits.partition_point(|edit| edit.span.end <= block.span().start);
        let mut reading = Reading {
            source,
            edits: edits[first..].iter().peekable(),
            draft: Self::with_capacity(block),
            gap: Gap::default(),
        };
        let mut before: Option<Span> = None;
        for &piece in &block.pieces {
            if let Some(before) = before.replace(piece) {
                reading.between_pieces(before.end, piece.start);
            }
            reading.piece(piece);
        }
        reading.draft
    }
}

impl Draft {
    /// An empty draft with room for what a block most often has.
    fn with_capacity(block: &Block) -> Self {
        let bytes: usize = block.pieces.iter().map(|piece| piece.len()).sum();
        let gaps = (bytes / BETWEEN_GAPS).min(MOST_GAPS);
        Self {
            text: String::with_capacity(bytes),
            runs: Vec::with_capacity(gaps + 1),
            gaps: Vec::with_capacity(gaps),
            origin: origin(block),
            ..Self::default()
        }
    }
}

/// How many bytes of text stand between two gaps in a text that a converter spaced, and how many gaps a line has at most.
const BETWEEN_GAPS: usize = 12;
const MOST_GAPS: usize = 16;

/// White space that was read and not yet kept or dropped.
#[derive(Default)]
struct Gap {
    /// The first character of it.
    first: Option<Span>,
    /// How many characters it has.
    width: usize,
    /// Whether a line ends in it.
    line_end: bool,
}

struct Reading<'a> {
    source: &'a str,
    edits: Peekable<Iter<'a, Edit>>,
    draft: Draft,
    gap: Gap,
}

impl<'a> Reading<'a> {
    /// Markup between two pieces is no white space (`**一、**总体要求`); a line end in it is.
    fn between_pieces(&mut self, from: usize, to: usize) {
        if self.gap.first.is_some() || from >= to {
            return;
        }
        let between = &self.source[from..to];
        if ["\n", "<br"].iter().any(|end| between.contains(end)) {
            self.gap.width = 1;
            self.gap.line_end = true;
        }
    }

    fn piece(&mut self, piece: Span) {
        let mut at = piece.start;
        while let Some(char) = self.source[at..piece.end].chars().next() {
            let mut end = at + char.len_utf8();
            if let Some(edit) = self.edit_at(at) {
                // An edit that reaches over several blocks is read in the first of them.
                if at == edit.span.start {
                    self.edited(edit);
                }
            } else if is_blank(char) {
                self.blank(char, at);
            } else {
                // Most of a text is ideographs, which are printed whatever stands around them.
                let next_edit = self.edits.peek().map_or(piece.end, |edit| edit.span.start.min(piece.end));
                end += ideographs(&self.source[end..next_edit.max(end)]);
                self.printed(char, Span::new(at, end));
            }
            at = end;
        }
    }

    /// The edit that covers the byte `at` of the source.
    fn edit_at(&mut self, at: usize) -> Option<&'a Edit> {
        while self.edits.next_if(|edit| edit.span.end <= at).is_some() {}
        self.edits.peek().copied().filter(|edit| edit.span.start <= at)
    }

    fn blank(&mut self, char: char, at: usize) {
        self.gap.first.get_or_insert(Span::new(at, at + char.len_utf8()));
        self.gap.width += if char == '\t' { TAB_WIDTH } else { 1 };
        self.gap.line_end |= char == '\n';
    }

    /// Characters that are printed, of which `first` is the first.
    fn printed(&mut self, first: char, span: Span) {
        let line_end = std::mem::take(&mut self.gap.line_end);
        if line_end && !self.draft.text.is_empty() {
            self.draft.line_ends.push(self.draft.text.len());
        }
        self.close_gap(first);
        self.draft.push(self.source, span);
    }

    fn edited(&mut self, edit: &Edit) {
        self.close_gap(edit.by.chars().next().unwrap_or('\n'));
        let text = edit.text();
        if !text.is_empty() {
            self.draft.runs.push(Run { source: edit.span, len: text.len(), replaced: true });
            self.draft.text.push_str(&text);
        }
    }

    /// Puts down the gap before the character `next`, with the space that parts two words.
    fn close_gap(&mut self, next: char) {
        let Gap { first, width, .. } = self.gap;
        (self.gap.first, self.gap.width) = (None, 0);
        let Some(last) = self.draft.text.chars().next_back().filter(|_| width > 0) else { return };
        let space = first.filter(|gap| gap.of(self.source) == " ");
        if let Some(space) = space.filter(|_| parts_words(last, next, width)) {
            self.draft.push(self.source, space);
        }
        self.draft.gaps.push((self.draft.text.len(), width));
    }
}

impl Draft {
    fn push(&mut self, source: &str, span: Span) {
        self.text.push_str(span.of(source));
        match self.runs.last_mut() {
            Some(last) if last.ends_at(span.start) => {
                last.source.end = span.end;
                last.len += span.len();
            }
            _ => self.runs.push(Run { source: span, len: span.len(), replaced: false }),
        }
    }
}

/// Whether white space of `width` characters parts two words; between two digits a single space is a
/// slip of a converter (20 21).
fn parts_words(last: char, next: char, width: usize) -> bool {
    let words = [last, next].iter().all(char::is_ascii_alphanumeric);
    let letter = [last, next].iter().any(char::is_ascii_alphabetic);
    words && (letter || width > 1)
}

fn origin(block: &Block) -> Origin {
    let (kind, level) = match block.kind {
        BlockKind::Line => (OriginKind::Line, None),
        BlockKind::Paragraph { level } => (OriginKind::Paragraph, level),
        BlockKind::Cell { table, row, column, rows, columns } => {
            (OriginKind::Cell { table, row, column, rows, columns }, None)
        }
        BlockKind::Note => (OriginKind::Note, None),
        BlockKind::Furniture => (OriginKind::Furniture, None),
    };
    Origin { page: block.page, level, kind }
}

/// White space, and the marks that print nothing.
pub(crate) fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}' | '\u{1a}')
}
