//! Text and blocks to repaired text and the tree of parts, sections and items.
//!
//! The outline is lossless: every character of the source that is not white space, markup or page
//! furniture stands in exactly one [`Paragraph`]. Parsing never fails; what belongs to no known
//! structure is kept as text, and what looks wrong is listed in [`Outline::notices`].

mod annex;
mod build;
mod closing;
mod draft;
mod edit;
mod front;
mod heading;
mod marker;
mod months;
mod notices;
mod repair;
mod signs;
mod stacked;
mod statement;
mod tables;
mod tree;

pub use annex::annex_number;
pub use build::{parse, parse_given};
pub use edit::{Edit, Given};
pub use months::{CALENDAR, heads_work};
pub use repair::NAME_GAP;

pub use tree::{
    Irregularity, ListedAnnex, Node, NodeId, Notice, Outline, Paragraph, ParagraphKind, Part, SectionKind, Style,
    Table, TableCell, WIDEST,
};
