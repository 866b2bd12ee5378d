//! Building and refreshing a knowledge base.

use crate::manifest::Import;
use crate::manifest::{ENGINE, Manifest};
use crate::{Entry, Error, FORMAT, files, graph, imports, layout, records, reports};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use zhengtu_check::{Document, Examination, examine};
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::Base;
use zhengtu_reader::{Found, Options, ReadError};

/// How to build.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Replace bytes that cannot be decoded instead of refusing the file.
    pub lossy: bool,
    /// Fail when any file could not be read.
    pub strict: bool,
    /// Keep the documents that are there besides those of the paths.
    pub add: bool,
    /// Read every file again.
    pub force: bool,
    /// The base of the IRIs; `None` keeps the one there is, or takes the usual one.
    pub base: Option<Base>,
    /// A user's thesaurus of bodies in Turtle, beside the built-in one; `None` keeps the one there is,
    /// an empty one drops it.
    pub bodies: Option<String>,
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// The documents read, by name.
    pub read: Vec<String>,
    /// The documents whose content was unchanged.
    pub kept: Vec<String>,
    /// The documents that are no longer there.
    pub removed: Vec<String>,
    /// The files that could not be read.
    pub failures: Vec<Failure>,
    /// The imported graphs, which a build keeps.
    pub imports: Vec<Import>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why not, and what to do.
    pub reason: String,
}

/// Is told how a build goes on.
pub trait Progress: Sync {
    /// Another program builds; this one waits.
    fn waiting(&self) {}
    /// So many files will be read.
    fn start(&self, _files: usize) {}
    /// A file was read.
    fn read(&self, _name: &str) {}
    /// Graph and index are being written.
    fn writing(&self) {}
    /// The build is over.
    fn finish(&self) {}
}

/// No progress is shown.
impl Progress for () {}

/// Adds a user's thesaurus of bodies to the built-in one, before anything is read with it.
pub(crate) fn extend_thesaurus(bodies: &str) -> Result<(), Error> {
    zhengtu_lexicon::bodies::extend(bodies).map_err(|error| Error::Bodies(error.to_string()))
}

/// Creates the knowledge base in `dir`, or refreshes it, so that it holds the documents of `paths`.
///
/// # Errors
/// See [`Error`]. The knowledge base stays as it was.
pub fn build(
    dir: &Path,
    paths: &[PathBuf],
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<BuildReport, Error> {
    let (files, skipped) = files::collect(paths)?;
    let _lock = layout::lock(dir, || progress.waiting())?;
    let previous = Previous::open(dir);
    let base = options.base.clone().or_else(|| previous.base()).unwrap_or_default();
    let bodies = options.bodies.as_deref().map_or_else(|| previous.bodies(), str::trim).to_owned();
    extend_thesaurus(&bodies)?;
    let mut plan = Plan::make(&files, &previous, options);
    plan.report.failures.extend(skipped);
    plan.report.imports = imports::kept(dir)?;
    if plan.changes_nothing(&previous, &reports::digest(dir)?) && previous.has_current_index() {
        return Ok(plan.report);
    }
    progress.start(plan.reads.len());
    let read = plan.read_all(&base, options, progress);
    plan.judge(read.len(), options)?;
    progress.writing();
    let written = publish(dir, &Contents { kept: &plan.kept, read: &read, bodies: &bodies }, &previous, &base);
    progress.finish();
    written?;
    Ok(plan.report)
}

/// What a generation is made of besides what was imported.
struct Contents<'a> {
    kept: &'a [Entry],
    read: &'a [ReadDocument],
    /// The user's thesaurus of bodies.
    bodies: &'a str,
}

/// Writes a new generation of the documents there are, for what was imported or removed.
pub(crate) fn republish(dir: &Path, base: Option<Base>) -> Result<Base, Error> {
    let previous = match layout::current(dir) {
        Ok(generation) => {
            let manifest = Manifest::read(dir, &generation)?;
            Previous { generation: Some((generation, manifest)) }
        }
        Err(Error::Missing { .. }) => Previous { generation: None },
        Err(error) => return Err(error),
    };
    let base = previous.base().or(base).unwrap_or_default();
    let contents = Contents { kept: previous.documents(), read: &[], bodies: previous.bodies() };
    publish(dir, &contents, &previous, &base)?;
    Ok(base)
}

/// Writes the full-text index anew where it was written with another tokenizer or dictionary, in a new
/// generation of the same documents.
///
/// # Errors
/// See [`Error`]. The knowledge base stays as it was.
pub fn refresh_index(dir: &Path) -> Result<(), Error> {
    let _lock = layout::lock(dir, || {})?;
    if Previous::open(dir).has_current_index() {
        // Another program did it meanwhile.
        return Ok(());
    }
    republish(dir, None).map(|_| ())
}

/// Writes a generation and makes it the current one.
fn publish(dir: &Path, contents: &Contents<'_>, previous: &Previous, base: &Base) -> Result<(), Error> {
    let generation = layout::next(dir)?;
    if let Err(error) = write_generation(dir, &generation, contents, previous, base) {
        layout::discard(&generation);
        return Err(error);
    }
    layout::publish(dir, &generation)
}

/// The state before the build, as far as it can be used again.
struct Previous {
    generation: Option<(PathBuf, Manifest)>,
}

impl Previous {
    fn open(dir: &Path) -> Self {
        let open = || {
            let generation = layout::current(dir).ok()?;
            let manifest = Manifest::read(dir, &generation).ok()?;
            Some((generation, manifest))
        };
        Self { generation: open() }
    }

    fn documents(&self) -> &[Entry] {
        self.generation.as_ref().map_or(&[], |(_, manifest)| &manifest.documents)
    }

    fn base(&self) -> Option<Base> {
        Base::new(&self.generation.as_ref()?.1.base).ok()
    }

    /// The user's thesaurus of bodies; empty where there is none.
    fn bodies(&self) -> &str {
        self.generation.as_ref().map_or("", |(_, manifest)| manifest.bodies.as_str())
    }

    fn has_current_index(&self) -> bool {
        self.generation
            .as_ref()
            .is_some_and(|(generation, _)| zhengtu_search::Index::is_current(&layout::index(generation)))
    }

    /// Whether the records that are there were made by this version of the program.
    fn is_usable(&self, options: &BuildOptions) -> bool {
        let same_base = |manifest: &Manifest| options.base.as_ref().is_none_or(|base| base.as_str() == manifest.base);
        let same_bodies = options.bodies.as_deref().is_none_or(|bodies| bodies.trim() == self.bodies());
        !options.force
            && same_bodies
            && self.generation.as_ref().is_some_and(|(_, manifest)| manifest.engine == ENGINE && same_base(manifest))
    }
}

/// What is to be read and what is kept.
struct Plan {
    reads: Vec<(Found, Entry)>,
    kept: Vec<Entry>,
    report: BuildReport,
}

impl Plan {
    fn make(files: &[Found], previous: &Previous, options: &BuildOptions) -> Self {
        let mut plan = Self { reads: Vec::new(), kept: Vec::new(), report: BuildReport::default() };
        let names = unique_names(&files.iter().map(|found| found.path.as_str()).collect::<Vec<_>>());
        for (found, name) in files.iter().zip(&names) {
            let before = previous.documents().iter().find(|entry| entry.name == *name && previous.is_usable(options));
            if let Err(error) = plan.compare(found, name, before) {
                plan.report.failures.push(Failure { path: (&found.path).into(), reason: error.to_string() });
            }
        }
        let others = previous.documents().iter().filter(|entry| !names.contains(&entry.name));
        for entry in others {
            if options.add {
                plan.kept.push(entry.clone());
            } else {
                plan.report.removed.push(entry.name.clone());
            }
        }
        plan
    }

    /// Keeps what is known of a file whose content is unchanged, else plans to read it.
    fn compare(&mut self, file: &Found, name: &str, before: Option<&Entry>) -> Result<(), ReadError> {
        let path = PathBuf::from(&file.path);
        let (size, modified) = size_and_change(&path);
        let untouched = |entry: &&Entry| entry.size == size && entry.modified == modified && modified > 0;
        if let Some(entry) = before.filter(untouched) {
            self.keep(Entry { path, ..entry.clone() });
            return Ok(());
        }
        let sha256 = hex(&Sha256::digest(file.bytes()?));
        let (folder, notices) = (String::new(), Vec::new());
        let entry = Entry { name: name.to_owned(), path, sha256, size, modified, folder, notices };
        match before.filter(|before| before.sha256 == entry.sha256) {
            Some(before) => {
                self.keep(Entry { folder: before.folder.clone(), notices: before.notices.clone(), ..entry });
            }
            None => self.reads.push((file.clone(), entry)),
        }
        Ok(())
    }

    fn keep(&mut self, entry: Entry) {
        self.report.kept.push(entry.name.clone());
        self.kept.push(entry);
    }

    fn changes_nothing(&self, previous: &Previous, reports: &str) -> bool {
        self.reads.is_empty()
            && self.report.removed.is_empty()
            && !self.kept.is_empty()
            && self.report.failures.is_empty()
            && previous
                .generation
                .as_ref()
                .is_some_and(|(_, manifest)| manifest.imports == self.report.imports && manifest.reports == reports)
    }

    /// Reads the files, several at a time; the order of the results is that of the plan.
    fn read_all(&mut self, base: &Base, options: &BuildOptions, progress: &dyn Progress) -> Vec<ReadDocument> {
        let reads = std::mem::take(&mut self.reads);
        let results: Vec<Result<ReadDocument, Failure>> = reads
            .into_par_iter()
            .map(|(file, entry)| {
                let name = entry.name.clone();
                let result = read_document(&file, entry, base, options);
                progress.read(&name);
                result.map_err(|error| Failure { path: file.path.into(), reason: error.to_string() })
            })
            .collect();
        let mut documents = Vec::new();
        for result in results {
            match result {
                Ok(document) => {
                    self.report.read.push(document.entry.name.clone());
                    documents.push(document);
                }
                Err(failure) => self.report.failures.push(failure),
            }
        }
        documents
    }

    /// Whether enough could be read to go on.
    fn judge(&self, read: usize, options: &BuildOptions) -> Result<(), Error> {
        let failures = &self.report.failures;
        let line = |failure: &Failure| format!("{}：{}", failure.path.display(), failure.reason);
        let detail = failures.iter().map(line).collect::<Vec<_>>().join("\n  ");
        if options.strict && !failures.is_empty() {
            return Err(Error::Strict { count: failures.len(), detail });
        }
        if read == 0 && self.kept.is_empty() {
            let detail =
                if detail.is_empty() { "所给文件夹里没有可识别格式的文件".to_owned() } else { detail };
            return Err(Error::NothingRead { detail });
        }
        Ok(())
    }
}

/// A document just read.
struct ReadDocument {
    entry: Entry,
    facts: DocumentFacts,
    text: String,
}

fn read_document(
    file: &Found,
    mut entry: Entry,
    base: &Base,
    options: &BuildOptions,
) -> Result<ReadDocument, ReadError> {
    let mut source = file.read(&Options { lossy: options.lossy })?;
    source.name.clone_from(&entry.name);
    let outline = zhengtu_outline::parse(&source);
    let mut facts = zhengtu_extract::facts(&source, &outline);
    facts.info.sha256.clone_from(&entry.sha256);
    zhengtu_rdf::identify(&mut facts, base);
    entry.notices.clone_from(&source.notices);
    Ok(ReadDocument { entry, facts, text: source.text })
}

/// Writes all files of a generation.
fn write_generation(
    dir: &Path,
    generation: &Path,
    contents: &Contents<'_>,
    previous: &Previous,
    base: &Base,
) -> Result<(), Error> {
    let mut documents = BTreeMap::new();
    for document in contents.read {
        documents.insert(document.entry.name.clone(), Source::Read(document));
    }
    for entry in contents.kept {
        documents.insert(entry.name.clone(), Source::Kept(entry));
    }
    let mut entries = Vec::new();
    for (number, source) in (1..).zip(documents.values()) {
        entries.push(source.write(generation, &format!("{number:04}"), previous)?);
    }
    write_derived(dir, generation, &entries, contents.read, previous, base)?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: engine(contents, previous),
        base: base.as_str().to_owned(),
        bodies: contents.bodies.to_owned(),
        documents: entries,
        imports: imports::kept(dir)?,
        reports: reports::digest(dir)?,
    };
    manifest.write(generation)
}

/// The version by which the documents were read: where none was read just now, that of before.
fn engine(contents: &Contents<'_>, previous: &Previous) -> String {
    match &previous.generation {
        Some((_, manifest)) if contents.read.is_empty() && !contents.kept.is_empty() => manifest.engine.clone(),
        _ => ENGINE.to_owned(),
    }
}

/// Writes what is made of the records: what the checks find and the graph, with the index beside them.
fn write_derived(
    dir: &Path,
    generation: &Path,
    entries: &[Entry],
    read: &[ReadDocument],
    previous: &Previous,
    base: &Base,
) -> Result<(), Error> {
    let all: Vec<Whole<'_>> =
        entries.iter().map(|entry| Whole::of(generation, entry, read)).collect::<Result<_, _>>()?;
    let (graph, index) =
        rayon::join(|| write_graph(dir, generation, &all, base), || write_index(generation, &all, read, previous));
    graph?;
    index
}

/// A document of a generation, read just now or kept from before.
enum Whole<'a> {
    Read { folder: PathBuf, document: &'a ReadDocument },
    Kept { folder: PathBuf, facts: Box<DocumentFacts>, text: String },
}

impl<'a> Whole<'a> {
    fn of(generation: &Path, entry: &Entry, read: &'a [ReadDocument]) -> Result<Self, Error> {
        let folder = folder(generation, entry);
        if let Some(document) = read.iter().find(|document| document.entry.name == entry.name) {
            return Ok(Self::Read { folder, document });
        }
        let facts = Box::new(records::read(&folder)?);
        Ok(Self::Kept { facts, text: records::text(&folder)?, folder })
    }

    fn facts(&self) -> &DocumentFacts {
        match self {
            Self::Read { document, .. } => &document.facts,
            Self::Kept { facts, .. } => facts,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Read { document, .. } => &document.text,
            Self::Kept { text, .. } => text,
        }
    }

    /// What the checks find in it; found now, and put down, where the document was read just now.
    fn examined(&self) -> Result<Examination, Error> {
        match self {
            Self::Read { folder, document } => {
                let examined = examine(&Document { facts: &document.facts, text: &document.text });
                records::write_examination(folder, &examined)?;
                Ok(examined)
            }
            Self::Kept { folder, .. } => records::read_examination(folder),
        }
    }
}

fn write_graph(dir: &Path, generation: &Path, all: &[Whole<'_>], base: &Base) -> Result<(), Error> {
    let examined: Vec<Examination> = all.par_iter().map(Whole::examined).collect::<Result<_, _>>()?;
    let documents: Vec<graph::Document<'_>> = all
        .iter()
        .zip(&examined)
        .map(|(whole, examined)| graph::Document { facts: whole.facts(), text: whole.text(), examined })
        .collect();
    let facts: Vec<&DocumentFacts> = all.iter().map(Whole::facts).collect();
    let beside = graph::Beside { imports: imports::quads(dir)?, reports: reports::quads(dir, &facts, base)? };
    graph::write(&generation.join("graph"), &documents, beside, base)
}

/// Writes the index, or takes the one there is where the documents are the same.
fn write_index(generation: &Path, all: &[Whole<'_>], read: &[ReadDocument], previous: &Previous) -> Result<(), Error> {
    let to = layout::index(generation);
    if let Some((old, manifest)) = &previous.generation
        && read.is_empty()
        && previous.has_current_index()
        && manifest.documents.len() == all.len()
    {
        return copy_folder(&layout::index(old), &to);
    }
    let written = zhengtu_search::write(&to, all.iter().map(Whole::facts));
    written.map(|_| ()).map_err(|error| Error::Index(error.to_string()))
}

/// The folder of a document's records.
pub(crate) fn folder(generation: &Path, entry: &Entry) -> PathBuf {
    generation.join("docs").join(&entry.folder)
}

/// Where the records of a document come from.
enum Source<'a> {
    Read(&'a ReadDocument),
    Kept(&'a Entry),
}

impl Source<'_> {
    fn write(&self, generation: &Path, name: &str, previous: &Previous) -> Result<Entry, Error> {
        let entry = match self {
            Self::Read(document) => &document.entry,
            Self::Kept(entry) => entry,
        };
        let written = Entry { folder: name.to_owned(), ..entry.clone() };
        let to = folder(generation, &written);
        match (self, &previous.generation) {
            (Self::Read(document), _) => records::write(&to, &document.facts, &document.text)?,
            (Self::Kept(entry), Some((old, _))) => copy_folder(&folder(old, entry), &to)?,
            (Self::Kept(entry), None) => return Err(Error::damaged(&to, format!("{} 的旧记录不见了", entry.name))),
        }
        Ok(written)
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(Error::io("创建", to))?;
    for file in fs::read_dir(from).map_err(Error::io("读取", from))? {
        let file = file.map_err(Error::io("读取", from))?;
        let target = to.join(file.file_name());
        // A generation is never changed, so both may share the file; not every file system can.
        if fs::hard_link(file.path(), &target).is_err() {
            fs::copy(file.path(), &target).map_err(Error::io("写入", &target))?;
        }
    }
    Ok(())
}

/// The size of a file and when it was last changed; zeros for a member of an archive.
fn size_and_change(path: &Path) -> (u64, u64) {
    let Ok(found) = fs::metadata(path) else { return (0, 0) };
    let modified = found.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (found.len(), modified.map_or(0, |time| u64::try_from(time.as_nanos()).unwrap_or(0)))
}

/// A name for each file: the file name, with as many folders before it as it takes to tell two files
/// apart.
fn unique_names(paths: &[&str]) -> Vec<String> {
    let name = |path: &str, depth: usize| {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        parts[parts.len().saturating_sub(depth)..].join("/")
    };
    let alone =
        |path: &str, depth: usize| paths.iter().filter(|other| name(other, depth) == name(path, depth)).count() == 1;
    paths
        .iter()
        .map(|path| {
            let depth = (1..=path.matches('/').count() + 1).find(|&depth| alone(path, depth));
            name(path, depth.unwrap_or(usize::MAX))
        })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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
    }
}
