//! The graph on disk: one immutable file, mapped into memory, that is ready to be queried when it is
//! opened, however large it is.
//!
//! A sorted dictionary numbers the terms, and the quads stand in it three times, sorted by subject,
//! by predicate and by object, so that every pattern of a query is one range of one of them. Several files are one graph
//! ([`Set`]): each numbers its terms by itself, and a term is told in all of them by its hash.
//! `docs/store.md` has the figures beside those of other stores.

mod builder;
mod export;
mod key;
mod layout;
mod matches;
mod merge;
mod pages;
mod part;
mod recent;
mod set;
mod view;
mod writer;

pub use builder::Builder;
pub use merge::merge;
pub use set::Set;
pub(crate) use view::{Kept, View};

use crate::{Mapped, StoreError};
use key::read_key;
use layout::{BLOCK, HASH, HEADER, Ids, MAGIC, PAGE, ROW, ROWS, SECTIONS, Section, VERSION, take_varint};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use pages::Pages;
use recent::Recent;
use std::cmp::Ordering;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// Writes `quads` as a snapshot.
///
/// # Errors
/// [`StoreError::Io`] where the file cannot be written.
pub fn write(path: &Path, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
    let mut builder = Builder::new();
    for quad in quads {
        builder.add(quad)?;
    }
    builder.write(path)
}

/// An opened snapshot.
pub struct Snapshot {
    bytes: Bytes,
    terms: usize,
    quads: usize,
    sections: [Range<usize>; SECTIONS],
    pages: Pages,
    recent: Recent,
}

/// Up to this size a snapshot is copied into memory, so that nothing that happens to the file can stop a program that
/// reads it; a larger one is mapped, and looked at before and after each query: of a file that was cut short nothing is said.
const COPIED: u64 = 64 << 20;

enum Bytes {
    Mapped(Mapped),
    Owned(Vec<u8>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Mapped(mapped) => mapped.as_ref(),
            Self::Owned(bytes) => bytes,
        }
    }
}

const DAMAGED: StoreError = StoreError::Damaged("内容不一致");

/// The same where it is only made when it is needed: one that is made has to be taken apart.
fn damaged() -> StoreError {
    DAMAGED
}

impl Snapshot {
    /// Opens a snapshot file. Its header is checked now, and every other page before it is first used.
    ///
    /// # Errors
    /// [`StoreError::Io`], [`StoreError::Damaged`] or [`StoreError::Version`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let length = std::fs::metadata(path).map_err(|source| StoreError::Io { path: path.to_owned(), source })?.len();
        Self::open_as(path, length > COPIED)
    }

    /// Opens a snapshot file, mapped into memory or copied.
    fn open_as(path: &Path, mapped: bool) -> Result<Self, StoreError> {
        let io = |source| StoreError::Io { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(io)?;
        // Where too many are mapped, or the system maps none, it is copied.
        if mapped && let Ok(mapped) = Mapped::whole(&file) {
            return Self::new(Bytes::Mapped(mapped));
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(io)?;
        Self::new(Bytes::Owned(bytes))
    }

    /// A snapshot in memory.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Version`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, StoreError> {
        Self::new(Bytes::Owned(bytes))
    }

    fn new(bytes: Bytes) -> Result<Self, StoreError> {
        let all = bytes.all();
        let header = all.get(..HEADER).filter(|header| header.starts_with(MAGIC));
        let header = header.ok_or(StoreError::Damaged("不是图文件，或不完整"))?;
        let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let long = |at: usize| (u64::from(word(at)) | u64::from(word(at + 4)) << 32) as usize;
        if word(8) != VERSION {
            return Err(StoreError::Version { found: word(8), expected: VERSION });
        }
        if crc32fast::hash(&header[..HEADER - 4]) != word(HEADER - 4) {
            return Err(StoreError::Damaged("文件头校验不符"));
        }
        let sections: [Range<usize>; SECTIONS] = std::array::from_fn(|at| {
            let start = long(24 + at * 16);
            start..start.saturating_add(long(32 + at * 16))
        });
        let (terms, quads, sum_of_sums) = (word(12) as usize, long(16), word(HEADER - 8));
        let pages = Pages::new(HEADER, all.len().min(sections[Section::Sums as usize].start).saturating_sub(HEADER));
        let snapshot = Self { terms, quads, sections, pages, recent: Recent::default(), bytes };
        snapshot.check_lengths()?;
        if crc32fast::hash(snapshot.section(Section::Sums)) != sum_of_sums {
            return Err(StoreError::Damaged("校验和不符"));
        }
        Ok(snapshot)
    }

    /// Checks that the sections fill the file and have the lengths that the counts ask for.
    fn check_lengths(&self) -> Result<(), StoreError> {
        let mut end = HEADER;
        for section in &self.sections {
            if section.start != end || section.end < section.start {
                return Err(DAMAGED);
            }
            end = section.end;
        }
        let length = |section: Section| self.sections[section as usize].len();
        let rows = ROWS.iter().all(|&section| Some(length(section)) == self.quads.checked_mul(ROW));
        let terms = [(Section::Blocks, self.terms.div_ceil(BLOCK) * 8), (Section::Hashes, self.terms * HASH)];
        let terms = terms.into_iter().chain([(Section::ByHash, self.terms * 4)]);
        let sums = (Section::Sums, (self.sections[Section::Sums as usize].start - HEADER).div_ceil(PAGE) * 4);
        let lengths = terms.chain([sums]).all(|(section, wanted)| length(section) == wanted);
        match end.cmp(&self.bytes.all().len()) {
            Ordering::Equal if rows && lengths => Ok(()),
            Ordering::Greater => Err(StoreError::Damaged("文件不完整")),
            _ => Err(DAMAGED),
        }
    }

    /// Checks every byte against the checksum of the file.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub fn verify(&self) -> Result<(), StoreError> {
        let end = self.sections[Section::Sums as usize].start;
        self.pages.check(&self.bytes.all()[..end], self.section(Section::Sums), HEADER..end)
    }

    /// Looks whether the file is still as long as when it was mapped, and was whenever it was read.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub(crate) fn check_length(&self) -> Result<(), StoreError> {
        match &self.bytes {
            Bytes::Mapped(mapped) if !mapped.is_whole() => Err(StoreError::Damaged("文件变短了")),
            _ => Ok(()),
        }
    }

    /// The number of quads.
    pub fn len(&self) -> usize {
        self.quads
    }

    /// Whether there are no quads.
    pub fn is_empty(&self) -> bool {
        self.quads == 0
    }

    /// The number of different terms.
    pub fn terms(&self) -> usize {
        self.terms
    }

    fn quad(&self, ids: Ids) -> Result<Quad, StoreError> {
        let subject = match self.term(ids.subject)? {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => return Err(DAMAGED),
        };
        let Term::NamedNode(predicate) = self.term(ids.predicate)? else { return Err(DAMAGED) };
        let graph = match ids.graph {
            0 => GraphName::DefaultGraph,
            graph => match self.term(graph)? {
                Term::NamedNode(node) => node.into(),
                Term::BlankNode(node) => node.into(),
                Term::Literal(_) => return Err(DAMAGED),
            },
        };
        Ok(Quad::new(subject, predicate, self.term(ids.object)?, graph))
    }

    fn section(&self, section: Section) -> &[u8] {
        // The bounds were checked when the file was opened.
        self.bytes.all().get(self.sections[section as usize].clone()).unwrap_or_default()
    }

    /// Bytes of a section whose pages hold what was written.
    fn checked(&self, section: Section, range: Range<usize>) -> Result<&[u8], StoreError> {
        let bytes = self.section(section).get(range.clone()).ok_or_else(damaged)?;
        let start = self.sections[section as usize].start;
        let pages = &self.bytes.all()[..self.sections[Section::Sums as usize].start];
        self.pages.check(pages, self.section(Section::Sums), start + range.start..start + range.end)?;
        Ok(bytes)
    }

    /// The term with this number.
    fn term(&self, number: u32) -> Result<Term, StoreError> {
        read_key(&self.key(number)?).ok_or_else(damaged)
    }

    /// The key of the term with this number.
    fn key(&self, number: u32) -> Result<Vec<u8>, StoreError> {
        let at = (number as usize).checked_sub(1).filter(|&at| at < self.terms).ok_or_else(damaged)?;
        let mut block = self.block(at / BLOCK)?;
        let mut key = Vec::new();
        for _ in 0..=at % BLOCK {
            next_key(&mut block, &mut key)?;
        }
        Ok(key)
    }

    /// The hash of the term with this number.
    fn hash(&self, number: u32) -> Result<u128, StoreError> {
        let at = (number as usize).checked_sub(1).ok_or_else(damaged)? * HASH;
        let bytes = self.checked(Section::Hashes, at..at + HASH)?;
        bytes.try_into().map(u128::from_le_bytes).map_err(|_| DAMAGED)
    }

    /// The number of the term with this hash, if the graph has it.
    fn number_of(&self, hash: u128) -> Result<Option<u32>, StoreError> {
        self.recent.get(hash, || self.look_up(hash))
    }

    fn look_up(&self, hash: u128) -> Result<Option<u32>, StoreError> {
        // Hashes are spread evenly: where one stands is well guessed from its value.
        let (mut low, mut high) = (0, self.terms);
        let (mut least, mut most) = (0_u128, u128::MAX);
        while low < high {
            let share = ((hash - least) >> 64) as f64 / (((most - least) >> 64) as f64 + 1.0);
            let guess = low + ((high - low) as f64 * share) as usize;
            let at = guess.min(high - 1);
            let number = self.nth_by_hash(at)?;
            let found = self.hash(number)?;
            match found.cmp(&hash) {
                Ordering::Equal => return Ok(Some(number)),
                Ordering::Less => (low, least) = (at + 1, found),
                Ordering::Greater => (high, most) = (at, found),
            }
        }
        Ok(None)
    }

    fn nth_by_hash(&self, at: usize) -> Result<u32, StoreError> {
        let bytes = self.checked(Section::ByHash, at * 4..at * 4 + 4)?;
        bytes.try_into().map(u32::from_le_bytes).map_err(|_| DAMAGED)
    }

    /// The front-coded keys of block `index`.
    fn block(&self, index: usize) -> Result<&[u8], StoreError> {
        let start = self.block_start(index)?;
        let last = index + 1 == self.terms.div_ceil(BLOCK);
        let end = if last { self.section(Section::Keys).len() } else { self.block_start(index + 1)? };
        self.checked(Section::Keys, start..end)
    }

    fn block_start(&self, index: usize) -> Result<usize, StoreError> {
        let start = self.checked(Section::Blocks, index * 8..index * 8 + 8)?;
        Ok(u64::from_le_bytes(start.try_into().map_err(|_| DAMAGED)?) as usize)
    }

    fn row(&self, section: Section, at: usize) -> Result<[u32; 4], StoreError> {
        let bytes = self.checked(section, at * ROW..at * ROW + ROW)?;
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        Ok([word(0), word(4), word(8), word(12)])
    }

    /// The rows of `section` that start with `prefix`.
    fn range(&self, section: Section, prefix: &[u32]) -> Result<Range<usize>, StoreError> {
        let start = self.first_row(section, |row| row[..prefix.len()] >= *prefix)?;
        let end = self.first_row(section, |row| row[..prefix.len()] > *prefix)?;
        Ok(start..end)
    }

    /// The first row from which on `is_past` holds.
    fn first_row(&self, section: Section, is_past: impl Fn([u32; 4]) -> bool) -> Result<usize, StoreError> {
        let (mut low, mut high) = (0, self.quads);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_past(self.row(section, middle)?) { high = middle } else { low = middle + 1 }
        }
        Ok(low)
    }
}

/// Turns `key`, the key before in its block, into the next one.
fn next_key(block: &mut &[u8], key: &mut Vec<u8>) -> Result<(), StoreError> {
    let shared = take_varint(block).filter(|&shared| shared <= key.len()).ok_or_else(damaged)?;
    let length = take_varint(block).ok_or_else(damaged)?;
    let (rest, after) = block.split_at_checked(length).ok_or_else(damaged)?;
    key.truncate(shared);
    key.extend_from_slice(rest);
    *block = after;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Graph, Limits, Query};

    #[test]
    fn a_mapped_file_that_was_cut_short_is_damage_and_no_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph");
        let quads = zhengtu_rdf::ontology::quads();
        write(&path, quads.clone()).unwrap();
        let graph = Graph::from(Snapshot::open_as(&path, true).unwrap());
        let query = Query::parse("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").unwrap();
        assert!(graph.query(&query, &Limits::default()).is_ok());
        File::options().write(true).open(&path).unwrap().set_len(4096).unwrap();
        let damaged = |error: StoreError| matches!(error, StoreError::Damaged(_));
        assert!(damaged(graph.query(&query, &Limits::default()).map(drop).unwrap_err()));
        assert!(damaged(graph.quads().map(drop).unwrap_err()));
        assert!(damaged(graph.named_graphs().map(drop).unwrap_err()));
        assert!(damaged(graph.write(None, Format::NTriples, &mut Vec::new()).unwrap_err()));
        // In its right length again it is read again.
        let again = folder.path().join("again");
        write(&again, quads).unwrap();
        std::fs::copy(&again, &path).unwrap();
        assert!(graph.query(&query, &Limits::default()).is_ok());
    }

    #[test]
    fn a_mapped_file_that_is_cut_short_while_it_is_read_is_damage_and_no_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph");
        write(&path, zhengtu_rdf::ontology::quads()).unwrap();
        let whole = std::fs::metadata(&path).unwrap().len();
        // Somewhere within what is read, and before all of it.
        for left in [whole / 2, 1] {
            let cut = folder.path().join("cut");
            std::fs::copy(&path, &cut).unwrap();
            let set = Set::from(Snapshot::open_as(&cut, true).unwrap());
            let mut quads = set.quads();
            assert!(quads.next().unwrap().is_ok());
            File::options().write(true).open(&cut).unwrap().set_len(left).unwrap();
            // What was checked before is zeros now, what was not does not fit its checksum.
            assert!(quads.all(|quad| quad.is_ok()) || set.check_lengths().is_err());
            assert!(matches!(set.check_lengths(), Err(StoreError::Damaged(_))));
            // It stays damaged, for zeros stand in its place, whatever becomes of the file.
            std::fs::copy(&path, &cut).unwrap();
            assert!(left > 1 || set.check_lengths().is_err());
            // Others are read as ever.
            assert!(Set::from(Snapshot::open_as(&cut, true).unwrap()).quads().all(|quad| quad.is_ok()));
        }
    }
}
