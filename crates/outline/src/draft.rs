//! A draft: a line or paragraph of the source while it is being repaired.

use crate::Edit;
use zhengtu_reader::{Block, BlockKind};
use zhengtu_text::{Span, is_cjk};

/// A piece of text on its way to a paragraph: what is kept of the source, and where white space was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// The text without the white space that means nothing.
    pub(crate) text: String,
    /// The passages of the source that make up `text`, in order.
    pub(crate) runs: Vec<Run>,
    /// Where white space was dropped or kept: offset into `text`, and how many characters it had.
    pub(crate) gaps: Vec<(usize, usize)>,
    /// Where line ends of the source stand inside the draft: offsets into `text`.
    pub(crate) line_ends: Vec<usize>,
    /// The block it was read from; of the first one where lines were joined.
    pub(crate) origin: Origin,
    /// Whether the last printed line of the draft runs to the right margin.
    pub(crate) full: bool,
    /// Whether the draft is a heading on a line of its own although its line is full.
    pub(crate) heading_line: bool,
    /// How many line ends stand between the draft and the one before.
    pub(crate) breaks_before: usize,
    /// The tabs that lead up to the draft, as before the cells of a table written as text.
    pub(crate) tabs: Tabs,
}

/// A run of a draft's text and the passage of the source it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The passage.
    pub(crate) source: Span,
    /// The length of the run in the draft's text.
    pub(crate) len: usize,
    /// Whether the run replaces the passage instead of repeating it.
    pub(crate) replaced: bool,
}

impl Run {
    /// The run cut in two at the offset `at` of its text. Both halves of a replacement stand for all of
    /// its passage.
    fn split(self, at: usize) -> (Self, Self) {
        let (head, tail) = match self.replaced {
            true => (self.source, self.source),
            false => {
                let middle = self.source.start + at;
                (Span::new(self.source.start, middle), Span::new(middle, self.source.end))
            }
        };
        (Self { source: head, len: at, ..self }, Self { source: tail, len: self.len - at, ..self })
    }
}

/// The tabs between the text before and the start of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tabs {
    /// How many tabs there are.
    pub(crate) count: usize,
    /// Whether a blank line stands before the first of them.
    pub(crate) after_blank: bool,
}

impl Tabs {
    /// Reads the white space that leads up to a draft.
    pub(crate) fn read(lead: &str) -> Self {
        let before = lead.find('\t').map_or("", |at| &lead[..at]);
        Self { count: lead.matches('\t').count(), after_blank: before.matches('\n').count() >= 2 }
    }
}

/// What the reader said of the block that a draft was read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) page: Option<u32>,
    pub(crate) level: Option<u8>,
    pub(crate) kind: OriginKind,
}

/// The kinds of block that are treated in different ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum OriginKind {
    /// May be joined with its neighbours.
    Line,
    #[default]
    Paragraph,
    Cell {
        table: u32,
        row: u32,
        column: u32,
        rows: u32,
        columns: u32,
    },
    Note,
    Furniture,
}

impl Draft {
    /// Reads a block: drops the white space beside Chinese characters and signs, keeps one space
    /// between two words of Latin letters or digits. What an edit covers is read as the edit says; the
    /// edits are in the order of the source and do not overlap.
    pub(crate) fn read(source: &str, block: &Block, edits: &[Edit]) -> Self {
        let mut draft = Self { origin: origin(block), ..Self::default() };
        let mut gap: Option<Span> = None;
        let mut gap_width = 0;
        let first = edits.partition_point(|edit| edit.span.end <= block.span().start);
        let mut edits = edits[first..].iter().peekable();
        let mut line_end = false;
        for (index, piece) in block.pieces.iter().enumerate() {
            // Markup between two pieces is no white space: `**一、**总体要求`.
            if index > 0 && gap.is_none() && block.pieces[index - 1].end < piece.start {
                let between = &source[block.pieces[index - 1].end..piece.start];
                if between.contains('\n') || between.contains("<br") {
                    gap_width = 1;
                    line_end = true;
                }
            }
            for (offset, char) in piece.of(source).char_indices() {
                let at = piece.start + offset;
                while edits.next_if(|edit| edit.span.end <= at).is_some() {}
                if let Some(edit) = edits.peek().filter(|edit| edit.span.start <= at) {
                    // An edit that reaches over several blocks is read in the first of them.
                    if at == edit.span.start {
                        let next = edit.by.chars().next().unwrap_or('\n');
                        draft.close_gap(source, gap.take(), std::mem::take(&mut gap_width), next);
                        draft.push_edit(edit);
                    }
                    continue;
                }
                if is_blank(char) {
                    gap.get_or_insert(Span::new(at, at + char.len_utf8()));
                    gap_width += if char == '\t' { 4 } else { 1 };
                    line_end |= char == '\n';
                    continue;
                }
                if std::mem::take(&mut line_end) && !draft.text.is_empty() {
                    draft.line_ends.push(draft.text.len());
                }
                draft.close_gap(source, gap.take(), std::mem::take(&mut gap_width), char);
                draft.push(source, Span::new(at, at + char.len_utf8()));
            }
        }
        draft
    }

    fn close_gap(&mut self, source: &str, gap: Option<Span>, width: usize, next: char) {
        let Some(last) = self.text.chars().next_back() else { return };
        if width == 0 {
            return;
        }
        if let Some(gap) = gap
            && last.is_ascii_alphanumeric()
            && next.is_ascii_alphanumeric()
            && (last.is_ascii_alphabetic() || next.is_ascii_alphabetic() || width > 1)
            && gap.of(source) == " "
        {
            self.push(source, gap);
        }
        self.gaps.push((self.text.len(), width));
    }

    fn push(&mut self, source: &str, span: Span) {
        self.text.push_str(span.of(source));
        match self.runs.last_mut() {
            Some(last) if !last.replaced && last.source.end == span.start => {
                last.source.end = span.end;
                last.len += span.len();
            }
            _ => self.runs.push(Run { source: span, len: span.len(), replaced: false }),
        }
    }

    fn push_edit(&mut self, edit: &Edit) {
        let text = edit.text();
        if !text.is_empty() {
            self.runs.push(Run { source: edit.span, len: text.len(), replaced: true });
            self.text.push_str(&text);
        }
    }

    /// The runs with their text.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (Run, &str)> {
        let mut at = 0;
        self.runs.iter().map(move |&run| {
            at += run.len;
            (run, &self.text[at - run.len..at])
        })
    }

    /// Cuts the draft in two at the offset `at` of its text; returns the second half.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        let mut rest = Self {
            text: self.text.split_off(at),
            origin: self.origin.clone(),
            full: self.full,
            breaks_before: 1,
            ..Self::default()
        };
        rest.origin.level = None;
        rest.gaps = self.gaps.iter().filter(|gap| gap.0 > at).map(|&(offset, width)| (offset - at, width)).collect();
        self.gaps.retain(|gap| gap.0 < at);
        rest.line_ends = self.line_ends.iter().filter(|&&line| line > at).map(|&line| line - at).collect();
        self.line_ends.retain(|&line| line < at);
        let mut seen = 0;
        let mut kept = Vec::new();
        for &run in &self.runs {
            if seen + run.len <= at {
                kept.push(run);
            } else if seen >= at {
                rest.runs.push(run);
            } else {
                let (head, tail) = run.split(at - seen);
                kept.push(head);
                rest.runs.push(tail);
            }
            seen += run.len;
        }
        self.runs = kept;
        self.full = false;
        rest
    }

    /// The draft cut at the line ends that an edit put into it.
    pub(crate) fn lines(mut self) -> Vec<Self> {
        let mut lines = Vec::new();
        while let Some(at) = self.text.find('\n') {
            let mut rest = self.split_off(at);
            let end = rest.split_off('\n'.len_utf8());
            lines.push(std::mem::replace(&mut self, end));
        }
        lines.push(self);
        lines.retain(|line| !line.text.is_empty());
        lines
    }

    /// Joins the draft that continues this one.
    pub(crate) fn append(&mut self, next: Self) {
        let offset = self.text.len();
        self.gaps.push((offset, 1));
        self.gaps.extend(next.gaps.into_iter().map(|(at, width)| (at + offset, width)));
        self.text.push_str(&next.text);
        self.runs.extend(next.runs);
        self.full = next.full;
    }

    /// The source from the first to the last character.
    pub(crate) fn source_span(&self) -> Option<Span> {
        Some(Span::new(self.runs.first()?.source.start, self.runs.last()?.source.end))
    }
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

/// The width of a character in half-width columns.
pub(crate) fn columns(char: char) -> usize {
    if is_cjk(char) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Draft {
        Draft::read(text, &Block::new(Span::new(0, text.len()), BlockKind::Line), &[])
    }

    #[test]
    fn white_space_beside_chinese_goes_and_between_latin_words_stays() {
        assert_eq!(read(" 统一窗 口出件，2021 年 底").text, "统一窗口出件，2021年底");
        assert_eq!(read("网上国网 App 和 Web of Things").text, "网上国网App和Web of Things");
        assert_eq!(read("10 ( 6 ) 千伏").text, "10(6)千伏");
    }

    #[test]
    fn halves_and_joined_drafts_keep_their_place_in_the_source() {
        let source = "责任单位：县税务局      6.推进 一网";
        let mut draft = read(source);
        let at = draft.text.find("6.").unwrap();
        assert!(draft.gaps.contains(&(at, 6)));
        let rest = draft.split_off(at);
        assert_eq!((draft.text.as_str(), rest.text.as_str()), ("责任单位：县税务局", "6.推进一网"));
        assert_eq!(rest.source_span().unwrap().of(source), "6.推进 一网");
        let runs: String = rest.runs.iter().map(|run| run.source.of(source)).collect();
        assert_eq!(runs, rest.text);
        draft.append(rest);
        let runs: String = draft.runs.iter().map(|run| run.source.of(source)).collect();
        assert_eq!(runs, draft.text);
    }

    #[test]
    fn an_edit_is_read_instead_of_the_passage_it_covers() {
        let source = "责任单 位：县说务局 负责";
        let at = source.find("县说").unwrap();
        let edit =
            Edit { span: Span::new(at, at + "县说务局".len()), by: "县 税务局、县财政局".to_owned() };
        let block = Block::new(Span::new(0, source.len()), BlockKind::Line);
        let mut draft = Draft::read(source, &block, std::slice::from_ref(&edit));
        assert_eq!(draft.text, "责任单位：县税务局、县财政局负责");
        let rest = draft.split_off(draft.text.find("、").unwrap());
        assert_eq!(rest.passages().next().map(|(run, text)| (run.source, text)), Some((edit.span, "、县财政局")));
        assert_eq!(draft.source_span(), Some(Span::new(0, edit.span.end)));
        let gone = Edit { span: block.span(), by: String::new() };
        assert!(Draft::read(source, &block, &[gone]).text.is_empty());
    }
}
