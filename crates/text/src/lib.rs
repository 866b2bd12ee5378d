//! Where a passage stands in a text: spans, offset maps, lines and characters.
//!
//! Positions inside the program are byte offsets into UTF-8 text. Records and the graph count
//! Unicode code points; [`CharIndex`] translates between the two.

mod chars;
mod fold;
pub mod halt;
mod index;
mod intervals;
mod mapped;
mod nearby;
pub mod numeral;
mod signs;
mod solid;
mod span;
pub mod testing;

pub use chars::{CharGate, CharHasher, CharMap, CharSet, PairGate};
pub use fold::{fold_char, fold_width, is_cjk, is_han, strip_white, trim_end, trim_start, without_white};
pub use index::{CharIndex, LineColumn};
pub use intervals::Intervals;
pub use mapped::{Mapped, MappedBuilder};
pub use nearby::Nearby;
pub use signs::{CLOSING, OPENING, ideographs, signs};
pub use solid::Solid;
pub use span::Span;
