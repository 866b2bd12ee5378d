//! What a build reads of many documents, written as far as it can be before the rest is read, so that only a part of it is
//! in memory at once. What bodies are called depends on all documents: the index follows when these are read.

use crate::calls::Called;
use crate::documents::{How, ReadDocument};
use crate::manifest::{Entry, Held};
use crate::member::{Member, write_graph};
use crate::previous::Previous;
use crate::records::{self, Written};
use crate::segment::{Segment, Slot};
use crate::segments;
use crate::{Error, layout};
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// A segment without its index and the list of its documents.
pub(crate) struct Spooled {
    name: String,
    segment: Segment,
    weight: u64,
    /// How many bytes the texts have.
    pub(crate) text: u64,
    /// In the order of their names.
    pub(crate) entries: Vec<Entry>,
}

impl Spooled {
    /// Writes records and graph of documents that were read, which are the `number`th to be written so.
    pub(crate) fn write(
        generation: &Path,
        number: usize,
        read: Vec<ReadDocument>,
        previous: &Previous,
        how: How<'_>,
    ) -> Result<Self, Error> {
        let name = layout::segment(previous.last_segment() + 1 + number as u64);
        let folder = generation.join(&name);
        let lexicon = &how.amendments.lexicon;
        let members: Vec<Member<'_>> = read.iter().map(Member::read).collect();
        let written = members.par_iter().map(Member::written).collect::<Result<Vec<_>, Error>>()?;
        let (mut entries, written): (Vec<Entry>, Vec<Written>) = written.into_iter().unzip();
        let bytes = |at: usize, kind| Ok(Cow::Borrowed(written[at].get(kind)));
        let weight = segments::write_records(&folder, &mut entries, bytes)?;
        drop(written);
        write_graph(&folder, &members, Vec::new(), lexicon, how.base)?;
        Ok(Self {
            segment: Segment::open(generation, &name)?,
            name,
            weight,
            text: read.iter().map(|document| document.text.len() as u64).sum(),
            entries,
        })
    }

    /// Where the records of a document lie.
    pub(crate) fn slot(&self, at: usize) -> Slot<'_> {
        Slot { segment: Some(&self.segment), slices: &self.entries[at].slices }
    }

    /// Writes the index, with the bodies called as among all documents, and the list.
    pub(crate) fn finish(
        &self,
        generation: &Path,
        bodies: &Called,
        called: impl Fn(&Entry) -> String,
    ) -> Result<Held, Error> {
        let folder = generation.join(&self.name);
        // One document after the other is read, and none is kept.
        let mut fault = None;
        let facts = (0..self.entries.len()).map_while(|at| match records::read(self.slot(at)) {
            Ok(facts) => Some(facts),
            Err(error) => {
                fault = Some(error);
                None
            }
        });
        let index = zhengtu_search::write_among(&folder.join(layout::INDEX), facts, bodies);
        if let Some(error) = fault {
            return Err(error);
        }
        index.map_err(|error| Error::Index(error.to_string()))?;
        let entry = |entry: &Entry| Entry { called: called(entry), ..entry.clone() };
        let entries: Vec<Entry> = self.entries.iter().map(entry).collect();
        segments::write_list(&folder, &entries)?;
        let (name, documents) = (self.name.clone(), entries.len());
        Ok(Held { name, weight: self.weight, documents, ..Held::default() })
    }
}
