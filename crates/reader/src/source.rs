use serde::{Deserialize, Serialize};
use zhengtu_text::Span;

/// A file as read: its text, and the blocks that the text consists of.
///
/// Offsets of records count in `text`. For text files it is the decoded file; for the other formats
/// it is the text that `zhengtu text FILE` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file name without its folder.
    pub name: String,
    /// How the file was read.
    pub format: Format,
    /// The text.
    pub text: String,
    /// The blocks, in reading order; outside them there is only white space and markup.
    pub blocks: Vec<Block>,
    /// What the reader could not read or left out, in Chinese.
    pub notices: Vec<String>,
    /// What a program recognised in pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognition: Option<Recognition>,
    /// How a Word file looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

/// How a Word file looks, as far as the form of official documents is about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The pages of each section.
    pub pages: Vec<Paper>,
    /// The type of the text, in the order of the text.
    pub types: Vec<Type>,
}

/// The pages of a section; lengths in twips, 20 to a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The width of the paper.
    pub width: i32,
    /// The height of the paper.
    pub height: i32,
    /// The upper margin.
    pub top: i32,
    /// The lower margin.
    pub bottom: i32,
    /// The left margin.
    pub left: i32,
    /// The right margin.
    pub right: i32,
    /// Whether lines stand on a grid, whatever distance a paragraph has.
    pub grid: bool,
}

/// The type of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Type {
    /// The passage, in bytes of [`Source::text`].
    pub span: Span,
    /// The font of Chinese characters; empty where the file names none, or one of its theme.
    pub font: String,
    /// The size in half points; 0 where the file names none.
    pub size: u32,
    /// The exact distance of lines in twips; 0 where it is not exact.
    pub line: u32,
}

/// What an OCR program recognised in pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The program.
    pub program: String,
    /// Its version.
    pub version: String,
    /// The 1-based pages.
    pub pages: Vec<u32>,
    /// The passages of [`Source::text`] that were recognised, in order, none within another.
    pub passages: Vec<Recognised>,
}

/// A passage that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The passage.
    pub span: Span,
    /// How sure the program was of each of its characters, from 0 to 100.
    pub confidence: u8,
}

/// A digit of less confidence than this is listed.
const SURE_DIGIT: u8 = 90;
/// Another character of less confidence than this is listed.
const SURE: u8 = 60;

impl Recognition {
    /// The least confidence in a passage; nothing where none of it was recognised.
    pub fn confidence(&self, span: Span) -> Option<u8> {
        let from = self.passages.partition_point(|passage| passage.span.end <= span.start);
        let within = self.passages[from..].iter().take_while(|passage| passage.span.start < span.end);
        within.map(|passage| passage.confidence).min()
    }

    /// The mean confidence of all characters.
    pub fn mean(&self) -> u8 {
        let bytes: usize = self.passages.iter().map(|passage| passage.span.len()).sum();
        let sum: usize = self.passages.iter().map(|passage| passage.span.len() * usize::from(passage.confidence)).sum();
        (sum / bytes.max(1)) as u8
    }

    /// What a person should compare with the picture: passages of little confidence, digits sooner than
    /// other characters.
    pub fn unsure(&self, text: &str) -> Vec<Recognised> {
        let limit =
            |span: Span| match text[span.start..span.end].contains(|char: char| char.is_ascii_digit() || char == '%') {
                true => SURE_DIGIT,
                false => SURE,
            };
        self.passages.iter().filter(|passage| passage.confidence < limit(passage.span)).copied().collect()
    }
}

impl Source {
    /// The text to print: of pages and sheets without the furniture that stands after the text.
    /// Offsets into [`Source::text`] hold in it.
    pub fn printed(&self) -> &str {
        if matches!(self.format, Format::Txt | Format::Md | Format::Csv | Format::Docx | Format::Doc) {
            return &self.text;
        }
        let after = self.blocks.iter().rev().take_while(|block| block.kind == BlockKind::Furniture);
        let end = after.last().map_or(self.text.len(), |block| block.span().start);
        &self.text[..end]
    }
}

/// The formats that can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    #[default]
    Txt,
    /// Markdown.
    Md,
    /// HTML.
    Html,
    /// Office Open XML word processing (ECMA-376).
    Docx,
    /// PDF with a text layer.
    Pdf,
    /// OFD (GB/T 33190).
    Ofd,
    /// Word 97 binary, also as written by WPS.
    Doc,
    /// Spreadsheets of any kind.
    Xlsx,
    /// Tables as text, cells parted by commas or tabs.
    Csv,
    /// A picture, recognised.
    Image,
}

impl Format {
    /// The usual file name extension; of pictures, which have several, what they are.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Doc => "doc",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Image => "image",
        }
    }

    /// Whether a line of the text may be a piece of a paragraph that was wrapped by hand or by the
    /// program that wrote the file, so that lines have to be joined.
    pub fn wraps_lines(self) -> bool {
        matches!(self, Self::Txt)
    }
}

/// A paragraph, a line or a table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The passages of [`Source::text`] that make up the block, in order, without markup. Most
    /// blocks are one passage. Where a line end stands between two pieces, they are different lines:
    /// paragraphs of a table cell, lines of a heading or note that was broken by hand.
    pub pieces: Vec<Span>,
    /// What the block is.
    pub kind: BlockKind,
    /// The 1-based page, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

impl Block {
    /// A block of one passage.
    pub fn new(span: Span, kind: BlockKind) -> Self {
        Self { pieces: vec![span], kind, page: None }
    }

    /// From the first to the last character of the block.
    pub fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum BlockKind {
    /// A line, which may be a whole paragraph or a piece of one: of a text file, or where a paragraph
    /// of another format was broken by hand.
    Line,
    /// A whole paragraph.
    Paragraph {
        /// The heading level from 1, where the format marks the paragraph as a heading.
        level: Option<u8>,
    },
    /// A table cell; all numbers from 1, spans at least 1. A merged cell is one block.
    Cell {
        /// The table within the document.
        table: u32,
        /// The first row that the cell covers.
        row: u32,
        /// The first column that the cell covers.
        column: u32,
        /// How many rows it covers.
        rows: u32,
        /// How many columns it covers.
        columns: u32,
    },
    /// A footnote or endnote.
    Note,
    /// A page header, page footer, page number, table of contents, or data about the document that a
    /// site or collector put above it: kept for the account, no part of the plan's text.
    Furniture,
}
