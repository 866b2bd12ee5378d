use crate::entries::{with, without};
use crate::{Change, Deed, Desk, Error, Journal, Note, Passage, Place, store, version};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zhengtu_check::{Settings, Suppressions};
use zhengtu_model::{Correction, Finding, Report};

/// How long a change waits for another to end.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it looks.
const PAUSE: Duration = Duration::from_millis(20);

/// A change in the making. There is one at a time, whoever makes it.
#[derive(Debug)]
pub struct Edit<'a> {
    desk: &'a Desk,
    place: Place,
    journal: Journal,
    /// Held as long as the change is in the making.
    _lock: File,
}

impl<'a> Edit<'a> {
    pub(crate) fn begin(desk: &'a Desk) -> Result<Self, Error> {
        let folder = desk.folder();
        store::folder(&folder)?;
        let lock = lock(&folder)?;
        Ok(Self { place: desk.place()?, journal: Journal::read(&folder)?, desk, _lock: lock })
    }

    /// Where the files lie.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The changes so far.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Refuses a change that was made of another state of its subject than the one there is.
    ///
    /// # Errors
    /// [`Error::Conflict`] with what came between.
    pub fn fresh(&self, subject: &str, seen: u64) -> Result<(), Error> {
        if version(&self.journal, subject) == seen {
            return Ok(());
        }
        let later = |change: &&Change| change.note.subject == subject && change.number > seen;
        Err(Error::Conflict { since: self.journal.changes.iter().filter(later).cloned().collect() })
    }

    /// Writes corrections, in the place of those that an earlier change wrote.
    ///
    /// # Errors
    /// [`Error::Entry`] where the corrections file is broken, [`Error::Gone`] where what the earlier change wrote is no
    /// longer there.
    pub fn correct(
        &mut self,
        note: Note,
        corrections: &[Correction],
        passages: BTreeMap<String, Passage>,
        instead: Option<u64>,
    ) -> Result<Change, Error> {
        let file = self.place.corrections.clone();
        let entry = corrections.iter().map(zhengtu_corrections::entry).collect::<Vec<_>>().join("\n");
        let earlier = instead.and_then(|number| self.journal.get(number)).map(|change| (change.number, &change.deed));
        let mut text = store::text(&file)?;
        let mut replaced = String::new();
        if let Some((number, Deed::Correction { entry, .. })) = earlier {
            text = without(&text, entry).ok_or(Error::Gone(number))?;
            replaced.clone_from(entry);
        }
        let text = if entry.is_empty() { text } else { with(&text, &entry) };
        self.write_corrections(&file, &text)?;
        self.note(note, Deed::Correction { file, entry, replaced, passages })
    }

    /// Settles a finding: its words are written into the settings of the checks, with the reason of the note. `several` says
    /// that there are other documents, for which it does not hold.
    ///
    /// # Errors
    /// [`Error::Entry`] where the settings are broken.
    pub fn settle(&mut self, note: Note, finding: &Finding, several: bool) -> Result<Change, Error> {
        let file = self.place.settings.clone();
        let entry = Suppressions::entry(finding, several.then_some(finding.doc.as_str()), &note.reason);
        let text = with(&store::text(&file)?, &entry);
        write_settings(&file, &text)?;
        self.note(note, Deed::Exception { file, entry })
    }

    /// Files reports of progress; gives nothing where all of them were filed before. With `by_row`, a row of a file that was
    /// taken in before is passed over too.
    ///
    /// # Errors
    /// [`Error::Kb`].
    pub fn report(&mut self, note: Note, reports: &[Report], by_row: bool) -> Result<Option<Change>, Error> {
        let added = zhengtu_kb::add_reports(self.desk.kb(), reports, by_row)?.added;
        if added.is_empty() {
            return Ok(None);
        }
        self.note(note, Deed::Reports { reports: added }).map(Some)
    }

    /// Puts a file into the folder that the knowledge base is built from.
    ///
    /// # Errors
    /// [`Error::Taken`] where one of its name is there.
    pub fn add(&mut self, note: Note, name: &str, bytes: &[u8]) -> Result<Change, Error> {
        let path = self.place.folder.join(crate::clean(name));
        if path.symlink_metadata().is_ok() {
            return Err(Error::Taken { name: name.to_owned() });
        }
        store::write(&path, bytes)?;
        self.note(note, Deed::Added { path, sha256: store::hash(bytes) })
    }

    /// Puts a file in the place of another, whose content has the hash `before`.
    ///
    /// # Errors
    /// [`Error::Changed`] where it has another.
    pub fn replace(&mut self, note: Note, path: &Path, before: &str, bytes: &[u8]) -> Result<Change, Error> {
        self.put_aside(path, before)?;
        store::write(path, bytes)?;
        let deed = Deed::Replaced { path: path.to_owned(), sha256: store::hash(bytes), before: before.to_owned() };
        self.note(note, deed)
    }

    /// Puts down a comment on a passage; nothing is read otherwise for it.
    ///
    /// # Errors
    /// [`Error::Io`] where the journal cannot be written.
    pub fn comment(&mut self, note: Note, passage: String, start: usize) -> Result<Change, Error> {
        self.note(note, Deed::Comment { passage, start })
    }

    /// Takes a change back. Nothing is lost: what it wrote stays in the journal and among the versions.
    ///
    /// # Errors
    /// [`Error::NoSuchChange`], [`Error::NotStanding`]; [`Error::Gone`] and [`Error::Changed`] where what it wrote is no
    /// longer there.
    pub fn take_back(&mut self, number: u64, who: &str, at: u64) -> Result<Change, Error> {
        let change = self.journal.get(number).cloned().ok_or(Error::NoSuchChange(number))?;
        if !self.journal.holds(&change) {
            return Err(Error::NotStanding(number));
        }
        match &change.deed {
            Deed::Correction { file, entry, replaced, .. } => {
                let text = store::text(file)?;
                let text = if entry.is_empty() { Some(text) } else { without(&text, entry) };
                let text = text.ok_or(Error::Gone(number))?;
                let text = if replaced.is_empty() { text } else { with(&text, replaced) };
                self.write_corrections(file, &text)?;
            }
            Deed::Exception { file, entry } => {
                let text = without(&store::text(file)?, entry).ok_or(Error::Gone(number))?;
                write_settings(file, &text)?;
            }
            Deed::Reports { reports } => {
                for report in reports {
                    zhengtu_kb::remove_report(self.desk.kb(), &report.id)?;
                }
            }
            Deed::Added { path, sha256 } => {
                self.put_aside(path, sha256)?;
                std::fs::remove_file(path).map_err(Error::io(path))?;
            }
            Deed::Replaced { path, sha256, before } => {
                let version = self.version(before);
                let bytes = std::fs::read(&version).map_err(Error::io(&version))?;
                self.put_aside(path, sha256)?;
                store::write(path, &bytes)?;
            }
            Deed::Comment { .. } => {}
            Deed::TakenBack { .. } => return Err(Error::NotStanding(number)),
        }
        let Note { subject, about, doc, before, after, .. } = change.note;
        let note =
            Note { who: who.to_owned(), at, subject, about, doc, before: after, after: before, reason: String::new() };
        self.note(note, Deed::TakenBack { of: number })
    }

    /// Keeps the content of a file among the versions, if it has the hash.
    fn put_aside(&self, path: &Path, hash: &str) -> Result<(), Error> {
        let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = match std::fs::read(path) {
            Ok(bytes) if store::hash(&bytes) == hash => bytes,
            Ok(_) => return Err(Error::Changed { name: name() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Error::Changed { name: name() }),
            Err(error) => return Err(Error::io(path)(error)),
        };
        let version = self.version(hash);
        if version.is_file() {
            return Ok(());
        }
        store::folder(&self.desk.folder().join(VERSIONS))?;
        store::write(&version, &bytes)
    }

    fn version(&self, hash: &str) -> PathBuf {
        self.desk.folder().join(VERSIONS).join(hash)
    }

    fn write_corrections(&self, file: &Path, text: &str) -> Result<(), Error> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        zhengtu_corrections::parse(&name, text).map_err(|error| Error::Entry(error.to_string()))?;
        store::write(file, text.as_bytes())
    }

    fn note(&mut self, note: Note, deed: Deed) -> Result<Change, Error> {
        let change = Change { number: self.journal.next(), note, deed };
        self.journal.add(change.clone())?;
        Ok(change)
    }
}

/// The folder of the files that were replaced or taken away.
const VERSIONS: &str = "versions";

fn write_settings(file: &Path, text: &str) -> Result<(), Error> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Settings::parse(text).map_err(|error| Error::Entry(format!("{name}：{error}")))?;
    store::write(file, text.as_bytes())
}

fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io(&path))?;
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if began.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(Error::Busy),
            Err(TryLockError::Error(error)) => return Err(Error::io(&path)(error)),
        }
    }
}
