//! The lines of a document, with what the other modules ask of them.

use std::borrow::Cow;
use std::ops::Range;
use zhengtu_lexicon::Lexicon;
use zhengtu_outline::{Outline, ParagraphKind, Style};
use zhengtu_text::{Span, without_white};

/// The most lines that are looked at before the first numbered one.
const LONGEST_HEAD: usize = 80;

/// A line.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    /// The text, white space removed.
    pub(crate) text: Cow<'a, str>,
    /// Its place in the repaired text.
    pub(crate) span: Span,
    pub(crate) kind: ParagraphKind,
    /// It is part of a numbered item.
    pub(crate) numbered: bool,
    /// The repaired text has white space in it, so that places within the line are not known.
    spaced: bool,
}

impl Line<'_> {
    /// The passage of the bytes `range` of [`Line::text`], the whole line where it has white space.
    pub(crate) fn part_of(&self, range: Range<usize>) -> Span {
        if self.spaced {
            return self.span;
        }
        Span::new(self.span.start + range.start, self.span.start + range.end)
    }
}

/// All lines of a document but the furniture of its pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet<'a> {
    pub(crate) lines: Vec<Line<'a>>,
    /// How many lines stand before the first item.
    pub(crate) head: usize,
}

impl<'a> Sheet<'a> {
    pub(crate) fn of(lexicon: &Lexicon, outline: &'a Outline) -> Self {
        let kept = outline.paragraphs.iter().filter(|paragraph| paragraph.kind != ParagraphKind::Furniture);
        let lines: Vec<Line<'_>> = kept
            .map(|paragraph| {
                let printed = outline.slice(paragraph.span);
                let text = without_white(printed);
                let node = &outline.nodes[paragraph.node];
                Line {
                    spaced: text.len() != printed.len(),
                    text,
                    span: paragraph.span,
                    kind: paragraph.kind,
                    numbered: !matches!(node.style, Style::Part | Style::Marked | Style::Block),
                }
            })
            .filter(|line| !line.text.is_empty())
            .collect();
        let is_body = |line: &Line<'_>| match line.kind {
            ParagraphKind::Heading | ParagraphKind::Field => true,
            ParagraphKind::Cell => lexicon.documents().label.other.at_start(&line.text).is_none(),
            _ => line.numbered,
        };
        let head = lines.iter().position(is_body).unwrap_or(lines.len()).min(LONGEST_HEAD);
        Self { lines, head }
    }

    /// The lines before the first item.
    pub(crate) fn head(&self) -> &[Line<'a>] {
        &self.lines[..self.head]
    }

    /// The passage from one line to another.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.lines[from].span.start, self.lines[to].span.end)
    }
}
