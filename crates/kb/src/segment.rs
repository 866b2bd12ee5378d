//! The file of records of a segment, and the records of a document in it.

use crate::slices::{Kind, Slice, Slices};
use crate::{Error, layout, packed};
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhengtu_ask::{Bytes, Shared};
use zhengtu_store::Mapped;

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

    /// Looks whether the records are as long as when they were opened: what is cut off what was mapped is zeros.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub(crate) fn check_length(&self) -> Result<(), Error> {
        match self.records.metadata().is_ok_and(|data| data.len() >= self.whole) {
            true => Ok(()),
            false => Err(Error::damaged(&self.path, "文件变短了")),
        }
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

    /// The records from the first to the last of some slices, if that is not much more than they are: those of a kind lie
    /// together, and to read each by itself takes longer. They are mapped: to copy them takes twenty times as long as to look
    /// at them, most of it for the memory.
    pub(crate) fn stretch(&self, slices: &[Slice]) -> Option<Stretch> {
        let start = slices.iter().map(|slice| slice.0).min()?;
        let end = slices.iter().filter_map(|slice| slice.0.checked_add(slice.1)).max()?.min(self.whole);
        let wanted = slices.iter().fold(0_u64, |sum, slice| sum.saturating_add(slice.1));
        let length =
            usize::try_from(end.checked_sub(start)?).ok().filter(|_| end - start <= wanted.saturating_mul(2))?;
        let bytes = match Mapped::stretch(&self.records, start..end) {
            Ok(mapped) => Bytes::Elsewhere(Box::new(mapped)),
            Err(_) => {
                let mut bytes = vec![0; length];
                read_at(&self.records, &mut bytes, start).ok()?;
                Bytes::Read(bytes)
            }
        };
        Some(Stretch { start, bytes: Arc::new(bytes) })
    }
}

/// A stretch of the records of a segment.
pub(crate) struct Stretch {
    start: u64,
    bytes: Arc<Bytes>,
}

impl Stretch {
    /// A slice, if it lies in the stretch and its bytes are those that were written.
    pub(crate) fn get(&self, Slice(start, length, sum): Slice) -> Option<&[u8]> {
        let from = usize::try_from(start.checked_sub(self.start)?).ok()?;
        let bytes = self.bytes.all().get(from..from.checked_add(usize::try_from(length).ok()?)?)?;
        (crc32fast::hash(bytes) == sum).then_some(bytes)
    }

    /// Where a slice lies in the stretch, if it does and its bytes are those that were written.
    fn place(&self, slice: Slice) -> Option<Range<usize>> {
        let start = usize::try_from(slice.0.checked_sub(self.start)?).ok()?;
        Some(start..start + self.get(slice)?.len())
    }

    /// The text of a slice, if it is as it was written.
    pub(crate) fn text(&self, slice: Slice) -> Option<Shared> {
        Shared::new(&self.bytes, self.place(slice)?)
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

    /// The text of a kind.
    pub(crate) fn text(&self, kind: Kind) -> Result<String, Error> {
        String::from_utf8(self.bytes(kind)?).map_err(|error| self.fault(kind, &error))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_are_cut_short_after_they_were_mapped_are_damage_and_no_end() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("s")).unwrap();
        let path = folder.path().join("s").join(layout::RECORDS);
        let bytes = vec![b'a'; 100_000];
        std::fs::write(&path, &bytes).unwrap();
        let segment = Segment::open(folder.path(), "s").unwrap();
        let slice = Slice(0, bytes.len() as u64, crc32fast::hash(&bytes));
        let stretch = segment.stretch(&[slice]).unwrap();
        assert!(stretch.get(slice).is_some() && segment.check_length().is_ok());
        File::options().write(true).open(&path).unwrap().set_len(10).unwrap();
        assert!(stretch.get(slice).is_none());
        assert!(matches!(segment.check_length(), Err(Error::Damaged { .. })));
    }

    #[test]
    fn a_stretch_has_the_slices_that_were_written_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("s")).unwrap();
        std::fs::write(folder.path().join("s").join(layout::RECORDS), b"..abcdefgh....").unwrap();
        let segment = Segment::open(folder.path(), "s").unwrap();
        let slice = |start, bytes: &[u8]| Slice(start, bytes.len() as u64, crc32fast::hash(bytes));
        let slices = [slice(5, b"defg"), slice(2, b"abc"), slice(9, b"X")];
        let stretch = segment.stretch(&slices).unwrap();
        assert_eq!(slices.map(|slice| stretch.get(slice)), [Some(b"defg".as_slice()), Some(b"abc"), None]);
        assert_eq!(stretch.get(slice(0, b"..")), None, "it lies before the stretch");
        assert_eq!(stretch.get(slice(9, b"h....")), None, "it ends behind the stretch");
        assert_eq!(stretch.get(Slice(u64::MAX, 2, 0)), None);
        assert!(segment.stretch(&[slice(0, b"."), slice(13, b".")]).is_none(), "too much lies between");
        assert!(segment.stretch(&[]).is_none() && segment.stretch(&[Slice(u64::MAX, 9, 0)]).is_none());
    }
}
