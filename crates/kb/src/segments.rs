//! The segments of a generation: which documents there are, and where the records of each lie.

use crate::digests::Digests;
use crate::manifest::{Entry, Held, Manifest, Touched};
use crate::segment::{Segment, Slot, Stretch};
use crate::slices::{Kind, Slice, Slices};
use crate::{Error, layout, packed};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;
use zhengtu_ask::{Columns, Shared};
use zhengtu_model::Heading;

/// The segments of a generation, and the documents in them.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// In the order of the manifest; nothing where one could not be opened.
    all: Vec<Option<Segment>>,
    /// The documents of each that count.
    lists: Vec<List>,
    /// What has changed of their files since.
    touched: BTreeMap<String, Touched>,
    documents: OnceLock<Vec<Entry>>,
    places: OnceLock<Vec<Place>>,
}

/// Where the records of a document lie: as much of its entry as most readers need, of which there are many.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    name: String,
    segment: usize,
    slices: Slices,
}

impl From<&Entry> for Place {
    fn from(entry: &Entry) -> Self {
        Self { name: entry.name.clone(), segment: entry.segment, slices: entry.slices }
    }
}

impl Segments {
    /// Opens all segments.
    pub(crate) fn open(generation: &Path, manifest: &Manifest) -> Result<Self, Error> {
        Self::of(generation, &manifest.segments, &manifest.touched, &manifest.files)
    }

    /// Opens the segments that can be opened: the documents of others are not there.
    pub(crate) fn open_some(generation: &Path, manifest: &Manifest) -> Self {
        let mut segments = Self { touched: manifest.touched.clone(), ..Self::default() };
        for held in &manifest.segments {
            segments.take(Opened::of(generation, held, &manifest.files).ok());
        }
        segments
    }

    /// Opens some segments of a generation, whose files are as their `digests` say, as far as there are any.
    pub(crate) fn of(
        generation: &Path,
        held: &[Held],
        touched: &BTreeMap<String, Touched>,
        digests: &Digests,
    ) -> Result<Self, Error> {
        let opened = held.par_iter().map(|held| Opened::of(generation, held, digests));
        let mut segments = Self { touched: touched.clone(), ..Self::default() };
        for opened in opened.collect::<Result<Vec<_>, Error>>()? {
            segments.take(Some(opened));
        }
        Ok(segments)
    }

    fn take(&mut self, opened: Option<Opened>) {
        let (segment, list) = opened.map(|Opened { segment, list }| (segment, list)).unzip();
        self.all.push(segment);
        self.lists.push(list.unwrap_or_default());
    }

    /// The documents that count, in the order of their names.
    pub(crate) fn documents(&self) -> &[Entry] {
        self.documents.get_or_init(|| self.named(|_| true))
    }

    /// Looks whether the records of all are as long as when they were opened.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub(crate) fn check_lengths(&self) -> Result<(), Error> {
        self.all.iter().flatten().try_for_each(Segment::check_length)
    }

    /// Where the records of the documents that count lie, in the order of their names.
    pub(crate) fn places(&self) -> &[Place] {
        self.places.get_or_init(|| {
            let of = |(segment, list): (usize, &List)| {
                let place = |listed: &Listed| {
                    Some(Place { name: list.name(listed)?.to_owned(), segment, slices: list.slices(listed)? })
                };
                list.entries.iter().filter_map(place).collect::<Vec<_>>()
            };
            let mut places: Vec<Place> = self.lists.iter().enumerate().flat_map(of).collect();
            places.sort_by(|a, b| a.name.cmp(&b.name));
            places
        })
    }

    /// The names of the documents that count, in their order.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.lists.iter().flat_map(List::names).collect();
        names.sort_unstable();
        names
    }

    /// The documents whose names are so, in the order of their names.
    pub(crate) fn named(&self, is: impl Fn(&str) -> bool) -> Vec<Entry> {
        let mut named: Vec<Entry> = Vec::new();
        for (segment, list) in self.lists.iter().enumerate() {
            for listed in list.entries.iter().filter(|listed| list.name(listed).is_some_and(&is)) {
                let entry = packed::read::<Entry>(&list.bytes[listed.entry.clone()]).ok();
                let entry = entry.zip(list.slices(listed));
                // The list is as it was written by this version: its checksum and `FORMAT` say so.
                debug_assert!(entry.is_some(), "{listed:?}");
                named.extend(entry.map(|(entry, slices)| Entry { segment, slices, ..entry }));
            }
        }
        for entry in &mut named {
            if let Some(Touched { path, size, modified }) = self.touched.get(&entry.name) {
                entry.path.clone_from(path);
                (entry.size, entry.modified) = (*size, *modified);
            }
        }
        named.sort_by(|a, b| a.name.cmp(&b.name));
        named
    }

    /// Whether the segment of this number could be opened.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(Option::is_some)
    }

    /// Reads a kind of some documents, segment by segment: of each its bytes, if they are those that were written.
    ///
    /// # Errors
    /// [`Error::Damaged`], and what `take` fails with.
    pub(crate) fn each<'e>(
        &self,
        kind: Kind,
        documents: impl IntoIterator<Item = &'e Entry>,
        mut take: impl FnMut(&'e Entry, &[u8]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut by_segment: BTreeMap<usize, Vec<&'e Entry>> = BTreeMap::new();
        for entry in documents {
            by_segment.entry(entry.segment).or_default().push(entry);
        }
        for (segment, entries) in by_segment {
            let slices: Vec<Slice> = entries.iter().map(|entry| entry.slices[kind as usize]).collect();
            let segment = self.all.get(segment).and_then(Option::as_ref).filter(|_| slices.len() > 1);
            // It is let go before that of the next segment is mapped.
            let stretch = segment.and_then(|segment| segment.stretch(&slices));
            for (entry, slice) in entries.into_iter().zip(slices) {
                match stretch.as_ref().and_then(|stretch| stretch.get(slice)) {
                    Some(bytes) => take(entry, bytes)?,
                    None => take(entry, &self.slot(entry).bytes(kind)?)?,
                }
            }
        }
        self.check_lengths()
    }

    /// What tells which records of each of some documents answer a question.
    pub(crate) fn columns(&self, documents: &[Place]) -> Result<Vec<Columns>, Error> {
        let keys = self.stretches(Kind::Keys, documents);
        let (names, words) = (self.texts(Kind::Names, documents)?, self.texts(Kind::Words, documents)?);
        let read = |(at, place): (usize, &Place)| {
            let columns = Columns::kept(&self.keys(&keys, place)?, &names[at], &words[at]);
            columns.ok_or_else(|| self.unlike(place))
        };
        // One after the other: each is short, and threads that wait for each other take longer than they save.
        documents.iter().enumerate().map(read).collect()
    }

    /// What each of some documents is called.
    pub(crate) fn headings(&self, documents: &[Place]) -> Result<Vec<Heading>, Error> {
        let (keys, names) = (self.stretches(Kind::Keys, documents), self.texts(Kind::Names, documents)?);
        let read = |(place, names): (&Place, &Shared)| {
            Columns::heading(&self.keys(&keys, place)?, names).ok_or_else(|| self.unlike(place))
        };
        documents.iter().zip(&names).map(read).collect()
    }

    fn keys<'s>(&self, stretches: &'s [Option<Stretch>], place: &Place) -> Result<Cow<'s, [u8]>, Error> {
        let stretch = stretches.get(place.segment).and_then(Option::as_ref);
        match stretch.and_then(|stretch| stretch.get(place.slices[Kind::Keys as usize])) {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            // What is wrong with it is told by whoever reads it alone.
            None => self.located(place).bytes(Kind::Keys).map(Cow::Owned),
        }
    }

    fn unlike(&self, place: &Place) -> Error {
        self.located(place).fault(Kind::Keys, &"内容与写入时不同")
    }

    /// The texts of a kind of some documents; those of a segment lie in one stretch.
    fn texts(&self, kind: Kind, documents: &[Place]) -> Result<Vec<Shared>, Error> {
        let stretches = self.stretches(kind, documents);
        let text = |place: &Place| {
            let stretch = stretches.get(place.segment).and_then(Option::as_ref);
            match stretch.and_then(|stretch| stretch.text(place.slices[kind as usize])) {
                Some(text) => Ok(text),
                None => self.located(place).text(kind).map(Shared::from),
            }
        };
        documents.iter().map(text).collect()
    }

    /// The records of a kind of some documents, as those of each segment lie there.
    fn stretches(&self, kind: Kind, documents: &[Place]) -> Vec<Option<Stretch>> {
        let of = |(at, segment): (usize, &Option<Segment>)| {
            let places = documents.iter().filter(|place| place.segment == at);
            let slices: Vec<Slice> = places.map(|place| place.slices[kind as usize]).collect();
            segment.as_ref().filter(|_| slices.len() > 1)?.stretch(&slices)
        };
        self.all.iter().enumerate().map(of).collect()
    }

    /// Where the records of a document lie.
    pub(crate) fn slot<'a>(&'a self, entry: &'a Entry) -> Slot<'a> {
        self.slot_of(entry.segment, &entry.slices)
    }

    /// The same of a document of which only the place is known.
    pub(crate) fn located<'a>(&'a self, place: &'a Place) -> Slot<'a> {
        self.slot_of(place.segment, &place.slices)
    }

    fn slot_of<'a>(&'a self, segment: usize, slices: &'a Slices) -> Slot<'a> {
        Slot { segment: self.all.get(segment).and_then(Option::as_ref), slices }
    }
}

/// A segment and the documents of it that count.
struct Opened {
    segment: Segment,
    list: List,
}

impl Opened {
    fn of(generation: &Path, held: &Held, digests: &Digests) -> Result<Self, Error> {
        let file = format!("{}/{}", held.name, layout::DOCUMENTS);
        let path = generation.join(&file);
        let bytes = match digests.knows(&file) {
            true => digests.read_at_once(generation, &file)?,
            // It was written just now: a manifest that is read has a digest of every file, as `Manifest::read` sees to.
            false => fs::read(&path).map_err(|error| Error::unreadable(&path, error))?,
        };
        let list = List::of(bytes, &held.without).ok_or_else(|| Error::damaged(&path, "文件不完整"))?;
        Ok(Self { segment: Segment::open(generation, &held.name)?, list })
    }
}

/// The list of the documents of a segment: their number, how many bytes the entry of each has and where its records lie, and
/// the entries, in the order of the names. Most of what asks for some documents reads no more than the names of the others.
#[derive(Debug, Default)]
struct List {
    bytes: Vec<u8>,
    /// Those that count.
    entries: Vec<Listed>,
}

/// Where in a list a document stands.
#[derive(Debug)]
struct Listed {
    /// Where its slices begin.
    slices: usize,
    entry: Range<usize>,
}

/// How many bytes a list has of each document before the entries.
const ROW: usize = size_of::<u64>() + Kind::COUNT * Slice::BYTES;

impl List {
    /// The bytes of a list.
    fn written(documents: &[Entry]) -> Result<Vec<u8>, packed::Fault> {
        let mut entries = Vec::new();
        let mut bytes = (documents.len() as u64).to_le_bytes().to_vec();
        for entry in documents {
            let before = entries.len();
            packed::write(entry, &mut entries)?;
            bytes.extend_from_slice(&((entries.len() - before) as u64).to_le_bytes());
            entry.slices.iter().for_each(|slice| bytes.extend_from_slice(&slice.to_bytes()));
        }
        bytes.append(&mut entries);
        Ok(bytes)
    }

    /// The list without some documents; nothing where the bytes are none.
    fn of(bytes: Vec<u8>, without: &BTreeSet<String>) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let rows = rest.get(..usize::try_from(u64::from_le_bytes(*count)).ok()?.checked_mul(ROW)?)?;
        let mut end = size_of::<u64>() + rows.len();
        let mut entries = Vec::with_capacity(rows.len() / ROW);
        for (at, row) in rows.chunks_exact(ROW).enumerate() {
            let start = end;
            end = start.checked_add(usize::try_from(u64::from_le_bytes(*row.first_chunk()?)).ok()?)?;
            let entry = bytes.get(start..end)?;
            if without.is_empty() || !without.contains(packed::first_text(entry).ok()?) {
                entries.push(Listed { slices: (at * ROW) + 2 * size_of::<u64>(), entry: start..end });
            }
        }
        Some(Self { bytes, entries })
    }

    fn name(&self, listed: &Listed) -> Option<&str> {
        packed::first_text(&self.bytes[listed.entry.clone()]).ok()
    }

    /// Where the records of a document lie.
    fn slices(&self, listed: &Listed) -> Option<Slices> {
        let bytes = self.bytes.get(listed.slices..)?.get(..Kind::COUNT * Slice::BYTES)?;
        let mut slices = Slices::default();
        for (slice, bytes) in slices.iter_mut().zip(bytes.chunks_exact(Slice::BYTES)) {
            *slice = Slice::from_bytes(bytes.first_chunk()?);
        }
        Some(slices)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|listed| self.name(listed))
    }
}

/// Writes the records of documents into the folder of a segment, kind by kind; gives how many bytes they are.
pub(crate) fn write_records<'a>(
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
    Ok(end)
}

/// Writes the list of the documents of a segment.
pub(crate) fn write_list(folder: &Path, documents: &[Entry]) -> Result<(), Error> {
    let path = folder.join(layout::DOCUMENTS);
    let list = List::written(documents).map_err(|error| Error::damaged(&path, error))?;
    fs::write(&path, list).map_err(Error::io("写入", &path))
}
