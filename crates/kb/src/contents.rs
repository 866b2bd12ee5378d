//! What a generation is made of: documents, and what is taken in or taken out besides.

use crate::amendments::Amendments;
use crate::digests::Digests;
use crate::documents::ReadDocument;
use crate::manifest::Failed;
use crate::spool::Spooled;
use crate::{Entry, Error, Progress, imports, reports};
use std::collections::BTreeSet;
use std::path::Path;
use zhengtu_model::Report;

/// What a generation is made of besides what was imported.
pub(crate) struct Contents<'a> {
    pub(crate) kept: &'a [Entry],
    pub(crate) read: &'a [ReadDocument],
    /// What was read besides and is written already.
    pub(crate) spooled: &'a [Spooled],
    pub(crate) failed: &'a [Failed],
    pub(crate) amendments: &'a Amendments,
    pub(crate) intake: Intake<'a>,
    /// Takes imports and reports as they lie there now, for a person has looked at them.
    pub(crate) trust: bool,
    /// The segments whose graph and index are written anew from the records.
    pub(crate) anew: BTreeSet<String>,
    /// All segments are made one.
    pub(crate) compact: bool,
    /// How many bytes of records are merged at most, where segments are not to be made one.
    pub(crate) most: u64,
    pub(crate) progress: &'a dyn Progress,
}

impl Contents<'_> {
    /// Whether a document was read just now.
    pub(crate) fn reads_some(&self) -> bool {
        !self.read.is_empty() || !self.spooled.is_empty()
    }
}

/// What is taken in or taken out besides documents.
#[derive(Clone, Copy)]
pub(crate) enum Intake<'a> {
    Nothing,
    /// Imported graphs by name, as sorted lines.
    Graphs(&'a [(String, Vec<u8>)]),
    /// The names of imported graphs that go.
    Without(&'a [String]),
    Reports(&'a [Report]),
    /// The id of a report that goes.
    WithoutReport(&'a str),
}

impl Intake<'_> {
    /// Takes what lies in `from` over into a new generation, with what is new and without what goes.
    pub(crate) fn bring(self, from: &Path, generation: &Path, digests: Option<&Digests>) -> Result<(), Error> {
        let replaced: Vec<&str> = match self {
            Self::Graphs(graphs) => graphs.iter().map(|(name, _)| name.as_str()).collect(),
            Self::Without(names) => names.iter().map(String::as_str).collect(),
            Self::Nothing | Self::Reports(_) | Self::WithoutReport(_) => Vec::new(),
        };
        imports::take_over(from, generation, &replaced, digests)?;
        match self {
            Self::Reports(added) => reports::take_over(from, generation, added, digests)?,
            Self::WithoutReport(id) => reports::take_over_without(from, generation, id, digests)?,
            _ => reports::take_over(from, generation, &[], digests)?,
        }
        if let Self::Graphs(graphs) = self {
            graphs.iter().try_for_each(|(name, lines)| imports::write(generation, name, lines))?;
        }
        Ok(())
    }
}
