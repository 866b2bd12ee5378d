//! How a snapshot lies in its file. All numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `ZTGRAPH` and a line feed |
//! | 4 | the version of the layout |
//! | 4 | the number of terms |
//! | 8 | the number of quads |
//! | 8 × 16 | offset and length of each section, in the order of [`Section`] |
//! | 4 | CRC-32 of the section of checksums |
//! | 4 | CRC-32 of the header up to here |
//!
//! The sections follow. The last holds a checksum for each page of all the others, so that every byte
//! is checked before it is used, and none that is not; and so that a snapshot is written from its front to its end.

/// The first bytes of every snapshot.
pub(super) const MAGIC: &[u8; 8] = b"ZTGRAPH\n";
/// The version of the layout; another one is not read.
pub(super) const VERSION: u32 = 3;
/// The length of the header.
pub(super) const HEADER: usize = 8 + 4 + 4 + 8 + SECTIONS * 16 + 4 + 4;
/// The number of sections.
pub(super) const SECTIONS: usize = 8;
/// The number of terms that share one front-coded block of the dictionary.
pub(super) const BLOCK: usize = 16;
/// The length of the pages that are checked one by one.
pub(super) const PAGE: usize = 16 << 10;
/// The length of a term's hash.
pub(super) const HASH: usize = 16;
/// The length of a row: four numbers of terms.
pub(super) const ROW: usize = 16;

/// The parts of a snapshot.
#[derive(Clone, Copy)]
pub(super) enum Section {
    /// The keys of the terms in order, each stored as what differs from the one before.
    Keys,
    /// Where in `Keys` each block starts (8 bytes each).
    Blocks,
    /// The hash of each term in the order of the keys (16 bytes each), by which it is the same term in all snapshots.
    Hashes,
    /// The numbers of the terms in the order of their hashes (4 bytes each).
    ByHash,
    /// Rows in the order subject, predicate, object, graph.
    Subjects,
    /// Rows in the order predicate, object, subject, graph.
    Predicates,
    /// Rows in the order object, subject, predicate, graph.
    Objects,
    /// CRC-32 of each page of all that stands before (4 bytes each).
    Sums,
}

/// The sections of rows.
pub(super) const ROWS: [Section; 3] = [Section::Subjects, Section::Predicates, Section::Objects];

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
        let [a, b, c] = self.in_order([subject, predicate, object]);
        [a, b, c, graph]
    }

    /// Subject, predicate and object in the order of this section's rows.
    pub fn in_order<T>(self, [subject, predicate, object]: [T; 3]) -> [T; 3] {
        match self {
            Self::Predicates => [predicate, object, subject],
            Self::Objects => [object, subject, predicate],
            _ => [subject, predicate, object],
        }
    }

    /// Subject, predicate and object out of the order of this section's rows.
    pub fn out_of_order<T>(self, [a, b, c]: [T; 3]) -> [T; 3] {
        match self {
            Self::Predicates => [c, a, b],
            Self::Objects => [b, c, a],
            _ => [a, b, c],
        }
    }

    /// The quad of a row of this section.
    pub fn ids(self, row: [u32; 4]) -> Ids {
        let [a, b, c, graph] = row;
        let [subject, predicate, object] = self.out_of_order([a, b, c]);
        Ids { subject, predicate, object, graph }
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
