//! From spans of the repaired text to evidence in the text as read.

use zhengtu_model::{Cell, Evidence, Look, PageLook, TypeLook};
use zhengtu_outline::{Outline, Paragraph, ParagraphKind};
use zhengtu_reader::Source;
use zhengtu_text::{CharIndex, Nearby, Span};

/// Translates spans of one document's repaired text into evidence.
pub(crate) struct Places<'a> {
    outline: &'a Outline,
    source: &'a Source,
    index: CharIndex,
    /// For each paragraph that is a table cell, which.
    cells: Vec<Option<Cell>>,
    /// Where each was found last: passages are mostly asked for in their order.
    paragraph: Nearby,
    piece: Nearby,
    line: Nearby,
}

impl<'a> Places<'a> {
    pub(crate) fn new(outline: &'a Outline, source: &'a Source) -> Self {
        let mut cells = vec![None; outline.paragraphs.len()];
        for (number, table) in (1..).zip(&outline.tables) {
            for cell in &table.cells {
                for &paragraph in &cell.paragraphs {
                    cells[paragraph] = Some(Cell { table: number, row: cell.row, column: cell.column });
                }
            }
        }
        let (paragraph, piece, line) = Default::default();
        Self { outline, source, index: CharIndex::new(&source.text), cells, paragraph, piece, line }
    }

    /// The number of characters of the text as read.
    pub(crate) fn chars(&self) -> usize {
        self.index.char_of(&self.source.text, self.source.text.len())
    }

    /// The passage that a span of the repaired text was read from.
    pub(crate) fn evidence(&self, span: Span) -> Evidence {
        let Some((read, corrected)) = self.outline.mapped.source_of(span, &self.piece) else {
            return Evidence::default();
        };
        Evidence { corrected, ..self.of_source(read, self.paragraph_at(span.start)) }
    }

    /// How the document looks, in the measures of the records.
    pub(crate) fn look(&self, look: &zhengtu_reader::Look) -> Look {
        // 1440 twips are 25.4 millimetres.
        let tenths = |twips: i32| twips * 254 / 1440;
        let page = |page: &zhengtu_reader::Paper| PageLook {
            paper: [page.width, page.height].map(tenths),
            margins: [page.top, page.bottom, page.left, page.right].map(tenths),
            grid: page.grid,
        };
        let at = |byte| self.index.char_of(&self.source.text, byte);
        let kind = |kind: &zhengtu_reader::Type| TypeLook {
            start: at(kind.span.start),
            end: at(kind.span.end),
            font: kind.font.clone(),
            size: kind.size,
            line: kind.line / 2,
        };
        Look { pages: look.pages.iter().map(page).collect(), types: look.types.iter().map(kind).collect() }
    }

    /// A passage of the text as read, in a paragraph.
    pub(crate) fn of_source(&self, read: Span, paragraph: Option<usize>) -> Evidence {
        let found = paragraph.map(|at| &self.outline.paragraphs[at]);
        Evidence {
            start: self.index.char_of(&self.source.text, read.start),
            end: self.index.char_of(&self.source.text, read.end),
            line: self.index.line_near(read.start, &self.line),
            page: found.and_then(|paragraph| paragraph.page),
            cell: paragraph.and_then(|at| self.cells[at]),
            recognised: self.source.recognition.as_ref().and_then(|recognition| recognition.confidence(read)),
            corrected: false,
        }
    }

    /// The paragraph in which a byte of the repaired text stands.
    pub(crate) fn paragraph_at(&self, at: usize) -> Option<usize> {
        let starts_by = |paragraph: &Paragraph| paragraph.span.start <= at;
        self.paragraph.partition_point(&self.outline.paragraphs, starts_by).checked_sub(1)
    }

    /// The text of paragraphs without page furniture, a paragraph a line.
    pub(crate) fn text(&self, paragraphs: &[usize]) -> String {
        let printed = paragraphs
            .iter()
            .map(|&at| &self.outline.paragraphs[at])
            .filter(|paragraph| paragraph.kind != ParagraphKind::Furniture)
            .map(|paragraph| self.outline.slice(paragraph.span));
        printed.collect::<Vec<_>>().join("\n")
    }
}
