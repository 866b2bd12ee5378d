//! The texts of a file to paragraphs and tables.

use super::boxes::{self, TextBox};
use super::fib::{Fib, Part, Story, Text, text};
use super::lists;
use super::properties::{Paragraph, Runs, changes};
use super::rows::{TableRow, grid};
use super::styles::Styles;
use crate::ReadError;
use crate::fields::Fields;
use crate::lists::{Counters, Lists};
use crate::writer::{Inline, Writer};

/// Marks that end a paragraph, a cell or row, a page or section.
const PARAGRAPH: u16 = 0x0d;
const CELL: u16 = 0x07;
const PAGE: u16 = 0x0c;
/// The sign that stands for a note.
const NOTE: u16 = 0x02;

/// Writes the texts of the file.
pub(crate) fn write(main: &[u8], table: &[u8], fib: &Fib, writer: &mut Writer) -> Result<(), ReadError> {
    let text = text(main, fib.part(table, Part::Pieces))?;
    let definitions = fib.part(table, Part::Lists);
    let behind = definitions.as_ptr() as usize + definitions.len();
    let after = behind.checked_sub(table.as_ptr() as usize).and_then(|at| table.get(at..)).unwrap_or_default();
    let mut hidden = Runs::characters(main, fib.part(table, Part::CharacterPages));
    hidden.retain(is_hidden);
    let (first, last) = fib.story(Story::Boxes);
    let mut boxes = boxes::read(fib.part(table, Part::Shapes), fib.part(table, Part::Boxes), last - first);
    for TextBox { text, .. } in &mut boxes {
        *text = (first.saturating_add(text.0), first.saturating_add(text.1));
    }
    let mut walker = Walker {
        text: &text,
        paragraphs: Runs::paragraphs(main, fib.part(table, Part::ParagraphPages)),
        hidden,
        styles: Styles::read(fib.part(table, Part::Styles)),
        lists: lists::read(definitions, fib.part(table, Part::Overrides), after),
        counters: Counters::default(),
        notes: 0,
        rows: Vec::new(),
        cells: Vec::new(),
        cell: Vec::new(),
    };
    walker.main(fib.story(Story::Main), boxes, writer);
    for story in [Story::Footnotes, Story::Endnotes] {
        walker.note_story(fib.story(story), writer);
    }
    Ok(())
}

/// Deleted text whose deletion is tracked, and text that is not shown.
fn is_hidden(list: &[u8]) -> bool {
    changes(list).any(|change| matches!(change.code, 0x0800 | 0x083c) && change.byte() == 1)
}

struct Walker<'a> {
    text: &'a Text,
    paragraphs: Runs<'a>,
    hidden: Runs<'a>,
    styles: Styles<'a>,
    lists: Lists,
    counters: Counters,
    /// The notes referred to so far.
    notes: usize,
    /// The table that is open: its rows, the cells of the row, the lines of the cell.
    rows: Vec<TableRow>,
    cells: Vec<Vec<Inline>>,
    cell: Vec<Inline>,
}

impl Walker<'_> {
    /// The main text, each text box after the paragraph or table that it is anchored in.
    fn main(&mut self, (from, to): (usize, usize), boxes: Vec<TextBox>, writer: &mut Writer) {
        let mut left = boxes.into_iter().peekable();
        self.story((from, to), writer, &mut |walker, mark, writer| {
            while let Some(found) = left.next_if(|found| found.anchor.saturating_add(from) <= mark) {
                walker.story(found.text, writer, &mut |_, _, _| {});
            }
        });
    }

    /// A text; `between` is told of the place of each mark that ends a paragraph outside tables, and the
    /// last place there is at the end of the text.
    fn story(
        &mut self,
        (from, to): (usize, usize),
        writer: &mut Writer,
        between: &mut dyn FnMut(&mut Self, usize, &mut Writer),
    ) {
        let mut fields = Fields::default();
        let to = to.min(self.text.units.len());
        let mut start = from;
        for at in from..to {
            if matches!(self.text.units[at], PARAGRAPH | CELL | PAGE) {
                self.paragraph(start, at, &mut fields, writer);
                start = at + 1;
                if self.rows.is_empty() && self.cells.is_empty() && self.cell.is_empty() {
                    between(self, at, writer);
                }
            }
        }
        if start < to {
            self.paragraph(start, to, &mut fields, writer);
        }
        self.end_table(writer);
        between(self, usize::MAX, writer);
    }

    /// The paragraph from `start` up to its mark.
    fn paragraph(&mut self, start: usize, mark: usize, fields: &mut Fields, writer: &mut Writer) {
        let properties = self.properties(mark);
        let in_contents = fields.in_contents() || self.styles.is_contents(properties.style);
        let mut inline = Inline::default();
        let is_end = properties.ends_row && self.text.units.get(mark) == Some(&CELL);
        if !is_end {
            inline.push_str(&self.number(&properties));
        }
        self.inline(start, mark, fields, &mut inline);
        let in_table = properties.in_table || properties.depth > 0;
        match self.text.units.get(mark) {
            Some(&CELL) if is_end => self.end_row(properties),
            Some(&CELL) => {
                self.cell.push(inline);
                self.cells.push(std::mem::take(&mut self.cell));
            }
            _ if in_table => self.cell.push(inline),
            _ => {
                self.end_table(writer);
                if in_contents || fields.in_contents() {
                    writer.furniture(&inline);
                } else {
                    writer.paragraph(&inline, self.level(&properties));
                }
            }
        }
    }

    fn properties(&self, mark: usize) -> Paragraph {
        let place = self.text.places.get(mark).or(self.text.places.last()).copied().unwrap_or_default();
        let own = self.paragraphs.at(place).unwrap_or_default();
        let style = super::u16_at(own, 0).unwrap_or_default();
        let mut paragraph = self.styles.paragraph(style);
        paragraph.apply(own.get(2..).unwrap_or_default());
        paragraph
    }

    fn level(&self, properties: &Paragraph) -> Option<u8> {
        match properties.outline {
            Some(outline) => (outline < 9).then_some(outline + 1),
            None => self.styles.heading(properties.style),
        }
    }

    fn number(&mut self, properties: &Paragraph) -> String {
        match properties.list {
            Some(list) if list > 0 && list < 0x07ff => {
                let level = usize::from(properties.list_level.unwrap_or_default());
                self.counters.next(&self.lists, u32::from(list), level)
            }
            _ => String::new(),
        }
    }

    /// Adds the characters from `start` up to `end` that are shown.
    fn inline(&mut self, start: usize, end: usize, fields: &mut Fields, inline: &mut Inline) {
        let mut run: Vec<u16> = Vec::new();
        for at in start..end {
            let unit = self.text.units[at];
            match unit {
                0x13..=0x15 => {
                    flush(&mut run, fields, inline);
                    let shown = fields.sign(["begin", "separate", "end"][usize::from(unit - 0x13)]);
                    if let Some(shown) = shown.filter(|_| fields.shown()) {
                        inline.push_str(&shown);
                    }
                }
                _ if self.hidden.at(self.text.places[at]).is_some() => {}
                NOTE => {
                    flush(&mut run, fields, inline);
                    self.notes += 1;
                    inline.push_silent(&format!("[{}]", self.notes));
                }
                0x0b | 0x0e => run.push(u16::from(b'\n')),
                0x1e => run.push(u16::from(b'-')),
                0x00..=0x08 | 0x0a..=0x1f => {}
                _ => run.push(unit),
            }
        }
        flush(&mut run, fields, inline);
    }

    fn end_row(&mut self, properties: Paragraph) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        self.rows.push(TableRow { cells: std::mem::take(&mut self.cells), row: properties.row.unwrap_or_default() });
    }

    fn end_table(&mut self, writer: &mut Writer) {
        if !self.cell.is_empty() || !self.cells.is_empty() {
            self.end_row(Paragraph::default());
        }
        let rows = std::mem::take(&mut self.rows);
        if rows.iter().map(|row| row.cells.len()).sum::<usize>() == 1 {
            for inline in rows.into_iter().flat_map(|row| row.cells).flatten() {
                writer.paragraph(&inline, None);
            }
        } else if !rows.is_empty() {
            writer.table(&grid(rows));
        }
    }

    /// The notes of a story; each begins with the sign for a note.
    fn note_story(&mut self, (from, to): (usize, usize), writer: &mut Writer) {
        let to = to.min(self.text.units.len());
        let starts: Vec<usize> = (from..to).filter(|&at| self.text.units[at] == NOTE).collect();
        for (index, &start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(to);
            let mut inline = Inline::default();
            let mut fields = Fields::default();
            for at in start + 1..end {
                if self.text.units[at] == PARAGRAPH {
                    inline.push('\n');
                } else {
                    self.inline(at, at + 1, &mut fields, &mut inline);
                }
            }
            writer.note(&format!("[{}] ", index + 1), &inline);
        }
    }
}

/// Adds a run of characters where they are shown, or to the instruction of the field they are in.
fn flush(run: &mut Vec<u16>, fields: &mut Fields, inline: &mut Inline) {
    let text = String::from_utf16_lossy(run);
    run.clear();
    if fields.shown() {
        inline.push_str(&text);
    } else {
        fields.instruct(&text);
    }
}
