//! The segments of a generation: which documents there are, and where the records of each lie.

use crate::digests::Digests;
use crate::manifest::{Entry, Held, Manifest, Touched};
use crate::records::{Kind, Slice, Slot};
use crate::{Error, layout};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A segment whose records can be read.
#[derive(Debug)]
pub(crate) struct Segment {
    path: PathBuf,
    records: File,
}

impl Segment {
    fn open(generation: &Path, name: &str) -> Result<Self, Error> {
        let path = generation.join(name).join(layout::RECORDS);
        let records = File::open(&path).map_err(|error| Error::unreadable(&path, error))?;
        Ok(Self { path, records })
    }

    /// The file of the records.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A slice of the records, if its bytes are those that were written.
    pub(crate) fn bytes(&self, Slice(start, length, sum): Slice) -> Result<Vec<u8>, Error> {
        // What was not written cannot be read, however long a slice is said to be.
        let whole = self.records.metadata().map_err(|error| Error::unreadable(&self.path, error))?.len();
        if start.checked_add(length).is_none_or(|end| end > whole) {
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

/// The segments of a generation, and the documents in them.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// In the order of the manifest; nothing where one could not be opened.
    all: Vec<Option<Segment>>,
    /// The documents that count, in the order of their names.
    pub(crate) documents: Vec<Entry>,
}

impl Segments {
    /// Opens all segments.
    pub(crate) fn open(generation: &Path, manifest: &Manifest) -> Result<Self, Error> {
        Self::of(generation, &manifest.segments, &manifest.touched, &manifest.files)
    }

    /// Opens the segments that can be opened: the documents of others are not there.
    pub(crate) fn open_some(generation: &Path, manifest: &Manifest) -> Self {
        let mut segments = Self::default();
        for held in &manifest.segments {
            let opened = Opened::of(generation, held, &manifest.touched, &manifest.files);
            let segment = opened.ok().map(|opened| segments.take(opened));
            segments.all.push(segment);
        }
        segments.in_order()
    }

    /// Opens some segments of a generation, whose files are as their `digests` say, as far as there are any.
    pub(crate) fn of(
        generation: &Path,
        held: &[Held],
        touched: &BTreeMap<String, Touched>,
        digests: &Digests,
    ) -> Result<Self, Error> {
        let opened = held.par_iter().map(|held| Opened::of(generation, held, touched, digests));
        let mut segments = Self::default();
        for opened in opened.collect::<Result<Vec<_>, Error>>()? {
            let segment = segments.take(opened);
            segments.all.push(Some(segment));
        }
        Ok(segments.in_order())
    }

    fn take(&mut self, Opened { segment, documents }: Opened) -> Segment {
        let at = self.all.len();
        self.documents.extend(documents.into_iter().map(|entry| Entry { segment: at, ..entry }));
        segment
    }

    fn in_order(mut self) -> Self {
        self.documents.sort_by(|a, b| a.name.cmp(&b.name));
        self
    }

    /// Whether the segment of this number could be opened.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(Option::is_some)
    }

    /// Where the records of a document lie.
    pub(crate) fn slot<'a>(&'a self, entry: &'a Entry) -> Slot<'a> {
        Slot { segment: self.all.get(entry.segment).and_then(Option::as_ref), slices: &entry.slices }
    }
}

/// A segment and the documents of it that count.
struct Opened {
    segment: Segment,
    documents: Vec<Entry>,
}

impl Opened {
    fn of(
        generation: &Path,
        held: &Held,
        touched: &BTreeMap<String, Touched>,
        digests: &Digests,
    ) -> Result<Self, Error> {
        let file = format!("{}/{}", held.name, layout::DOCUMENTS);
        let path = generation.join(&file);
        let json = match digests.knows(&file) {
            true => digests.read(generation, &file)?,
            // It was written just now: a manifest that is read has a digest of every file, as `Manifest::read` sees to.
            false => fs::read(&path).map_err(|error| Error::unreadable(&path, error))?,
        };
        let mut documents: Vec<Entry> = serde_json::from_slice(&json).map_err(|error| Error::damaged(&path, error))?;
        documents.retain(|entry| !held.without.contains(&entry.name));
        for entry in &mut documents {
            if let Some(Touched { path, size, modified }) = touched.get(&entry.name) {
                entry.path.clone_from(path);
                (entry.size, entry.modified) = (*size, *modified);
            }
        }
        Ok(Self { segment: Segment::open(generation, &held.name)?, documents })
    }
}

/// Writes the records of documents into the folder of a segment, kind by kind; gives how many bytes they are.
pub(crate) fn write<'a>(
    folder: &Path,
    documents: &mut [Entry],
    bytes: impl Fn(usize, Kind) -> Result<Cow<'a, [u8]>, Error>,
) -> Result<u64, Error> {
    fs::create_dir_all(folder).map_err(Error::io("创建", folder))?;
    let path = folder.join(layout::RECORDS);
    let fault = || Error::io("写入", &path);
    let mut file = BufWriter::with_capacity(1 << 18, File::create(&path).map_err(fault())?);
    let mut end = 0;
    for kind in Kind::ALL {
        for (at, entry) in documents.iter_mut().enumerate() {
            let bytes = bytes(at, kind)?;
            entry.slices[kind as usize] = Slice(end, bytes.len() as u64, crc32fast::hash(&bytes));
            file.write_all(&bytes).map_err(fault())?;
            end += bytes.len() as u64;
        }
    }
    file.flush().map_err(fault())?;
    let path = folder.join(layout::DOCUMENTS);
    let json = serde_json::to_vec(documents).map_err(|error| Error::damaged(&path, error))?;
    fs::write(&path, json).map_err(Error::io("写入", &path))?;
    Ok(end)
}
