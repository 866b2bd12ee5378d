use serde::{Deserialize, Serialize};
use zhengtu_text::{Mapped, Span};

/// The index of a node in [`Outline::nodes`].
pub type NodeId = usize;

/// The structure of a document. All spans are into the repaired text, [`Mapped::text`] of
/// [`Outline::mapped`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// The repaired text, a paragraph a line, with the way back to the source.
    pub mapped: Mapped,
    /// The paragraphs, in document order.
    pub paragraphs: Vec<Paragraph>,
    /// The nodes, in document order; a parent stands before its children.
    pub nodes: Vec<Node>,
    /// The main text and the annexes that are present, in document order.
    pub parts: Vec<Part>,
    /// The entries of the list of annexes (附件：1.… 2.…), in order.
    pub annexes: Vec<ListedAnnex>,
    /// The tables, in document order.
    pub tables: Vec<Table>,
    /// What looks wrong or was not understood.
    pub notices: Vec<Notice>,
}

/// The main text (number 0) or an annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// 0 for the main text, n for annex n (附件 n).
    pub number: u32,
    /// The title.
    pub title: Option<Span>,
    /// The whole part.
    pub span: Span,
    /// The node that holds the part.
    pub root: NodeId,
}

/// A node of the tree: a part, a section, an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The node above; `None` for the root of a part.
    pub parent: Option<NodeId>,
    /// The nodes below, in order.
    pub children: Vec<NodeId>,
    /// The number of the part.
    pub part: u32,
    /// How the node is numbered.
    pub style: Style,
    /// The number; `None` where the node has none of its own.
    pub number: Option<u32>,
    /// The printed number with its signs (一、, （一）, 1.).
    pub marker: Option<Span>,
    /// The numbering path within the part, such as `三/一/1`; empty for the root of a part.
    pub path: String,
    /// The heading without its number and without the 。 that ends it.
    pub heading: Option<Span>,
    /// Whether the heading is a line of its own, without running text after it.
    pub own_line: bool,
    /// What kind of section the node stands in, by its headings.
    pub section: SectionKind,
    /// The paragraphs of the node before its first child, as a range of indices into
    /// [`Outline::paragraphs`]. The first of them starts with the marker and the heading.
    pub own: (usize, usize),
    /// All its paragraphs, those of its descendants included.
    pub all: (usize, usize),
}

/// How a node is numbered (GB/T 9704-2012, section 7.3.3, and older manners).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// The root of a part.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    ChapterSection,
    /// 第三条.
    Article,
    /// 一、
    Section,
    /// （一）
    Subsection,
    /// 1. or 1、
    Item,
    /// 1.1 or 1-1: a number within that of an item.
    Decimal,
    /// （1） or 1）
    SubItem,
    /// ①
    Circled,
    /// —— at the start of a line, or [ ], a box to tick when the item is done.
    Dash,
    /// 一是…二是…, 第一，…第二，…
    Ordinal,
    /// A heading by the format's own mark (Word heading style, Markdown `#`), without a number.
    Marked,
    /// A block without a number that carries its own responsibility or deadline lines.
    Block,
    /// A row of a task table.
    Row,
}

/// What a section is for, by the words of its heading; a node below takes the kind of the nearest
/// heading above that tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// 总体要求, 指导思想, 基本原则, 实施范围.
    General,
    /// 总体目标, 工作目标, 主要目标.
    Goals,
    /// 主要措施, 重点任务, 主要举措, 任务分工, 政策措施.
    Measures,
    /// 组织保障, 保障措施, 组织实施, 有关要求.
    Safeguards,
    /// No heading tells.
    #[default]
    Unknown,
}

/// A paragraph of the repaired text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its place in the repaired text, without the line end.
    pub span: Span,
    /// The node it belongs to.
    pub node: NodeId,
    /// What it is.
    pub kind: ParagraphKind,
    /// The 1-based page on which it starts, where the format has pages.
    pub page: Option<u32>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphKind {
    /// The title of a document or part, 附件 n.
    Title,
    /// A heading that is a line of its own.
    Heading,
    /// Running text, with or without a run-in heading.
    Text,
    /// A labelled line (责任单位：…, 完成时限：…, 时间节点：…).
    Field,
    /// A table cell; see [`Outline::tables`].
    Cell,
    /// An entry of the list of annexes.
    AnnexEntry,
    /// Covering letter, signature, date of issue, copies to.
    Letter,
    /// A footnote.
    Note,
    /// Page number, header or footer; not part of the plan's text.
    Furniture,
}

/// An entry of the list of annexes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedAnnex {
    /// The number of the annex.
    pub number: u32,
    /// Its title in the list.
    pub title: Span,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The node it stands in.
    pub node: NodeId,
    /// The line before the table that names it.
    pub caption: Option<Span>,
    /// The cells, row by row. A merged cell is one cell.
    pub cells: Vec<TableCell>,
}

/// A cell of a table. Rows and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCell {
    /// The first row it covers.
    pub row: u32,
    /// The first column it covers.
    pub column: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// The paragraphs in the cell, as indices into [`Outline::paragraphs`].
    pub paragraphs: Vec<usize>,
}

/// A table with more columns is looked through for neither tasks nor targets, for which columns are compared with rows; its
/// text is read like any other. Sheets of Excel had so many columns up to 2003.
pub const WIDEST: u32 = 256;

impl Table {
    /// The last column that a cell covers, or, where one reaches beyond [`WIDEST`] (a title merged across the whole sheet),
    /// the last in which one begins; `None` where even that lies beyond it, and of a table without cells.
    pub fn width(&self) -> Option<u32> {
        let covered = self.cells.iter().map(|cell| cell.column.saturating_add(cell.columns) - 1).max()?;
        let begun = || self.cells.iter().map(|cell| cell.column).max();
        Some(covered).filter(|&width| width <= WIDEST).or_else(begun).filter(|&width| width <= WIDEST)
    }
}

impl TableCell {
    /// Whether it covers a row.
    pub fn covers_row(&self, row: u32) -> bool {
        (self.row..self.row + self.rows).contains(&row)
    }

    /// Whether it covers a column.
    pub fn covers_column(&self, column: u32) -> bool {
        (self.column..self.column + self.columns).contains(&column)
    }
}

/// Something irregular in the structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it is.
    pub kind: Irregularity,
    /// The node it concerns.
    pub node: NodeId,
    /// The place.
    pub span: Span,
    /// The detail in Chinese, such as `3 之后是 5`.
    pub detail: String,
}

/// The irregularities that the outline reports and never mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Irregularity {
    /// A number is missing between two siblings.
    NumberingGap,
    /// A number stands twice among siblings.
    NumberingRepeat,
    /// A number is lower than the one before.
    NumberingOrder,
    /// A level is left out, such as （1） straight under 一、.
    LevelSkipped,
    /// An annex is listed, and its text is not there.
    AnnexAbsent,
    /// An annex is there and not listed.
    AnnexUnlisted,
    /// An annex has another title in the list than over its text.
    AnnexTitle,
    /// Text that belongs to no known structure.
    Unplaced,
}

impl Outline {
    /// The repaired text.
    #[inline]
    pub fn text(&self) -> &str {
        self.mapped.text()
    }

    /// The first part that holds any text: the main text, or the annex that the file starts with.
    pub fn first_part(&self) -> Option<&Part> {
        self.parts.iter().find(|part| !part.span.trim(self.text()).is_empty()).or(self.parts.first())
    }

    /// The text of a span.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        zhengtu_text::halt::step();
        span.of(self.mapped.text())
    }

    /// The heading of a node, or nothing.
    #[inline]
    pub fn heading(&self, node: NodeId) -> &str {
        self.nodes[node].heading.map_or("", |span| self.slice(span))
    }

    /// The nodes above `node`, nearest first, without `node` itself.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.nodes[node].parent, |&above| self.nodes[above].parent)
    }

    /// The paragraphs of a node before its first child.
    pub fn own_paragraphs(&self, node: NodeId) -> &[Paragraph] {
        let (from, to) = self.nodes[node].own;
        &self.paragraphs[from..to]
    }

    /// All paragraphs of a node, those of its descendants included.
    pub fn all_paragraphs(&self, node: NodeId) -> &[Paragraph] {
        let (from, to) = self.nodes[node].all;
        &self.paragraphs[from..to]
    }
}
