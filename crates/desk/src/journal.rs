//! The changes that were made, a line each.

use crate::store::append;
use crate::{Change, Deed, Error};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const FILE: &str = "changes.jsonl";

/// The changes that were made, the earliest first.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    path: PathBuf,
    /// The changes.
    pub changes: Vec<Change>,
    taken_back: BTreeSet<u64>,
}

impl Journal {
    /// Reads the journal in the folder of a desk; where there is none, nothing was changed. A last line that was not written
    /// to its end is passed over: what it would have told was not done.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Error::io(&path)(error)),
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        let read = |(line, text): (usize, &str)| {
            let fault =
                |error: serde_json::Error| Error::Journal { file: FILE.to_owned(), line, reason: error.to_string() };
            serde_json::from_str(text).map_err(fault)
        };
        let lines = (1..).zip(whole.lines()).filter(|(_, line)| !line.trim().is_empty());
        let changes: Vec<Change> = lines.map(read).collect::<Result<_, _>>()?;
        let mut journal = Self { path, changes: Vec::new(), taken_back: BTreeSet::new() };
        changes.into_iter().for_each(|change| journal.keep(change));
        Ok(journal)
    }

    fn keep(&mut self, change: Change) {
        if let Deed::TakenBack { of } = change.deed {
            self.taken_back.insert(of);
        }
        self.changes.push(change);
    }

    /// Writes a change at the end.
    pub(crate) fn add(&mut self, change: Change) -> Result<(), Error> {
        let line = serde_json::to_string(&change).map_err(|error| Error::Entry(error.to_string()))?;
        append(&self.path, &line)?;
        self.keep(change);
        Ok(())
    }

    /// The number of the next change.
    pub(crate) fn next(&self) -> u64 {
        self.changes.last().map_or(0, |change| change.number) + 1
    }

    /// The change of this number.
    pub fn get(&self, number: u64) -> Option<&Change> {
        self.changes.iter().find(|change| change.number == number)
    }

    /// Whether a change still holds: it was not taken back, and takes none back itself.
    pub fn holds(&self, change: &Change) -> bool {
        !matches!(change.deed, Deed::TakenBack { .. }) && !self.taken_back.contains(&change.number)
    }
}

/// The state of a subject: the number of its last change, which also tells of those that were taken back.
pub fn version(journal: &Journal, subject: &str) -> u64 {
    let of = journal.changes.iter().rev().find(|change| change.note.subject == subject);
    of.map_or(0, |change| change.number)
}

/// The last change of a subject that holds.
pub fn standing<'a>(journal: &'a Journal, subject: &str) -> Option<&'a Change> {
    journal.changes.iter().rev().find(|change| change.note.subject == subject && journal.holds(change))
}
