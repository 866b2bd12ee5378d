//! How a snapshot lies in its file. All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `ZTGRAPH` and a line feed |
//! | 4 | the version of the layout |
//! | 4 | the number of terms |
//! | 8 | the number of quads |
//! | 6 × 16 | offset and length of each section, in the order of [`Section`] |
//! | 4 | CRC-32 of the section of checksums |
//! | 4 | CRC-32 of the header up to here |
//!
//! The sections follow. The first holds a checksum for each page of all the others, so that every byte
//! is checked before it is used, and none that is not.

/// The first bytes of every snapshot.
pub(super) const MAGIC: &[u8; 8] = b"ZTGRAPH\n";
/// The version of the layout; another one is not read.
pub(super) const VERSION: u32 = 2;
/// The length of the header.
pub(super) const HEADER: usize = 8 + 4 + 4 + 8 + SECTIONS * 16 + 4 + 4;
/// The number of sections.
pub(super) const SECTIONS: usize = 6;
/// The number of terms that share one front-coded block of the dictionary.
pub(super) const BLOCK: usize = 16;
/// The length of the pages that are checked one by one.
pub(super) const PAGE: usize = 16 << 10;
/// The length of a row: four numbers of terms.
pub(super) const ROW: usize = 16;

/// The parts of a snapshot.
#[derive(Clone, Copy)]
pub(super) enum Section {
    /// CRC-32 of each page of all that follows (4 bytes each).
    Sums,
    /// The keys of the terms in order, each stored as what differs from the one before.
    Keys,
    /// Where in `Keys` each block starts (8 bytes each).
    Blocks,
    /// Rows in the order subject, predicate, object, graph.
    Subjects,
    /// Rows in the order predicate, object, subject, graph.
    Predicates,
    /// Rows in the order object, subject, predicate, graph.
    Objects,
}

/// A quad as the numbers of its terms; 0 as the graph is the default graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ids {
    pub subject: u32,
    pub predicate: u32,
    pub object: u32,
    pub graph: u32,
}

impl Section {
    /// The row of a quad in this section's order.
    pub fn row(self, ids: Ids) -> [u32; 4] {
        let Ids { subject, predicate, object, graph } = ids;
        match self {
            Self::Predicates => [predicate, object, subject, graph],
            Self::Objects => [object, subject, predicate, graph],
            _ => [subject, predicate, object, graph],
        }
    }

    /// The quad of a row of this section.
    pub fn ids(self, row: [u32; 4]) -> Ids {
        let [a, b, c, graph] = row;
        match self {
            Self::Predicates => Ids { predicate: a, object: b, subject: c, graph },
            Self::Objects => Ids { object: a, subject: b, predicate: c, graph },
            _ => Ids { subject: a, predicate: b, object: c, graph },
        }
    }
}

/// Appends a number in the variable-length form of LEB128.
pub(super) fn push_varint(mut number: usize, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Takes a number from the front of `bytes`.
pub(super) fn take_varint(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0usize;
    for shift in (0..usize::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
