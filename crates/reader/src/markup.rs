//! HTML inside a Markdown file, read in place: the pieces are passages of the file itself.

use crate::claims::Claims;
use crate::writer::is_blank;
use crate::{Block, BlockKind};
use std::collections::BTreeMap;
use zhengtu_text::Span;

/// The most rows or columns that a cell may claim to cover.
const MAX_SPAN: u32 = 1000;

/// What was found in a passage of markup.
pub(crate) struct Found {
    pub(crate) blocks: Vec<Block>,
    /// The number of the last table.
    pub(crate) tables: u32,
}

/// A tag or a passage of text.
enum Token<'a> {
    Open { name: String, attributes: &'a str },
    Close(String),
    Text(Span),
}

/// Whether a tag breaks the line.
pub(crate) fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_start_matches('/').trim_start();
    name.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

/// The blocks of the markup at `range` of `text`; tables are counted on from `tables`, and what their cells claim is added
/// to `claims`.
pub(crate) fn blocks(text: &str, range: Span, tables: u32, claims: &mut Claims) -> Found {
    let found = Found { blocks: Vec::new(), tables };
    let mut walker = Walker { text, found, pieces: Vec::new(), table: None, hidden: 0, claims };
    for token in tokens(text, range) {
        walker.token(token);
    }
    walker.end_block();
    walker.found
}

struct Walker<'a, 'c> {
    text: &'a str,
    found: Found,
    pieces: Vec<Span>,
    table: Option<Table>,
    /// Scripts and styles that are open.
    hidden: usize,
    claims: &'c mut Claims,
}

#[derive(Default)]
struct Table {
    row: u32,
    column: u32,
    rows: u32,
    columns: u32,
    /// For each column, the last row that a cell from above covers.
    covered: BTreeMap<u32, u32>,
    in_cell: bool,
}

impl Walker<'_, '_> {
    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Text(span) if self.hidden == 0 => self.add(span),
            Token::Text(_) => {}
            Token::Open { name, .. } if matches!(name.as_str(), "script" | "style") => self.hidden += 1,
            Token::Close(name) if matches!(name.as_str(), "script" | "style") => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            Token::Open { name, attributes } => self.open(&name, attributes),
            Token::Close(name) => self.close(&name),
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "table" if self.table.is_none() => {
                self.end_block();
                self.found.tables += 1;
                self.table = Some(Table::default());
            }
            "tr" => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.row += 1;
                    table.column = 0;
                }
            }
            "td" | "th" => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    let claimed = self.claims.take(span_of(attributes, "rowspan"), span_of(attributes, "colspan"));
                    table.start_cell(claimed.0, claimed.1);
                }
            }
            _ => self.boundary(name),
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" => {
                self.end_cell();
                self.table = None;
            }
            "td" | "th" | "tr" => self.end_cell(),
            _ => self.boundary(name),
        }
    }

    /// Paragraphs end a block; within a cell they only part its lines.
    fn boundary(&mut self, name: &str) {
        let block = matches!(
            name,
            "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "br" | "center"
        );
        if block && self.table.is_none() {
            self.end_block();
        }
    }

    /// Adds the lines of a passage that are not blank.
    fn add(&mut self, span: Span) {
        let mut start = span.start;
        for line in span.of(self.text).split_inclusive('\n') {
            let whole = Span::new(start, start + line.len());
            start += line.len();
            let lead = line.len() - line.trim_start_matches(is_blank).len();
            let kept = line.trim_matches(is_blank).len();
            if kept > 0 {
                self.pieces.push(Span::new(whole.start + lead, whole.start + lead + kept));
            }
        }
    }

    fn end_block(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            self.found.blocks.push(Block { pieces, kind: BlockKind::Paragraph { level: None }, page: None });
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.table.as_mut().filter(|table| table.in_cell) else { return self.end_block() };
        table.in_cell = false;
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            let &mut Table { row, column, rows, columns, .. } = table;
            let kind = BlockKind::Cell { table: self.found.tables, row, column, rows, columns };
            self.found.blocks.push(Block { pieces, kind, page: None });
        }
    }
}

impl Table {
    fn start_cell(&mut self, rows: u32, columns: u32) {
        self.row = self.row.max(1);
        self.column += if self.column == 0 { 1 } else { self.columns };
        while self.covered.get(&self.column).is_some_and(|&last| last >= self.row) {
            self.column += 1;
        }
        (self.rows, self.columns) = (rows, columns);
        for column in self.column..self.column + columns {
            self.covered.insert(column, self.row + rows - 1);
        }
        self.in_cell = true;
    }
}

fn span_of(attributes: &str, name: &str) -> u32 {
    let lower = attributes.to_ascii_lowercase();
    let value = lower.split_once(name).map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']));
    let digits = value.map(|value| value.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or_default();
    value.and_then(|value| value[..digits].parse().ok()).unwrap_or(1).clamp(1, MAX_SPAN)
}

fn tokens(text: &str, range: Span) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let Some(tag) = tag_at(rest) else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest[first..].find('<').map_or(rest.len(), |end| first + end);
            tokens.push(Token::Text(Span::new(at, at + length)));
            at += length;
            continue;
        };
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let name =
            |name: &str| name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        match inside.strip_prefix('/') {
            Some(closing) => tokens.push(Token::Close(name(closing))),
            None => tokens.push(Token::Open { name: name(inside), attributes: inside }),
        }
        at += tag.len();
    }
    tokens
}

/// The tag or comment that `rest` starts with.
fn tag_at(rest: &str) -> Option<&str> {
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |end| end + 3);
        return Some(&rest[..end]);
    }
    let second = rest.strip_prefix('<')?.chars().next()?;
    (second.is_ascii_alphabetic() || second == '/').then(|| &rest[..rest.find('>').map_or(rest.len(), |end| end + 1)])
}
