//! A draft: a line or paragraph of the source while it is being repaired.

mod read;

pub(crate) use read::is_blank;

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
    /// Whether the run replaces the passage instead of repeating it; it stands nowhere where the passage is empty.
    pub(crate) replaced: bool,
}

impl Run {
    /// The run cut in two at the offset `at` of its text, without a first half where that is empty. Both
    /// halves of a replacement stand for all of its passage.
    fn split(self, at: usize) -> (Option<Self>, Self) {
        if at == 0 {
            return (None, self);
        }
        let middle = self.source.start + at;
        let (head, tail) = match self.replaced {
            true => (self.source, self.source),
            false => (Span::new(self.source.start, middle), Span::new(middle, self.source.end)),
        };
        (Some(Self { source: head, len: at, ..self }), Self { source: tail, len: self.len - at, ..self })
    }

    /// Whether the run repeats the source up to its byte `at`, so that what follows may go on in it.
    fn ends_at(self, at: usize) -> bool {
        self.source.end == at && !self.replaced
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

    /// Whether they open a row of a table.
    pub(crate) fn open_row(&self) -> bool {
        self.count > 0 && self.after_blank
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
    /// The runs with their text.
    pub(crate) fn passages(&self) -> impl Iterator<Item = (Run, &str)> {
        let mut at = 0;
        self.runs.iter().map(move |&run| {
            at += run.len;
            (run, &self.text[at - run.len..at])
        })
    }

    /// Whether the draft stands for prose of the document: no cell, no note, no furniture.
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self.origin.kind, OriginKind::Line | OriginKind::Paragraph)
    }

    /// Whether the draft may be joined with its neighbours.
    pub(crate) fn is_line(&self) -> bool {
        self.origin.kind == OriginKind::Line
    }

    /// The draft cut at offsets of its text, in rising order. It is cut from its end, so that every
    /// character moves once.
    pub(crate) fn cut(mut self, offsets: &[usize]) -> Vec<Self> {
        let mut pieces: Vec<Self> = offsets.iter().rev().map(|&at| self.split_off(at)).collect();
        self.text.shrink_to_fit();
        pieces.push(self);
        pieces.reverse();
        pieces
    }

    /// Cuts the draft in two at the offset `at` of its text; returns the second half.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        let text = self.text.split_off(at);
        Self {
            runs: split_runs(&mut self.runs, text.len()),
            gaps: split_gaps(&mut self.gaps, at),
            line_ends: split_line_ends(&mut self.line_ends, at),
            origin: Origin { level: None, ..self.origin.clone() },
            full: std::mem::take(&mut self.full),
            breaks_before: 1,
            text,
            ..Self::default()
        }
    }

    /// The draft cut at the line ends that an edit put into it.
    pub(crate) fn lines(self) -> Vec<Self> {
        let ends: Vec<usize> = self.text.match_indices('\n').flat_map(|(at, end)| [at, at + end.len()]).collect();
        let mut lines = self.cut(&ends);
        lines.retain(|line| !matches!(line.text.as_str(), "" | "\n"));
        lines
    }

    /// Puts a sign that stands nowhere in the source at offsets of the text, in rising order and each between two runs.
    pub(crate) fn put(&mut self, places: &[usize], sign: &str) {
        if places.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len() + places.len() * sign.len());
        let mut runs = Vec::with_capacity(self.runs.len() + places.len());
        let mut next = places.iter().peekable();
        let mut at = 0;
        for run in std::mem::take(&mut self.runs) {
            while next.next_if(|place| **place <= at).is_some() {
                let source = Span::new(run.source.start, run.source.start);
                runs.push(Run { source, len: sign.len(), replaced: true });
                text.push_str(sign);
            }
            text.push_str(&self.text[at..at + run.len]);
            at += run.len;
            runs.push(run);
        }
        (self.text, self.runs) = (text, runs);
        let moved = |at: usize| at + sign.len() * places.partition_point(|&place| place <= at);
        self.gaps.iter_mut().for_each(|gap| gap.0 = moved(gap.0));
        self.line_ends.iter_mut().for_each(|end| *end = moved(*end));
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

/// Takes the runs of the last `len` bytes of a draft's text.
fn split_runs(runs: &mut Vec<Run>, len: usize) -> Vec<Run> {
    let mut left = len;
    let mut tail = Vec::new();
    while left > 0 {
        let Some(run) = runs.pop() else { break };
        let (before, taken) = run.split(run.len.saturating_sub(left));
        runs.extend(before);
        left -= taken.len;
        tail.push(taken);
    }
    tail.reverse();
    tail
}

/// Takes the gaps behind the offset `at`; one at the cut is no gap of either half.
fn split_gaps(gaps: &mut Vec<(usize, usize)>, at: usize) -> Vec<(usize, usize)> {
    let behind = gaps.split_off(gaps.partition_point(|gap| gap.0 <= at));
    gaps.truncate(gaps.partition_point(|gap| gap.0 < at));
    behind.into_iter().map(|(offset, width)| (offset - at, width)).collect()
}

/// Takes the line ends behind the offset `at`.
fn split_line_ends(ends: &mut Vec<usize>, at: usize) -> Vec<usize> {
    let behind = ends.split_off(ends.partition_point(|&end| end <= at));
    ends.truncate(ends.partition_point(|&end| end < at));
    behind.into_iter().map(|end| end - at).collect()
}

/// The width of a character in half-width columns.
pub(crate) fn columns(char: char) -> usize {
    if is_cjk(char) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use zhengtu_reader::{Block, BlockKind};

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
    fn a_line_cut_at_many_places_keeps_no_more_than_its_pieces() {
        let text = "1.推进。".repeat(1000);
        let starts: Vec<usize> = text.match_indices('1').map(|(at, _)| at).skip(1).collect();
        let pieces = read(&text).cut(&starts);
        assert_eq!(pieces.len(), 1000);
        assert_eq!(pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        assert!(pieces.iter().map(|piece| piece.text.capacity()).sum::<usize>() <= 2 * text.len());
        assert!(pieces.iter().all(|piece| piece.runs.len() == 1));
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
