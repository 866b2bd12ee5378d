//! Tables as text: cells parted by a comma or a tab, those with line breaks in quotation marks
//! (RFC 4180), in any encoding that text files have.

use crate::sheets::Sheet;
use crate::{Block, BlockKind, Format, Options, ReadError, Source, encoding};
use std::collections::BTreeMap;
use zhengtu_text::Span;

/// The signs that may part two cells.
const SIGNS: [char; 4] = ['\t', ',', ';', '|'];
/// How many rows are looked at to tell the sign.
const SAMPLE: usize = 50;

/// A cell: the passages of the text that it shows, without quotation marks; a line end between two of
/// them is one of the cell.
type Cell = Vec<Span>;

/// Reads a table.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    let text = encoding::decode(bytes, options)?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let rows = rows(&text, sign(name, &text));
    let blocks = blocks(&text, &rows)?;
    Ok(Source {
        name: name.to_owned(),
        format: Format::Csv,
        text,
        blocks,
        notices: Vec::new(),
        recognition: None,
        look: None,
    })
}

/// The sign that parts the cells: of a .tsv the tab, else the one that gives most rows the same number
/// of cells.
fn sign(name: &str, text: &str) -> char {
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return '\t';
    }
    let regular = |&sign: &char| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for row in rows(head(text), sign) {
            *widths.entry(row.len()).or_default() += 1;
        }
        widths.into_iter().filter(|&(width, _)| width > 1).map(|(_, rows)| rows).max().unwrap_or(0)
    };
    // The first of several that fit as well.
    SIGNS.into_iter().rev().max_by_key(regular).unwrap_or(',')
}

fn head(text: &str) -> &str {
    let end = text.match_indices('\n').nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The rows of a text, each its cells.
fn rows(text: &str, sign: char) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    rows_until(text, 0, sign, |row, _| {
        rows.push(row);
        true
    });
    rows
}

/// Gives the rows from a place on, each with the place behind it, for as long as they are taken.
pub(crate) fn rows_until(text: &str, from: usize, sign: char, mut take: impl FnMut(Vec<Cell>, usize) -> bool) {
    let mut scanner = Scanner { text, sign, at: from };
    while scanner.at < text.len() {
        let row = scanner.row();
        if !take(row, scanner.at) {
            return;
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    sign: char,
    at: usize,
}

impl Scanner<'_> {
    fn row(&mut self) -> Vec<Cell> {
        let mut cells = Vec::new();
        loop {
            let quoted = self.quoted();
            let rest = self.plain();
            cells.push(match quoted {
                Some(mut pieces) if rest.is_empty() => std::mem::take(&mut pieces),
                Some(mut pieces) => {
                    pieces.push(rest);
                    pieces
                }
                None => vec![rest],
            });
            match self.text[self.at..].chars().next() {
                Some(char) if char == self.sign => self.at += char.len_utf8(),
                Some('\r') if self.text[self.at..].starts_with("\r\n") => {
                    self.at += 2;
                    return cells;
                }
                Some(char) => {
                    self.at += char.len_utf8();
                    return cells;
                }
                None => return cells,
            }
        }
    }

    /// The passages between quotation marks, if the cell begins with one that is closed; a doubled mark
    /// is one mark of the text.
    fn quoted(&mut self) -> Option<Cell> {
        let inner = self.text[self.at..].strip_prefix('"')?;
        let from = self.text.len() - inner.len();
        let mut pieces = Vec::new();
        let mut start = from;
        let mut chars = self.text[from..].char_indices().map(|(at, char)| (from + at, char)).peekable();
        while let Some((at, char)) = chars.next() {
            let doubled = char == '"' && chars.next_if(|next| next.1 == '"').is_some();
            match char {
                '"' if doubled => {
                    pieces.push(Span::new(start, at + 1));
                    start = at + 2;
                }
                '"' => {
                    pieces.push(Span::new(start, at));
                    self.at = at + 1;
                    return Some(pieces);
                }
                '\n' | '\r' => {
                    pieces.push(Span::new(start, at));
                    start = at + 1;
                }
                _ => {}
            }
        }
        None
    }

    /// The rest of a cell, up to the next sign or the end of the line.
    fn plain(&mut self) -> Span {
        let start = self.at;
        let end = self.text[start..].find([self.sign, '\n', '\r']);
        self.at = end.map_or(self.text.len(), |end| start + end);
        Span::new(start, self.at)
    }
}

/// What stands over the table and under it is paragraphs, as on a sheet of a workbook.
fn blocks(text: &str, rows: &[Vec<Cell>]) -> Result<Vec<Block>, ReadError> {
    let mut sheet = Sheet::new(String::new());
    let mut filled = Vec::new();
    for (row, cells) in (0u32..).zip(rows) {
        for (column, cell) in (0u32..).zip(cells) {
            let pieces: Vec<Span> =
                cell.iter().map(|piece| piece.trim(text)).filter(|piece| !piece.is_empty()).collect();
            if !pieces.is_empty() {
                sheet.set((row, column), pieces.iter().map(|piece| piece.of(text)).collect())?;
                filled.push((row, column, pieces));
            }
        }
    }
    let table = sheet.table_rows();
    let block = |(row, column, pieces): (u32, u32, Vec<Span>)| {
        let kind = match table {
            Some((from, to)) if (from..=to).contains(&row) => {
                BlockKind::Cell { table: 1, row: row - from + 1, column: column + 1, rows: 1, columns: 1 }
            }
            _ => BlockKind::Paragraph { level: None },
        };
        Block { pieces, kind, page: None }
    };
    Ok(filled.into_iter().map(block).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::texts;

    fn cells(name: &str, bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let source = crate::read(name, bytes, &Options::default()).unwrap();
        let place = |block: &Block| match block.kind {
            BlockKind::Cell { row, column, .. } => (row, column),
            _ => (0, 0),
        };
        let places: Vec<(u32, u32)> = source.blocks.iter().map(place).collect();
        places.into_iter().zip(texts(&source)).map(|((row, column), text)| (row, column, text)).collect()
    }

    fn expected(cells: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
        cells.iter().map(|&(row, column, text)| (row, column, text.to_owned())).collect()
    }

    #[test]
    fn a_table_is_read_in_every_encoding() {
        let text = "序号,任务,单位\r\n1,清理河道,县水利局\r\n";
        let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let right = expected(&[
            (1, 1, "序号"),
            (1, 2, "任务"),
            (1, 3, "单位"),
            (2, 1, "1"),
            (2, 2, "清理河道"),
            (2, 3, "县水利局"),
        ]);
        for bytes in [text.as_bytes(), &wide, &gbk, &marked] {
            assert_eq!(cells("台账.csv", bytes), right);
        }
        assert_eq!(cells("台账.tsv", text.replace(',', "\t").as_bytes()), right);
        assert_eq!(cells("台账.csv", text.replace(',', ";").as_bytes()), right);
    }

    #[test]
    fn quoted_cells_hold_line_breaks_signs_and_marks() {
        let text = "序号,任务\n1,\"清理河道，\n修复\"\"示范\"\"堤岸\"\n2,\"甲,乙\"\n";
        let right = expected(&[
            (1, 1, "序号"),
            (1, 2, "任务"),
            (2, 1, "1"),
            (2, 2, "清理河道，|修复\"|示范\"|堤岸"),
            (3, 1, "2"),
            (3, 2, "甲,乙"),
        ]);
        assert_eq!(cells("台账.csv", text.as_bytes()), right);
        let open = cells("台账.csv", "序号,任务\n1,\"没有收尾\n".as_bytes());
        assert_eq!(open.last().unwrap().2, "\"没有收尾");
    }

    #[test]
    fn a_title_over_the_table_and_a_note_under_it_are_paragraphs() {
        let text = "某县2025年任务台账,,\n序号,任务,单位\n1,清理河道,县水利局\n注：每月报送。,,\n";
        let found = cells("台账.csv", text.as_bytes());
        assert_eq!((found[0].0, found[0].2.as_str()), (0, "某县2025年任务台账"));
        assert_eq!((found[1].0, found[1].2.as_str()), (1, "序号"));
        assert_eq!(found.last().unwrap(), &(0, 0, "注：每月报送。".to_owned()));
    }
}
