//! What of a build has to be read, and what is kept.

use crate::amendments::Amendments;
use crate::documents::{self, How, Pending, ReadDocument, Room};
use crate::files::{self, Files};
use crate::limits::Over;
use crate::manifest::Failed;
use crate::plans::{self, Candidate, Place};
use crate::previous::Previous;
use crate::{BuildOptions, BuildReport, Entry, Error, Failure, digests};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;
use zhengtu_reader::{Found, ReadError};

/// What is to be read and what is kept.
pub(crate) struct Work {
    reads: Vec<(Found, Entry)>,
    pub(crate) kept: Vec<Entry>,
    /// The files that could not be read, in this build or an earlier one.
    pub(crate) failed: Vec<Failed>,
    pub(crate) report: BuildReport,
    /// The files of this build by the names of their documents.
    files: BTreeMap<String, Found>,
    /// The numbers of the segments in which records are damaged that are read anew.
    pub(crate) damaged: BTreeSet<usize>,
}

impl Work {
    pub(crate) fn make(files: Files, previous: &Previous, options: &BuildOptions, amendments: &Amendments) -> Self {
        let report = BuildReport { failures: files.failures, passed_over: files.passed_over, ..BuildReport::default() };
        let mut work = Self {
            reads: Vec::new(),
            kept: Vec::new(),
            failed: Vec::new(),
            report,
            files: BTreeMap::new(),
            damaged: BTreeSet::new(),
        };
        let names = unique_names(&files.found.iter().map(|found| found.path.as_str()).collect::<Vec<_>>());
        let usable = previous.is_usable(options, &amendments.words);
        let before: HashMap<&str, &Entry> = previous.documents().iter().map(|entry| (&*entry.name, entry)).collect();
        let failed: HashMap<&Path, &Failed> =
            previous.manifest().into_iter().flat_map(|manifest| &manifest.failed).map(|it| (&*it.path, it)).collect();
        for (found, name) in files.found.into_iter().zip(&names) {
            let same = |entry: &&&Entry| usable && entry.amended == amendments.key(name);
            let before = before.get(name.as_str()).filter(same).copied();
            let failed = failed.get(found.location()).filter(|_| usable && !options.lossy);
            let failed = failed.filter(|failed| failed.is_still(&found));
            work.files.insert(name.clone(), found.clone());
            match failed {
                Some(failed) => work.fail((*failed).clone()),
                None => work.compare(found, name, before, amendments),
            }
        }
        let names: HashSet<&str> = names.iter().map(String::as_str).collect();
        for entry in previous.documents().iter().filter(|entry| !names.contains(entry.name.as_str())) {
            match options.add {
                true => work.kept.push(entry.clone()),
                false => work.report.removed.push(entry.name.clone()),
            }
        }
        if previous.is_small() || work.reads.is_empty() && work.report.removed.is_empty() {
            work.mend(previous);
        }
        work
    }

    /// Reads the kept documents anew whose records are damaged.
    fn mend(&mut self, previous: &Previous) {
        // The segments of documents that are damaged and whose files are gone: there is nothing to write them anew from.
        let mut lost = BTreeSet::new();
        let whole: Vec<bool> = self.kept.par_iter().map(|entry| previous.is_whole(entry)).collect();
        for (entry, is_whole) in std::mem::take(&mut self.kept).into_iter().zip(whole) {
            let found = || self.files.get(&entry.name).cloned().or_else(|| files::again(&entry.path));
            match if is_whole { None } else { found() } {
                Some(found) => {
                    self.report.mended.push(entry.name.clone());
                    self.report.kept.retain(|kept| *kept != entry.name);
                    self.damaged.insert(entry.segment);
                    self.reads.push((found, entry));
                }
                None => {
                    lost.extend((!is_whole).then_some(entry.segment));
                    self.kept.push(entry);
                }
            }
        }
        self.damaged.retain(|segment| !lost.contains(segment));
    }

    /// How many files there are to read.
    pub(crate) fn to_read(&self) -> usize {
        self.reads.len()
    }

    /// Keeps what is known of a file whose content is unchanged, else plans to read it.
    fn compare(&mut self, file: Found, name: &str, before: Option<&Entry>, amendments: &Amendments) {
        let path = file.location().to_owned();
        let (size, modified) = size_and_change(&path);
        let untouched = |entry: &&Entry| entry.size == size && entry.modified == modified && modified > 0;
        if let Some(entry) = before.filter(untouched) {
            return self.keep(Entry { path, ..entry.clone() });
        }
        let sha256 = match file.bytes() {
            Ok(bytes) => digests::hex(&bytes),
            Err(error) => return self.fail(Failed::new(&file, &error)),
        };
        let amended = amendments.key(name);
        let entry = Entry { name: name.to_owned(), path, sha256, size, modified, amended, ..Entry::default() };
        match before.filter(|before| before.sha256 == entry.sha256) {
            Some(before) => {
                self.keep(Entry { path: entry.path, size: entry.size, modified: entry.modified, ..before.clone() });
            }
            None => self.reads.push((file, entry)),
        }
    }

    fn keep(&mut self, entry: Entry) {
        self.report.kept.push(entry.name.clone());
        self.kept.push(entry);
    }

    fn fail(&mut self, failed: Failed) {
        self.report.failures.push(failed.failure.clone());
        self.failed.push(failed);
    }

    /// Whether the knowledge base is as it should be.
    pub(crate) fn changes_nothing(&self, previous: &Previous, amendments: &Amendments) -> bool {
        let same = |manifest: &crate::manifest::Manifest| {
            manifest.failed == self.failed
                && manifest.corrections == amendments.corrections
                && manifest.corrections_file == amendments.file
                && manifest.plans == amendments.plans
        };
        self.report.removed.is_empty() && !self.kept.is_empty() && previous.manifest().is_some_and(same)
    }

    /// Reads the files, several at a time, and those of their plans, up to their structure; the order of the results is
    /// that of the names.
    pub(crate) fn read(&mut self, how: How<'_>, room: &Room) -> Vec<Pending> {
        let reads = std::mem::take(&mut self.reads);
        let mut pending = self.read_all(reads, how, room);
        let places = self.places(&pending, how.amendments);
        let again = self.take_again(&pending, &places);
        pending.extend(self.read_all(again, how, room));
        pending.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        for document in &mut pending {
            let Place { plan, part } = places.get(&document.entry.name).cloned().unwrap_or_default();
            (document.entry.plan, document.entry.part) = (plan, part);
        }
        pending
    }

    fn read_all(&mut self, reads: Vec<(Found, Entry)>, how: How<'_>, room: &Room) -> Vec<Pending> {
        let read = |(file, entry)| Pending::read(file, entry, how, room);
        let mut pending = Vec::new();
        for result in reads.into_par_iter().map(read).collect::<Vec<_>>() {
            match result {
                Ok(document) => pending.push(document),
                Err(failed) => self.fail(failed),
            }
        }
        pending
    }

    /// The records of a batch of what was read, in the order of the names of their documents.
    pub(crate) fn extract(&mut self, batch: Vec<Pending>, how: How<'_>) -> Vec<ReadDocument> {
        let (read, failed) = documents::extract(batch, how);
        failed.into_iter().for_each(|failed| self.fail(failed));
        self.failed.sort_by(|a, b| a.failure.path.cmp(&b.failure.path));
        self.report.failures.sort_by(|a, b| a.path.cmp(&b.path));
        self.report.read.extend(read.iter().map(|document| document.entry.name.clone()));
        self.report.read.sort();
        read
    }

    /// The place of each document in its plan.
    fn places(&self, pending: &[Pending], amendments: &Amendments) -> BTreeMap<String, Place> {
        let mut entries: Vec<&Entry> = pending.iter().map(|document| &document.entry).chain(&self.kept).collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let paths: Vec<String> = entries.iter().map(|entry| entry.path.to_string_lossy().replace('\\', "/")).collect();
        let candidates: Vec<Candidate<'_>> = entries
            .iter()
            .zip(&paths)
            .map(|(entry, path)| Candidate { name: &entry.name, path, card: &entry.card })
            .collect();
        let places = plans::places(&candidates, &amendments.plans, &amendments.corrections);
        entries.iter().map(|entry| entry.name.clone()).zip(places).collect()
    }

    /// The kept documents whose place has changed, or of whose plan a document was read: the documents of a
    /// plan are understood together.
    fn take_again(&mut self, pending: &[Pending], places: &BTreeMap<String, Place>) -> Vec<(Found, Entry)> {
        let moved =
            |entry: &&Entry| places.get(&entry.name) != Some(&Place { plan: entry.plan.clone(), part: entry.part });
        let mut fresh: BTreeSet<&str> = pending.iter().map(|document| document.entry.name.as_str()).collect();
        fresh.extend(self.kept.iter().filter(moved).map(|entry| entry.name.as_str()));
        let touched = |name: &str| {
            let plan = places.get(name).and_then(|place| place.plan.as_ref());
            fresh.contains(name)
                || plan.is_some_and(|plan| plan.documents.iter().any(|other| fresh.contains(other.as_str())))
        };
        let again: HashSet<String> =
            self.kept.iter().filter(|entry| touched(&entry.name)).map(|entry| entry.name.clone()).collect();
        let mut reads = Vec::new();
        for entry in std::mem::take(&mut self.kept) {
            let found = || self.files.get(&entry.name).cloned().or_else(|| files::again(&entry.path));
            match if again.contains(&entry.name) { found() } else { None } {
                Some(found) => reads.push((found, entry)),
                None => self.kept.push(entry),
            }
        }
        let taken: HashSet<&str> = reads.iter().map(|(_, entry)| entry.name.as_str()).collect();
        self.report.kept.retain(|kept| !taken.contains(kept.as_str()));
        reads
    }

    /// Whether enough could be read to go on.
    pub(crate) fn judge(&self, options: &BuildOptions) -> Result<(), Error> {
        self.is_strictly_read(options)?;
        if self.report.read.is_empty() && self.kept.is_empty() {
            return Err(Error::NothingRead { failures: self.report.failures.clone() });
        }
        Ok(())
    }

    /// Whether all could be read, now or the last time, where that is asked for.
    pub(crate) fn is_strictly_read(&self, options: &BuildOptions) -> Result<(), Error> {
        let failures = &self.report.failures;
        if options.strict && !failures.is_empty() {
            return Err(Error::Strict { failures: failures.clone() });
        }
        Ok(())
    }
}

impl Failed {
    /// A document that took more than it may. It is tried again each time: another machine, or another hour, may do.
    pub(crate) fn over(entry: &Entry, over: &Over) -> Self {
        Self { failure: over.failure(&entry.path), path: entry.path.clone(), size: entry.size, modified: 0 }
    }

    pub(crate) fn new(file: &Found, error: &ReadError) -> Self {
        let path = file.location().to_owned();
        let (size, modified) = size_and_change(&path);
        // What the system or another program was to blame for may be well the next time.
        let lasting = !matches!(
            error,
            ReadError::Io { .. }
                | ReadError::Unsupported { .. }
                | ReadError::Internal { .. }
                | ReadError::NoText { .. }
                | ReadError::Garbled { .. }
        );
        let modified = if lasting { modified } else { 0 };
        Self { failure: Failure::new(&file.path, error), path, size, modified }
    }

    /// Whether the file is the one that could not be read.
    fn is_still(&self, file: &Found) -> bool {
        let path = file.location();
        self.modified > 0 && self.path == path && size_and_change(path) == (self.size, self.modified)
    }
}

/// The size of a file and when it was last changed; zeros for a member of an archive.
fn size_and_change(path: &Path) -> (u64, u64) {
    let Ok(found) = fs::metadata(path) else { return (0, 0) };
    let modified = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (found.len(), modified.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(0)))
}

/// A name for each file: the file name, with as many folders before it as it takes to tell two files apart, and a
/// number behind it where two paths read alike (one of them is not UTF-8).
fn unique_names(paths: &[&str]) -> Vec<String> {
    let steps: Vec<Vec<&str>> =
        paths.iter().map(|path| path.split('/').filter(|part| !part.is_empty()).collect()).collect();
    let mut names: Vec<Option<String>> = vec![None; paths.len()];
    let deepest = steps.iter().map(Vec::len).max().unwrap_or(0);
    for depth in 1..=deepest.max(1) {
        let at_depth: Vec<String> =
            steps.iter().map(|parts| parts[parts.len().saturating_sub(depth)..].join("/")).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &at_depth {
            *counts.entry(name).or_default() += 1;
        }
        for (name, found) in names.iter_mut().zip(&at_depth) {
            if name.is_none() && (counts[found.as_str()] == 1 || depth >= deepest) {
                *name = Some(found.clone());
            }
        }
        if names.iter().all(Option::is_some) {
            break;
        }
    }
    let mut taken = BTreeSet::new();
    let mut free = |name: String| {
        let spellings = std::iter::once(name.clone()).chain((2..).map(|number| numbered(&name, number)));
        spellings.into_iter().find(|spelling| taken.insert(spelling.clone())).unwrap_or(name)
    };
    names.into_iter().map(|name| free(name.unwrap_or_default())).collect()
}

/// A name with a number behind its stem.
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}~{number}.{ending}"),
        None => format!("{name}~{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folders() {
        assert_eq!(
            unique_names(&["a/x/plan.txt", "a/y/plan.txt", "a/y/other.txt"]),
            ["x/plan.txt", "y/plan.txt", "other.txt"]
        );
        assert_eq!(unique_names(&["a/plan.txt", "a/plan.txt"]), ["a/plan.txt", "a/plan~2.txt"]);
    }
}
