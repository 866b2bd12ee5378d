//! Checksums of the blocks of a file of which only pieces are read: each block is looked at before anything of it is
//! believed.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, FileSlice, OwnedBytes};

/// How many bytes a block has at least.
const SMALLEST: usize = 4 << 10;
/// How many blocks a file has at most.
const MOST: usize = 2048;

/// The CRC-32 of each block of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocks {
    /// How many bytes each has but the last.
    size: usize,
    sums: Vec<u32>,
}

impl Blocks {
    /// The blocks of a file with these bytes; `None` where it has one only.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let size = bytes.len().div_ceil(MOST).next_power_of_two().max(SMALLEST);
        (bytes.len() > size).then(|| Self { size, sums: bytes.chunks(size).map(crc32fast::hash).collect() })
    }
}

/// Whether a file of an index, by its name, is one of which [`Index`](crate::Index) only reads pieces; the others are read
/// whole.
pub fn is_read_in_pieces(name: &str) -> bool {
    const ENDINGS: [&str; 6] = ["fast", "fieldnorm", "idx", "pos", "store", "term"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

/// A file that is not as it was written.
#[derive(Debug)]
pub(crate) struct Damaged(pub(crate) PathBuf);

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}：内容与写入时不同", self.0.display())
    }
}

impl std::error::Error for Damaged {}

/// A file whose blocks are looked at when they are first read.
#[derive(Debug)]
pub(crate) struct Checked {
    path: PathBuf,
    file: FileSlice,
    blocks: Blocks,
    /// Which blocks are as they were written.
    whole: Vec<AtomicBool>,
}

impl Checked {
    pub(crate) fn new(path: &Path, file: FileSlice, blocks: Blocks) -> Self {
        let whole = blocks.sums.iter().map(|_| AtomicBool::new(false)).collect();
        Self { path: path.to_owned(), file, blocks, whole }
    }

    fn damaged(&self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, Damaged(self.path.clone()))
    }
}

impl HasLen for Checked {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl FileHandle for Checked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        if range.end > self.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let size = self.blocks.size;
        let numbers = range.start / size..range.end.div_ceil(size);
        let (Some(sums), Some(whole)) = (self.blocks.sums.get(numbers.clone()), self.whole.get(numbers.clone())) else {
            return Err(self.damaged());
        };
        if whole.iter().all(|whole| whole.load(Ordering::Relaxed)) {
            return self.file.slice(range).read_bytes();
        }
        let start = numbers.start * size;
        let bytes = self.file.slice(start..self.len().min(numbers.end * size)).read_bytes()?;
        for ((block, sum), whole) in bytes.chunks(size).zip(sums).zip(whole) {
            if !whole.load(Ordering::Relaxed) && crc32fast::hash(block) != *sum {
                return Err(self.damaged());
            }
            whole.store(true, Ordering::Relaxed);
        }
        Ok(bytes.slice(range.start - start..range.end - start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(bytes: Vec<u8>, blocks: Blocks) -> Checked {
        Checked::new(Path::new("a.idx"), FileSlice::from(bytes), blocks)
    }

    #[test]
    fn what_is_read_is_as_it_was_written_and_other_blocks_are_not_asked() {
        let bytes: Vec<u8> = (0..5 * SMALLEST + 7).map(|at| (at % 251) as u8).collect();
        let blocks = Blocks::of(&bytes).unwrap();
        assert_eq!((blocks.size, blocks.sums.len()), (SMALLEST, 6));
        let mut turned = bytes.clone();
        turned[2 * SMALLEST + 5] ^= 1;
        let file = checked(turned, blocks.clone());
        for range in [0..1, SMALLEST - 3..2 * SMALLEST, 3 * SMALLEST..5 * SMALLEST + 7, 9..9, 1..3] {
            assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &bytes[range]);
        }
        for range in [2 * SMALLEST..2 * SMALLEST + 1, 0..bytes.len(), 3 * SMALLEST - 1..3 * SMALLEST] {
            let error = file.read_bytes(range).unwrap_err();
            assert!(error.to_string().contains("a.idx"), "{error}");
        }
        assert!(file.read_bytes(1..bytes.len() + 1).is_err());
        let longer = checked([&bytes[..], &[0; SMALLEST]].concat(), blocks);
        assert!(longer.read_bytes(5 * SMALLEST..5 * SMALLEST + 1).is_err(), "the last block is longer");
        assert!(longer.read_bytes(6 * SMALLEST..6 * SMALLEST + 1).is_err(), "there is no such block");
    }

    #[test]
    fn a_file_has_few_blocks_however_long_it_is() {
        assert_eq!(Blocks::of(&[0; SMALLEST]), None);
        let long = Blocks::of(&vec![0; MOST * SMALLEST + 1]).unwrap();
        assert_eq!((long.size, long.sums.len()), (2 * SMALLEST, MOST / 2 + 1));
        assert!(is_read_in_pieces("0a.idx") && !is_read_in_pieces("meta.json") && !is_read_in_pieces("idx"));
    }
}
