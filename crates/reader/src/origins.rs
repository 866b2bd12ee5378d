//! The way back: from a passage of the text as read to the place of the file that it was read from.

use zhengtu_text::Span;

/// Where in its file a text was read from, piece by piece in the order of the text. What a reader puts between the
/// pieces, such as the tab between two cells, was read from nowhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins {
    pieces: Vec<Origin>,
    sheets: Vec<String>,
    /// Whether the file says where its pages end.
    paged: bool,
    /// Where the characters of each printed page stand.
    areas: Vec<Vec<[f32; 4]>>,
}

/// A passage of the text, and the place of the file that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The passage, in bytes of [`Source::text`](crate::Source::text).
    pub span: Span,
    /// Where it was read.
    pub place: Place,
}

/// A place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Characters that an element of a Word file holds.
    Held {
        /// The element.
        at: Element,
        /// The bytes of the element's text, references resolved, that stand before the passage.
        from: usize,
    },
    /// Characters that Word shows for an element and that the file does not hold: the number of a paragraph of a list, the
    /// mark of a note.
    Shown {
        /// The element.
        at: Element,
    },
    /// A cell of a workbook.
    Cell {
        /// The sheet, counted from 0 in [`Origins::sheets`].
        sheet: usize,
        /// The row, from 0.
        row: u32,
        /// The column, from 0.
        column: u32,
    },
    /// A character printed on a page.
    Printed {
        /// The page, from 1.
        page: u32,
        /// Its number among the characters of the page, from 0, see [`Origins::area`].
        glyph: u32,
    },
}

/// An element of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The part that it stands in.
    pub part: Part,
    /// The byte of the part, decoded, at which its start tag begins.
    pub start: usize,
    /// Where the part is one of notes: the byte of the main part at which the element begins that refers to the note.
    pub reference: Option<usize>,
    /// How many ends of pages stand before it.
    pub(crate) pages: u32,
}

/// A part of a Word file that holds text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The main part.
    #[default]
    Main,
    /// The footnotes.
    Footnotes,
    /// The endnotes.
    Endnotes,
}

impl Origins {
    /// The pieces that a passage was read from, cut to it, in the order of the text.
    pub fn of(&self, span: Span) -> impl Iterator<Item = Origin> + '_ {
        let from = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        let within = self.pieces[from..].iter().take_while(move |piece| piece.span.start < span.end);
        within.map(move |piece| piece.cut(span))
    }

    /// All pieces, in the order of the text.
    pub(crate) fn pieces(&self) -> &[Origin] {
        &self.pieces
    }

    /// The first piece.
    pub fn first(&self) -> Option<Origin> {
        self.pieces.first().copied()
    }

    /// The piece at a byte of the text, else the next one, else the last one.
    pub fn near(&self, at: usize) -> Option<Origin> {
        let next = self.pieces.partition_point(|piece| piece.span.end <= at);
        self.pieces.get(next).or(self.pieces.last()).copied()
    }

    /// The names of the sheets of a workbook that are shown.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// The page on which a passage began when Word last saved the file, from 1; nothing where the file does not say where
    /// its pages end.
    pub fn page(&self, span: Span) -> Option<u32> {
        let at = self.of(span).find_map(|piece| match piece.place {
            Place::Held { at, .. } | Place::Shown { at } => Some(at),
            Place::Cell { .. } | Place::Printed { .. } => None,
        })?;
        self.paged.then_some(at.pages + 1)
    }

    /// The box around a printed character, in points: left, bottom, right and top, counted as the content of the page does;
    /// nothing where it was recognised in a picture.
    pub fn area(&self, page: u32, glyph: u32) -> Option<[f32; 4]> {
        self.areas.get(page.checked_sub(1)? as usize)?.get(glyph as usize).copied()
    }

    /// Says where the characters of each page stand.
    #[cfg(feature = "pdf")]
    pub(crate) fn print(&mut self, areas: Vec<Vec<[f32; 4]>>) {
        self.areas = areas;
    }

    pub(crate) fn push(&mut self, span: Span, place: Place) {
        if !span.is_empty() {
            self.pieces.push(Origin { span, place });
        }
    }

    /// Says that the file tells where its pages end.
    pub(crate) fn tell_pages(&mut self) {
        self.paged = true;
    }

    pub(crate) fn name_sheets(&mut self, names: Vec<String>) {
        self.sheets = names;
    }
}

impl Origin {
    /// The part of it that stands within a passage.
    fn cut(self, to: Span) -> Self {
        let span = Span::new(self.span.start.max(to.start), self.span.end.min(to.end));
        Self { span, place: self.place.after(span.start - self.span.start) }
    }
}

impl Place {
    /// The place of what stands so many bytes further on.
    pub(crate) fn after(self, bytes: usize) -> Self {
        match self {
            Self::Held { at, from } => Self::Held { at, from: from + bytes },
            other => other,
        }
    }
}
