//! The file of records of a segment, and the records of a document in it.

use crate::slices::{Kind, Slice, Slices};
use crate::{Error, layout, packed};
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A segment whose records can be read.
#[derive(Debug)]
pub(crate) struct Segment {
    path: PathBuf,
    records: File,
    /// How many bytes the records have.
    whole: u64,
}

impl Segment {
    pub(crate) fn open(generation: &Path, name: &str) -> Result<Self, Error> {
        let path = generation.join(name).join(layout::RECORDS);
        let records = File::open(&path).map_err(|error| Error::unreadable(&path, error))?;
        let whole = records.metadata().map_err(|error| Error::unreadable(&path, error))?.len();
        Ok(Self { path, records, whole })
    }

    /// The file of the records.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A slice of the records, if its bytes are those that were written.
    pub(crate) fn bytes(&self, Slice(start, length, sum): Slice) -> Result<Vec<u8>, Error> {
        // What was not written cannot be read, however long a slice is said to be.
        if start.checked_add(length).is_none_or(|end| end > self.whole) {
            return Err(Error::damaged(&self.path, "文件不完整"));
        }
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        read_at(&self.records, &mut bytes, start).map_err(|error| Error::unreadable(&self.path, error))?;
        match crc32fast::hash(&bytes) == sum {
            true => Ok(bytes),
            false => Err(Error::damaged(&self.path, "内容与写入时不同")),
        }
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(not(unix))]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> std::io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    // A handle of its own, for its place in the file.
    let mut own = file.try_clone()?;
    own.seek(SeekFrom::Start(start))?;
    own.read_exact(bytes)
}

/// The records of a document in its segment, each slice looked at before it is believed.
#[derive(Clone, Copy)]
pub(crate) struct Slot<'a> {
    /// Its segment, if that could be opened.
    pub(crate) segment: Option<&'a Segment>,
    pub(crate) slices: &'a Slices,
}

impl Slot<'_> {
    /// The bytes of one kind.
    pub(crate) fn bytes(&self, kind: Kind) -> Result<Vec<u8>, Error> {
        let lost = || Error::damaged(Path::new(layout::RECORDS), "文件不见了");
        self.segment.ok_or_else(lost)?.bytes(self.slices[kind as usize])
    }

    /// Whether all is as it was written.
    pub(crate) fn is_whole(&self) -> bool {
        Kind::ALL.iter().all(|&kind| self.bytes(kind).is_ok())
    }

    fn path(&self) -> &Path {
        self.segment.map_or(Path::new(layout::RECORDS), Segment::path)
    }

    /// The records of one kind.
    pub(crate) fn all<T: DeserializeOwned>(&self, kind: Kind) -> Result<Vec<T>, Error> {
        packed::read_all(&self.bytes(kind)?).map_err(|error| self.fault(kind, &error))
    }

    /// The only record of a kind.
    pub(crate) fn one<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, Error> {
        packed::read(&self.bytes(kind)?).map_err(|error| self.fault(kind, &error))
    }

    /// The first fields of the only record of a kind.
    pub(crate) fn head<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, Error> {
        packed::read_head(&self.bytes(kind)?).map_err(|error| self.fault(kind, &error))
    }

    pub(crate) fn fault(&self, kind: Kind, error: &dyn fmt::Display) -> Error {
        Error::damaged(self.path(), format!("{kind:?}：{error}"))
    }
}
