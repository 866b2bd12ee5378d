use serde::{Deserialize, Serialize};

/// How a document looks in its file, as far as the form of official documents is about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The pages of each section.
    pub pages: Vec<PageLook>,
    /// The type of the text, in the order of the text.
    pub types: Vec<TypeLook>,
}

/// The pages of a section; lengths in tenths of a millimetre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLook {
    /// The width and the height of the paper.
    pub paper: [i32; 2],
    /// The upper, lower, left and right margin.
    pub margins: [i32; 4],
    /// Whether lines stand on a grid, whatever distance a paragraph has.
    pub grid: bool,
}

/// The type of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeLook {
    /// The first code point of the passage, and that behind it.
    pub start: usize,
    /// See `start`.
    pub end: usize,
    /// The font of Chinese characters; empty where the file names none, or one of its theme.
    pub font: String,
    /// The size in half points; 0 where the file names none.
    pub size: u32,
    /// The exact distance of lines in tenths of a point; 0 where it is not exact.
    pub line: u32,
}
