use super::key::write_key;
use super::layout::{Ids, ROWS, Section};
use super::writer::{Dictionary, Writer};
use crate::StoreError;
use oxrdf::{GraphName, Quad, Term};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Cursor, Seek, Write};
use std::path::Path;

/// How many bytes are written at once.
const WRITTEN: usize = 1 << 18;

/// Collects quads and lays them out as a snapshot. The same quads, in any order and however often,
/// give the same bytes.
#[derive(Default)]
pub struct Builder {
    numbers: HashMap<Vec<u8>, u32>,
    quads: Vec<Ids>,
    key: Vec<u8>,
}

impl Builder {
    /// A builder without quads.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a quad.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] where the graph has more terms than can be numbered.
    pub fn add(&mut self, quad: Quad) -> Result<(), StoreError> {
        let graph = match quad.graph_name {
            GraphName::DefaultGraph => 0,
            GraphName::NamedNode(node) => self.number(&node.into())?,
            GraphName::BlankNode(node) => self.number(&node.into())?,
        };
        let subject = self.number(&quad.subject.into())?;
        let predicate = self.number(&quad.predicate.into())?;
        let object = self.number(&quad.object)?;
        self.quads.push(Ids { subject, predicate, object, graph });
        Ok(())
    }

    /// The number, from 1 and in order of first appearance, of a term.
    fn number(&mut self, term: &Term) -> Result<u32, StoreError> {
        self.key.clear();
        write_key(term, &mut self.key);
        if let Some(&number) = self.numbers.get(&self.key) {
            return Ok(number);
        }
        let number = u32::try_from(self.numbers.len() + 1).map_err(|_| StoreError::TooLarge)?;
        self.numbers.insert(self.key.clone(), number);
        Ok(number)
    }

    /// The snapshot's bytes.
    pub fn to_bytes(self) -> Vec<u8> {
        // Nothing fails that is written to memory.
        self.lay_out(Cursor::new(Vec::new())).map_or_else(|_| Vec::new(), Cursor::into_inner)
    }

    /// Writes the snapshot to a file, whole or not at all.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the file cannot be written.
    pub fn write(self, path: &Path) -> Result<(), StoreError> {
        write_whole(path, |out| self.lay_out(out))
    }

    fn lay_out<W: Write + Seek>(self, out: W) -> io::Result<W> {
        let mut writer = Writer::new(out)?;
        let (keys, quads) = self.in_order();
        let mut dictionary = Dictionary::default();
        for key in keys {
            dictionary.push(&key, &mut writer)?;
        }
        let terms = dictionary.finish(&mut writer)?;
        for section in ROWS {
            let mut rows: Vec<[u32; 4]> = quads.iter().map(|&ids| section.row(ids)).collect();
            rows.sort_unstable();
            for number in rows.iter().flatten() {
                writer.push(&number.to_le_bytes())?;
            }
            writer.end_section();
        }
        writer.finish(terms, quads.len())
    }

    /// The keys in order, and the quads, each once, with the numbers of that order.
    fn in_order(self) -> (Vec<Vec<u8>>, Vec<Ids>) {
        let mut keys: Vec<(Vec<u8>, u32)> = self.numbers.into_iter().collect();
        keys.sort_unstable();
        let mut places = vec![0u32; keys.len() + 1];
        for (at, (_, number)) in keys.iter().enumerate() {
            places[*number as usize] = at as u32 + 1;
        }
        let place = |number: u32| places[number as usize];
        let mut quads: Vec<[u32; 4]> = self
            .quads
            .iter()
            .map(|ids| [place(ids.subject), place(ids.predicate), place(ids.object), place(ids.graph)])
            .collect();
        quads.sort_unstable();
        quads.dedup();
        let quads = quads.into_iter().map(|row| Section::Subjects.ids(row)).collect();
        (keys.into_iter().map(|(key, _)| key).collect(), quads)
    }
}

/// Writes a file aside, and moves it into place when it is whole and on the disk. Aside is the whole name with an ending
/// behind it, as files that differ in their endings only are written side by side.
pub(super) fn write_whole<'w>(
    path: &Path,
    write: impl FnOnce(BufWriter<File>) -> io::Result<BufWriter<File>> + 'w,
) -> Result<(), StoreError> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let written = File::create(&unfinished)
        .and_then(|file| write(BufWriter::with_capacity(WRITTEN, file)))
        .and_then(|out| out.into_inner().map_err(io::IntoInnerError::into_error))
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, path));
    written.map_err(|source| StoreError::Io { path: path.to_owned(), source })
}
