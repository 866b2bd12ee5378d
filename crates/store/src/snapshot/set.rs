//! Several snapshots that are one graph.

use super::key::{hash, read_key, write_key};
use super::matches::{Graphs, Matches};
use super::part::Part;
use super::{COPIED, DAMAGED, Section, Snapshot, damaged};
use crate::StoreError;
use oxrdf::{NamedNode, Quad, Term};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Several snapshots that are one graph, each without the named graphs that another one has in their place.
pub struct Set {
    pub(super) parts: Vec<Part>,
}

impl From<Snapshot> for Set {
    fn from(snapshot: Snapshot) -> Self {
        Self { parts: vec![Part { snapshot, dead: BTreeSet::new() }] }
    }
}

impl Set {
    /// Opens the snapshots of these files, each without the named graphs beside it.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn open(files: &[(PathBuf, Vec<NamedNode>)]) -> Result<Self, StoreError> {
        let mut whole = 0;
        for (path, _) in files {
            let io = |source| StoreError::Io { path: path.clone(), source };
            whole += std::fs::metadata(path).map_err(io)?.len();
        }
        let mut parts = Vec::new();
        for (path, graphs) in files {
            let snapshot = Snapshot::open_as(path, whole > COPIED)?;
            let mut dead = BTreeSet::new();
            for graph in graphs {
                dead.extend(snapshot.number_of(hash_of(&graph.clone().into()))?);
            }
            parts.push(Part { snapshot, dead });
        }
        Ok(Self { parts })
    }

    /// Looks whether the files are still as long as when they were opened.
    ///
    /// # Errors
    /// [`StoreError::Damaged`].
    pub(crate) fn check_lengths(&self) -> Result<(), StoreError> {
        self.parts.iter().try_for_each(|part| part.snapshot.check_length())
    }

    /// All quads, each once, by subject, predicate, object and graph, whichever files they lie in.
    pub fn quads(&self) -> impl Iterator<Item = Result<Quad, StoreError>> + '_ {
        let (matches, fault) = match self.all(Section::Subjects, |_| Ok(Graphs::All)) {
            Ok(matches) => (Some(matches), None),
            Err(error) => (None, Some(Err(error))),
        };
        let quad = |row: Result<(&'_ Part, [u32; 4]), StoreError>| {
            let (part, row) = row?;
            part.snapshot.quad(Section::Subjects.ids(row))
        };
        // The same quad of several parts stands one after the other.
        let mut before = None;
        let is_new = move |quad: &Result<Quad, StoreError>| match quad {
            Ok(quad) => before.replace(quad.clone()).as_ref() != Some(quad),
            Err(_) => true,
        };
        fault.into_iter().chain(matches.into_iter().flatten().map(quad).filter(is_new))
    }

    /// All rows of a section in the graphs that `graphs` tells for each part; a quad of several parts comes once of each.
    pub(super) fn all<'a>(
        &'a self,
        section: Section,
        graphs: impl Fn(&'a Part) -> Result<Graphs<'a>, StoreError>,
    ) -> Result<Matches<'a>, StoreError> {
        let mut matches = Matches::new(section, 0);
        for part in &self.parts {
            matches.add(part, 0..part.snapshot.len(), graphs(part)?);
        }
        Ok(matches)
    }

    /// The term with this hash.
    pub(super) fn term(&self, hash: u128) -> Result<Term, StoreError> {
        for part in &self.parts {
            if let Some(number) = part.snapshot.number_of(hash)? {
                return read_key(&part.snapshot.key(number)?).ok_or_else(damaged);
            }
        }
        Err(DAMAGED)
    }

    /// The hash of a term, if the graph has it.
    pub(super) fn known(&self, term: &Term) -> Result<Option<u128>, StoreError> {
        let hash = hash_of(term);
        for part in &self.parts {
            if part.snapshot.number_of(hash)?.is_some() {
                return Ok(Some(hash));
            }
        }
        Ok(None)
    }
}

/// The hash of a term.
pub(super) fn hash_of(term: &Term) -> u128 {
    let mut key = Vec::new();
    write_key(term, &mut key);
    hash(&key)
}
