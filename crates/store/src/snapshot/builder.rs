use super::key::write_key;
use super::layout::{BLOCK, HEADER, Ids, MAGIC, PAGE, Section, VERSION, push_varint};
use crate::StoreError;
use oxrdf::{GraphName, Quad, Term};
use std::collections::HashMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

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
        let (keys, quads) = self.in_order();
        let (key_bytes, blocks) = front_code(&keys);
        let sections = [
            key_bytes,
            blocks,
            rows(&quads, Section::Subjects),
            rows(&quads, Section::Predicates),
            rows(&quads, Section::Objects),
        ];
        let length: usize = sections.iter().map(Vec::len).sum();
        let first = HEADER + length.div_ceil(PAGE) * 4;
        let mut bytes = Vec::with_capacity(first + length);
        bytes.resize(first, 0);
        for section in &sections {
            bytes.extend_from_slice(section);
        }
        let sums: Vec<u8> = bytes[first..].chunks(PAGE).flat_map(|page| crc32fast::hash(page).to_le_bytes()).collect();
        bytes[..HEADER].copy_from_slice(&header(keys.len(), quads.len(), &sums, &sections));
        bytes[HEADER..first].copy_from_slice(&sums);
        bytes
    }

    /// Writes the snapshot to a file, whole or not at all.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the file cannot be written.
    pub fn write(self, path: &Path) -> Result<(), StoreError> {
        let fault = |source| StoreError::Io { path: path.to_owned(), source };
        let unfinished = path.with_extension("unfinished");
        let mut file = File::create(&unfinished).map_err(fault)?;
        file.write_all(&self.to_bytes()).map_err(fault)?;
        file.sync_all().map_err(fault)?;
        std::fs::rename(&unfinished, path).map_err(fault)
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

/// The keys with what each shares with the one before left out, and where every block starts.
fn front_code(keys: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>) {
    let (mut coded, mut blocks) = (Vec::new(), Vec::new());
    for block in keys.chunks(BLOCK) {
        blocks.extend_from_slice(&(coded.len() as u64).to_le_bytes());
        let mut before: &[u8] = &[];
        for key in block {
            let shared = before.iter().zip(key).take_while(|(a, b)| a == b).count();
            push_varint(shared, &mut coded);
            push_varint(key.len() - shared, &mut coded);
            coded.extend_from_slice(&key[shared..]);
            before = key;
        }
    }
    (coded, blocks)
}

fn rows(quads: &[Ids], section: Section) -> Vec<u8> {
    let mut rows: Vec<[u32; 4]> = quads.iter().map(|&ids| section.row(ids)).collect();
    rows.sort_unstable();
    rows.iter().flatten().flat_map(|number| number.to_le_bytes()).collect()
}

fn header(terms: usize, quads: usize, sums: &[u8], sections: &[Vec<u8>]) -> Vec<u8> {
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&VERSION.to_le_bytes());
    header.extend_from_slice(&(terms as u32).to_le_bytes());
    header.extend_from_slice(&(quads as u64).to_le_bytes());
    let mut offset = HEADER as u64;
    for length in std::iter::once(sums.len()).chain(sections.iter().map(Vec::len)) {
        header.extend_from_slice(&offset.to_le_bytes());
        header.extend_from_slice(&(length as u64).to_le_bytes());
        offset += length as u64;
    }
    header.extend_from_slice(&crc32fast::hash(sums).to_le_bytes());
    let sum = crc32fast::hash(&header);
    header.extend_from_slice(&sum.to_le_bytes());
    header
}
