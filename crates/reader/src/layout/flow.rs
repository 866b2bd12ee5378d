//! Lines to paragraphs, across columns and pages.

use super::furniture::Furniture;
use super::joins::{INDENT, ends_sentence, needs_space};
use super::margins::{self, ByColumn, Margins};
use super::tables::OpenTable;
use super::{Line, Part, starts};
use crate::writer::{Inline, Writer};
use regex::Regex;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// How far first lines of paragraphs are indented, in font heights.
const FIRST_LINE: RangeInclusive<f32> = 1.6..=2.4;
/// Two lines whose font heights differ more than this belong to different paragraphs.
const SIZE: f32 = 0.12;
/// A wider distance than this, in usual distances of lines, parts two paragraphs.
const DISTANCE: f32 = 1.45;
/// Lines of one paragraph stand at least so far apart, in font heights.
const LEADING: f32 = 1.2;
/// A bracket that was opened further back than this many characters was forgotten.
const BRACKET: usize = 160;

/// A label at the end of a line, after other text: what it is about comes next.
static LABEL_AT_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[。；;]\s*\p{Han}{2,8}[：:]$").unwrap_or_else(|error| panic!("{error}")));

/// Writes the parts of all pages; their furniture stands after the text.
pub(crate) fn write(laid: Vec<Vec<Part>>, furniture: Vec<Furniture>, writer: &mut Writer) {
    let all = margins::by_column(laid.iter().flatten());
    let mut flow = Flow { writer, all, open: None, table: None, left_out: 0 };
    for ((parts, furniture), number) in laid.into_iter().zip(furniture).zip(1..) {
        flow.page(parts, &furniture, number);
    }
    flow.end_paragraph();
    flow.end_table();
    if flow.left_out > 0 {
        let count = flow.left_out;
        flow.writer.notice(format!("页眉、页脚、页码和续页重复的表头 {count} 处不算正文（zhengtu audit 逐条列出）"));
    }
}

struct Flow<'w> {
    writer: &'w mut Writer,
    /// The margins on all pages together, for a page with too few lines to tell its own.
    all: ByColumn,
    /// The paragraph that is open.
    open: Option<Open>,
    table: Option<OpenTable>,
    /// How many lines and cells are no text of the document.
    left_out: usize,
}

struct Open {
    text: Inline,
    page: u32,
    last: Line,
    /// The margins of the column in which the last line stands.
    margins: Margins,
    last_page: u32,
}

impl Flow<'_> {
    fn page(&mut self, parts: Vec<Part>, furniture: &Furniture, number: u32) {
        let own = margins::by_column(parts.iter());
        for line in furniture.top.iter().chain(&furniture.bottom) {
            self.leave_out(&line.text, number);
        }
        for part in parts {
            match part {
                Part::Line(line) => {
                    self.end_table();
                    let margins = margins::of_column(&own, &self.all, line.column);
                    self.line(line, margins, number);
                }
                Part::Table(table) => {
                    self.end_paragraph();
                    self.table(table, number);
                }
            }
        }
    }

    fn leave_out(&mut self, text: &str, number: u32) {
        self.left_out += 1;
        self.writer.aside(text.into(), Some(number));
    }

    fn line(&mut self, line: Line, margins: Margins, number: u32) {
        match &mut self.open {
            Some(open) if open.takes(&line, margins, number) => open.add(line, margins, number),
            _ => {
                self.end_paragraph();
                self.open =
                    Some(Open { text: line.inline(number), page: number, last: line, margins, last_page: number });
            }
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(open) = self.open.take() {
            self.writer.page(open.page);
            self.writer.paragraph(&open.text, None);
        }
    }

    fn table(&mut self, mut table: super::grid::Table, number: u32) {
        if self.table.as_ref().is_some_and(|open| !open.goes_on_in(&table)) {
            self.end_table();
        }
        let open = self.table.get_or_insert_with(|| OpenTable::new(&table));
        for text in open.without_header(&mut table) {
            self.leave_out(&text, number);
        }
        if let Some(open) = &mut self.table {
            open.add(table, number);
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.writer.table(&table.cells);
        }
    }
}

impl Open {
    /// Whether the line goes on with the paragraph.
    fn takes(&self, line: &Line, margins: Margins, page: u32) -> bool {
        let last = &self.last;
        let size = (line.size - last.size).abs() / last.size.max(1.0);
        if size > SIZE || starts::is_annex_line(&line.text) || starts::is_annex_line(self.text.as_str()) {
            return false;
        }
        let starts_item = starts::item(&line.text);
        if self.is_unfinished() && !starts_item {
            return true;
        }
        if !self.margins.is_full(last, &line.text) {
            return false;
        }
        let indent = margins.indent(line);
        let indented = indent >= INDENT;
        if starts_item
            && (ends_sentence(&last.text) || (starts::number(&line.text) && (indented || ends_bracket(&last.text))))
        {
            return false;
        }
        let apart = self.is_apart(line, margins, page);
        if !indented || apart || ends_sentence(&last.text) {
            return !indented && !apart;
        }
        // The rest of a centred title; or a whole paragraph that is indented, but not as first lines are.
        let aligned = (indent - self.margins.indent(last)).abs() < 0.3;
        margins.is_centred(line) || (aligned && !FIRST_LINE.contains(&indent))
    }

    /// Whether there is more room above the line than between lines of a paragraph.
    fn is_apart(&self, line: &Line, margins: Margins, page: u32) -> bool {
        let beside = self.last_page != page || line.column != self.last.column;
        !beside
            && margins.distance > 0.0
            && line.y - self.last.y > DISTANCE * margins.distance.max(LEADING * self.last.size)
    }

    /// Whether the paragraph cannot end where it does: within a bracket, or behind a label.
    fn is_unfinished(&self) -> bool {
        let mut depth = 0;
        for char in self.text.as_str().chars().rev().take(BRACKET) {
            match char {
                '）' | ')' => depth -= 1,
                '（' | '(' => depth += 1,
                _ => {}
            }
            if depth > 0 {
                return !self.text.as_str().ends_with('。');
            }
        }
        LABEL_AT_END.is_match(self.text.as_str())
    }

    fn add(&mut self, line: Line, margins: Margins, page: u32) {
        if needs_space(self.text.as_str(), &line.text) {
            self.text.push(' ');
        }
        self.text.append(&line.inline(page));
        (self.last, self.margins, self.last_page) = (line, margins, page);
    }
}

/// Whether a text ends in a bracket, as items do that name who is responsible at their end.
fn ends_bracket(text: &str) -> bool {
    text.trim_end().ends_with(['）', ')'])
}
