//! Writes the text of a [`Source`](crate::Source) and notes its blocks on the way.

use crate::origins::{Origins, Place};
use crate::{Block, BlockKind, Format, ReadError, Source};
use std::ops::Range;
use zhengtu_text::Span;

/// The running text of a paragraph while it is collected. Lines end with `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inline {
    text: String,
    /// Passages that are printed and are no part of the text, such as the marks of footnotes.
    silent: Vec<Range<usize>>,
    /// Where passages were read from, in order.
    origins: Vec<(Range<usize>, Place)>,
}

impl Inline {
    pub(crate) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(crate) fn push(&mut self, char: char) {
        self.text.push(char);
    }

    /// Adds text that was read from a place of the file.
    pub(crate) fn push_from(&mut self, text: &str, place: Place) {
        let start = self.text.len();
        self.text.push_str(text);
        self.origins.push((start..self.text.len(), place));
    }

    pub(crate) fn push_silent(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.silent.push(start..self.text.len());
    }

    /// Adds such a passage, which the file shows for an element.
    pub(crate) fn push_silent_from(&mut self, text: &str, place: Place) {
        let start = self.text.len();
        self.push_silent(text);
        self.origins.push((start..self.text.len(), place));
    }

    pub(crate) fn append(&mut self, other: &Inline) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.silent.extend(other.silent.iter().map(|range| range.start + by..range.end + by));
        self.origins.extend(other.origins.iter().map(|(range, place)| (range.start + by..range.end + by, *place)));
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(is_blank)
    }

    /// The lines that are not blank, as ranges.
    fn lines(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = 0;
        self.text.split('\n').filter_map(move |line| {
            let range = start..start + line.len();
            start = range.end + 1;
            (!line.chars().all(is_blank)).then_some(range)
        })
    }

    /// The passages of a line that are not silent, trimmed.
    fn pieces(&self, line: Range<usize>) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = line.start;
        for silent in self.silent.iter().filter(|silent| silent.start < line.end && line.start < silent.end) {
            pieces.push(start..silent.start.max(start));
            start = silent.end.min(line.end);
        }
        pieces.push(start..line.end);
        pieces.retain(|piece| !self.text[piece.clone()].chars().all(is_blank));
        self.trim(&mut pieces);
        pieces
    }

    fn trim(&self, pieces: &mut [Range<usize>]) {
        if let Some(first) = pieces.first_mut() {
            let piece = &self.text[first.clone()];
            first.start += piece.len() - piece.trim_start_matches(is_blank).len();
        }
        if let Some(last) = pieces.last_mut() {
            let piece = &self.text[last.clone()];
            last.end -= piece.len() - piece.trim_end_matches(is_blank).len();
        }
    }
}

impl From<&str> for Inline {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

/// White space, and the marks that print nothing.
pub(crate) fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// A cell of a table to be written; all numbers from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GridCell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
    pub(crate) lines: Vec<Inline>,
    /// The page on which it starts.
    pub(crate) page: Option<u32>,
}

/// Collects the text and the blocks of a file.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
    blocks: Vec<Block>,
    notices: Vec<String>,
    origins: Origins,
    tables: u32,
    page: Option<u32>,
    /// What stands after the text: kept for the account, and not printed with the text.
    asides: Vec<(Inline, Option<u32>)>,
}

impl Writer {
    /// Says on which page the blocks that follow stand; table cells know theirs.
    pub(crate) fn page(&mut self, page: u32) {
        self.page = Some(page);
    }

    /// Writes a paragraph. The lines of a paragraph that was broken by hand become [`BlockKind::Line`]
    /// blocks, for a break may end a paragraph in all but name; a heading stays one block.
    pub(crate) fn paragraph(&mut self, inline: &Inline, level: Option<u8>) {
        let several = inline.lines().count() > 1;
        match (several, level) {
            (true, None) => self.each_line(inline, &BlockKind::Line),
            _ => self.whole(inline, BlockKind::Paragraph { level }),
        }
    }

    /// Writes a footnote or endnote with the mark that leads to it.
    pub(crate) fn note(&mut self, mark: &str, inline: &Inline) {
        let mut marked = Inline::default();
        marked.push_silent(mark);
        marked.append(inline);
        self.whole(&marked, BlockKind::Note);
    }

    /// Keeps for the account what is no part of the text and stands beside it, such as the header of
    /// a page. It is written after the text, so that it parts no paragraph.
    pub(crate) fn aside(&mut self, inline: Inline, page: Option<u32>) {
        self.asides.push((inline, page));
    }

    /// Writes what is kept for the account and is no part of the text, where it stands in the text.
    pub(crate) fn furniture(&mut self, inline: &Inline) {
        self.whole(inline, BlockKind::Furniture);
    }

    /// Writes a table, a row a line, with a tab between two cells. Cells come row by row.
    pub(crate) fn table(&mut self, cells: &[GridCell]) {
        if cells.iter().all(|cell| cell.lines.iter().all(Inline::is_blank)) {
            return;
        }
        self.tables += 1;
        let mut row = None;
        for cell in cells {
            match row {
                None => {}
                Some(row) if row == cell.row => self.text.push('\t'),
                Some(_) => self.text.push('\n'),
            }
            row = Some(cell.row);
            self.cell(cell);
        }
        self.text.push('\n');
    }

    /// Says something about the reading.
    pub(crate) fn notice(&mut self, notice: impl Into<String>) {
        self.notices.push(notice.into());
    }

    /// Whether nothing was written yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The text so far.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The file as read.
    pub(crate) fn finish(self, name: &str, format: Format) -> Result<Source, ReadError> {
        self.finish_traced(name, format).map(|(source, _)| source)
    }

    /// The way back into the file, as far as it is known.
    pub(crate) fn origins(&mut self) -> &mut Origins {
        &mut self.origins
    }

    /// The file as read, and the way back into it.
    pub(crate) fn finish_traced(mut self, name: &str, format: Format) -> Result<(Source, Origins), ReadError> {
        if self.blocks.is_empty() {
            return Err(ReadError::Empty);
        }
        for (inline, page) in std::mem::take(&mut self.asides) {
            self.page = page;
            self.furniture(&inline);
        }
        let source = Source {
            name: name.to_owned(),
            format,
            text: self.text,
            blocks: self.blocks,
            notices: self.notices,
            recognition: None,
            look: None,
        };
        Ok((source, self.origins))
    }

    fn cell(&mut self, cell: &GridCell) {
        let mut pieces = Vec::new();
        for inline in cell.lines.iter().filter(|inline| !inline.is_blank()) {
            if !pieces.is_empty() {
                self.text.push('\n');
            }
            for (index, line) in inline.lines().enumerate() {
                if index > 0 {
                    self.text.push('\n');
                }
                pieces.extend(self.put(inline, line));
            }
        }
        if !pieces.is_empty() {
            let &GridCell { row, column, rows, columns, .. } = cell;
            let kind = BlockKind::Cell { table: self.tables, row, column, rows, columns };
            self.blocks.push(Block { pieces, kind, page: cell.page });
        }
    }

    fn each_line(&mut self, inline: &Inline, kind: &BlockKind) {
        for line in inline.lines() {
            let pieces = self.put(inline, line);
            self.text.push('\n');
            self.block(pieces, kind.clone());
        }
    }

    fn whole(&mut self, inline: &Inline, kind: BlockKind) {
        let mut pieces = Vec::new();
        for line in inline.lines() {
            pieces.extend(self.put(inline, line));
            self.text.push('\n');
        }
        self.block(pieces, kind);
    }

    fn block(&mut self, pieces: Vec<Span>, kind: BlockKind) {
        if !pieces.is_empty() {
            self.blocks.push(Block { pieces, kind, page: self.page });
        }
    }

    /// Appends a line and gives the passages of it that are text.
    fn put(&mut self, inline: &Inline, line: Range<usize>) -> Vec<Span> {
        let base = self.text.len();
        let start = line.start;
        self.text.push_str(&inline.text[line.clone()]);
        let first = inline.origins.partition_point(|(range, _)| range.end <= line.start);
        for (range, place) in inline.origins[first..].iter().take_while(|(range, _)| range.start < line.end) {
            let cut = range.start.max(line.start)..range.end.min(line.end);
            let span = Span::new(base + cut.start - start, base + cut.end - start);
            self.origins.push(span, place.after(cut.start - range.start));
        }
        let place = |piece: Range<usize>| Span::new(base + piece.start - start, base + piece.end - start);
        inline.pieces(line).into_iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &Source) -> Vec<Vec<&str>> {
        source.blocks.iter().map(|block| block.pieces.iter().map(|piece| piece.of(&source.text)).collect()).collect()
    }

    #[test]
    fn marks_of_notes_are_printed_and_left_out_of_the_pieces() {
        let mut inline = Inline::from("　增长5%");
        inline.push_silent("[1]");
        inline.push_str("以上 ");
        let mut writer = Writer::default();
        writer.paragraph(&inline, None);
        writer.note("[1] ", &"现价".into());
        let source = writer.finish("甲", Format::Docx).unwrap();
        assert_eq!(source.text, "　增长5%[1]以上 \n[1] 现价\n");
        assert_eq!(texts(&source), [vec!["增长5%", "以上"], vec!["现价"]]);
    }

    #[test]
    fn a_table_has_a_row_a_line_and_no_block_for_an_empty_cell() {
        let cell = |row, column, lines: &[&str]| GridCell {
            row,
            column,
            rows: 1,
            columns: 1,
            lines: lines.iter().map(|&line| line.into()).collect(),
            page: None,
        };
        let mut writer = Writer::default();
        writer.table(&[cell(1, 1, &["序号"]), cell(1, 2, &["任务"]), cell(2, 1, &[]), cell(2, 2, &["甲", "乙"])]);
        let source = writer.finish("甲", Format::Docx).unwrap();
        assert_eq!(source.text, "序号\t任务\n\t甲\n乙\n");
        assert_eq!(texts(&source), [vec!["序号"], vec!["任务"], vec!["甲", "乙"]]);
    }

    #[test]
    fn a_break_by_hand_ends_a_line_but_not_a_heading() {
        let mut writer = Writer::default();
        writer.paragraph(&"甲\n乙".into(), None);
        writer.paragraph(&"丙\n丁".into(), Some(1));
        let source = writer.finish("甲", Format::Docx).unwrap();
        assert_eq!(texts(&source), [vec!["甲"], vec!["乙"], vec!["丙", "丁"]]);
        assert_eq!(source.blocks[0].kind, BlockKind::Line);
    }
}
