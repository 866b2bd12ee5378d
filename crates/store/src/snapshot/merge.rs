//! Several snapshots written as one, front to back: nothing is held but what is known of each term.

use super::builder::write_whole;
use super::layout::{BLOCK, ROWS, Section};
use super::part::Part;
use super::set::Set;
use super::writer::{Dictionary, Writer};
use super::{Snapshot, next_key};
use crate::StoreError;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Seek, Write};
use std::path::Path;

/// Writes what is alive in a set as one snapshot: the bytes that its quads would have been given at once.
///
/// # Errors
/// [`StoreError::Damaged`] where a part is damaged, [`StoreError::Io`] where the file cannot be written.
pub fn merge(path: &Path, set: &Set) -> Result<(), StoreError> {
    let mut fault = None;
    let written = write_whole(path, |out| {
        write(set, out).map_err(|error| {
            let kind = io::ErrorKind::Other;
            match error {
                StoreError::Io { source, .. } => source,
                other => {
                    fault = Some(other);
                    kind.into()
                }
            }
        })
    });
    fault.map_or(written, Err)
}

fn write<W: Write + Seek>(set: &Set, out: W) -> Result<W, StoreError> {
    let io = |source| StoreError::Io { path: Path::new("").to_owned(), source };
    let mut writer = Writer::new(out).map_err(io)?;
    let used = set.parts.iter().map(used).collect::<Result<Vec<_>, _>>()?;
    let mut dictionary = Dictionary::default();
    let mut numbers: Vec<Vec<u32>> = set.parts.iter().map(|part| vec![0; part.snapshot.terms() + 1]).collect();
    let mut keys = set.parts.iter().zip(&used).map(|(part, used)| Keys::new(&part.snapshot, used)).collect::<Vec<_>>();
    for keys in &mut keys {
        keys.turn()?;
    }
    while let Some(first) = keys.iter().filter(|keys| keys.number > 0).map(|keys| keys.key.clone()).min() {
        let number = dictionary.push(&first, &mut writer).map_err(io)?;
        for (keys, numbers) in keys.iter_mut().zip(&mut numbers) {
            if keys.number > 0 && keys.key == first {
                numbers[keys.number as usize] = number;
                keys.turn()?;
            }
        }
    }
    let terms = dictionary.finish(&mut writer).map_err(io)?;
    let mut quads = 0;
    for section in ROWS {
        quads = 0;
        let mut before = None;
        let mut rows = Rows::new(set, section, &numbers)?;
        while let Some(row) = rows.turn()? {
            if before.replace(row) != Some(row) {
                row.iter().try_for_each(|number| writer.push(&number.to_le_bytes())).map_err(io)?;
                quads += 1;
            }
        }
        writer.end_section();
    }
    set.check_lengths()?;
    writer.finish(terms, quads).map_err(io)
}

/// Which terms of a part stand in rows that are alive.
fn used(part: &Part) -> Result<Vec<bool>, StoreError> {
    let mut used = vec![false; part.snapshot.terms() + 1];
    for at in 0..part.snapshot.len() {
        let row = part.snapshot.row(Section::Subjects, at)?;
        if part.is_alive(row[3]) {
            for number in row {
                *used.get_mut(number as usize).ok_or_else(super::damaged)? = true;
            }
        }
    }
    used[0] = false;
    Ok(used)
}

/// The keys of a part that are used, in order.
struct Keys<'a> {
    snapshot: &'a Snapshot,
    used: &'a [bool],
    block: &'a [u8],
    /// The number of the key that was read last; 0 at the end.
    number: u32,
    key: Vec<u8>,
    read: usize,
}

impl<'a> Keys<'a> {
    fn new(snapshot: &'a Snapshot, used: &'a [bool]) -> Self {
        Self { snapshot, used, block: &[], number: 0, key: Vec::new(), read: 0 }
    }

    fn turn(&mut self) -> Result<(), StoreError> {
        while self.read < self.snapshot.terms() {
            if self.read.is_multiple_of(BLOCK) {
                self.block = self.snapshot.block(self.read / BLOCK)?;
                self.key.clear();
            }
            next_key(&mut self.block, &mut self.key)?;
            self.read += 1;
            if self.used[self.read] {
                self.number = self.read as u32;
                return Ok(());
            }
        }
        self.number = 0;
        Ok(())
    }
}

/// The rows of all parts that are alive, with their new numbers, in order: the new numbers stand in the order of the old.
struct Rows<'a> {
    set: &'a Set,
    section: Section,
    numbers: &'a [Vec<u32>],
    places: Vec<usize>,
    heads: BinaryHeap<Reverse<([u32; 4], usize)>>,
}

impl<'a> Rows<'a> {
    fn new(set: &'a Set, section: Section, numbers: &'a [Vec<u32>]) -> Result<Self, StoreError> {
        let mut rows = Self { set, section, numbers, places: vec![0; set.parts.len()], heads: BinaryHeap::new() };
        (0..set.parts.len()).try_for_each(|part| rows.read(part))?;
        Ok(rows)
    }

    /// Puts the next row of a part among the heads.
    fn read(&mut self, at: usize) -> Result<(), StoreError> {
        let part = &self.set.parts[at];
        while self.places[at] < part.snapshot.len() {
            let row = part.snapshot.row(self.section, self.places[at])?;
            self.places[at] += 1;
            if part.is_alive(row[3]) {
                let mut new = [0; 4];
                for (new, old) in new.iter_mut().zip(row) {
                    *new = *self.numbers[at].get(old as usize).ok_or_else(super::damaged)?;
                }
                self.heads.push(Reverse((new, at)));
                return Ok(());
            }
        }
        Ok(())
    }

    fn turn(&mut self) -> Result<Option<[u32; 4]>, StoreError> {
        let Some(Reverse((row, at))) = self.heads.pop() else { return Ok(None) };
        self.read(at)?;
        Ok(Some(row))
    }
}
