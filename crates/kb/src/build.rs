//! Building and refreshing a knowledge base.

use crate::amendments::Amendments;
use crate::contents::{Contents, Intake};
use crate::documents::{How, Room};
use crate::limits::Watch;
use crate::manifest::{Import, Manifest};
use crate::plans::NamedPlan;
use crate::previous::Previous;
use crate::spool::Spooled;
use crate::work::Work;
use crate::{Error, Limits, files, generation, imports, layout, tiers};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhengtu_rdf::Base;
use zhengtu_reader::{OcrChoice, ReadError};

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
    /// Make all segments one.
    pub compact: bool,
    /// The base of the IRIs; `None` keeps the one there is, or takes the usual one.
    pub base: Option<Base>,
    /// A folder of a user's words, laid over the built-in ones; `None` keeps those there are, an empty one
    /// drops them.
    pub words: Option<PathBuf>,
    /// The corrections file; `None` takes that of an earlier build, else `corrections.toml` beside the
    /// documents, where it is there.
    pub corrections: Option<PathBuf>,
    /// The plans whose files are known; the files are read besides those of the paths.
    pub plans: Vec<NamedPlan>,
    /// The LibreOffice program, where formats that are not read here may be converted by it.
    pub office: Option<PathBuf>,
    /// Which OCR program reads pages that are only pictures.
    pub ocr: OcrChoice,
    /// What a document may take.
    pub limits: Limits,
    /// How many MiB of memory the reading of many documents takes, about; `None` takes [`MEMORY`]. What is more is
    /// written before the rest is read.
    pub memory: Option<usize>,
}

/// How many MiB of memory a build takes where nothing is said.
pub const MEMORY: usize = 512;
/// How many MiB it takes however little it reads at once: words, dictionaries, what two pieces of the graph are laid out in.
const LEAST: usize = 160;
/// How many bytes of memory a byte of text takes while it is understood and written.
const TIMES: usize = 64;

impl BuildOptions {
    /// How many bytes of memory may be taken.
    fn bytes(&self) -> usize {
        self.memory.unwrap_or(MEMORY).saturating_mul(1 << 20)
    }

    /// How much text is understood at once. A document, or a plan in several files, is never divided.
    fn room(&self) -> Room {
        Room::new(self.bytes().saturating_sub(LEAST << 20) / TIMES)
    }
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
    /// The files that are no documents.
    pub passed_over: Vec<PathBuf>,
    /// The imported graphs, which a build keeps.
    pub imports: Vec<Import>,
    /// The documents whose records were damaged, and were made anew.
    pub mended: Vec<String>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why not, and what to do, in Chinese.
    pub reason: String,
    /// The same in English.
    pub english: String,
}

impl Failure {
    pub(crate) fn new(path: impl Into<PathBuf>, error: &ReadError) -> Self {
        Self { path: path.into(), reason: error.to_string(), english: error.english() }
    }
}

/// Is told how a build goes on.
pub trait Progress: Sync {
    /// Another program builds; this one waits.
    fn waiting(&self) {}
    /// So many files will be read.
    fn start(&self, _files: usize) {}
    /// A file was read and understood, or could not be.
    fn read(&self, _name: &str) {}
    /// Graph and index are being written.
    fn writing(&self) {}
    /// So many of the documents read are in the graph and in the index.
    fn written(&self, _documents: usize) {}
    /// The build is over.
    fn finish(&self) {}
}

/// No progress is shown.
impl Progress for () {}

/// Creates the knowledge base in `dir`, or refreshes it, so that it holds the documents of `paths` and of the
/// plans in `options`.
///
/// # Errors
/// See [`Error`]. The knowledge base stays as it was.
pub fn build(
    dir: &Path,
    paths: &[PathBuf],
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<BuildReport, Error> {
    let paths: Vec<PathBuf> = paths.iter().chain(options.plans.iter().flat_map(|plan| &plan.files)).cloned().collect();
    let files = files::collect(&paths)?;
    let lock = layout::lock(dir, || progress.waiting())?;
    let built = locked(dir, &paths, files, options, progress);
    if built.is_err() {
        lock.withdraw();
    }
    built
}

/// Builds where nobody else does.
fn locked(
    dir: &Path,
    paths: &[PathBuf],
    files: files::Files,
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<BuildReport, Error> {
    let previous = Previous::open(dir);
    let base = options.base.clone().or_else(|| previous.base()).unwrap_or_default();
    let amendments = Amendments::load(paths, options, &previous)?;
    let mut work = Work::make(files, &previous, options, &amendments);
    work.report.imports = imports::kept(&layout::taken_in(dir))?;
    progress.start(work.to_read());
    let (watch, room) = (Watch::new(options.limits), options.room());
    let how = How { options, amendments: &amendments, base: &base, watch: &watch, progress };
    let pending = work.read(how, &room);
    let mut batches = room.divide(pending, &work.kept);
    // Where all fits it is known before anything is written whether there is something to write.
    let mut read = match batches.len() {
        0 | 1 => work.extract(batches.pop().unwrap_or_default(), how),
        _ => Vec::new(),
    };
    let unchanged = batches.is_empty() && read.is_empty() && work.changes_nothing(&previous, &amendments);
    // What is derived from the records is looked at where there is nothing else to do, or little of it.
    let mut anew = BTreeSet::new();
    if unchanged || previous.is_small() {
        anew = previous.damaged();
    }
    anew.extend(previous.names(&work.damaged));
    if !previous.has_current_index() {
        anew = previous.manifest().map(Manifest::segment_names).unwrap_or_default();
    }
    let compacts =
        options.compact && previous.manifest().is_some_and(|manifest| !tiers::is_compact(&manifest.segments));
    if unchanged && anew.is_empty() && !compacts && previous.is_whole_beside_documents() {
        progress.finish();
        work.is_strictly_read(options)?;
        return Ok(work.report);
    }
    let written = generation::publish(dir, |generation| {
        let mut spooled = Vec::new();
        if let Some(last) = batches.pop() {
            for batch in batches {
                let read = work.extract(batch, how);
                spooled.push(Spooled::write(generation, spooled.len(), read, &previous, how)?);
            }
            read = work.extract(last, how);
        }
        work.judge(options)?;
        progress.writing();
        let contents = Contents {
            kept: &work.kept,
            read: &read,
            spooled: &spooled,
            failed: &work.failed,
            amendments: &amendments,
            intake: Intake::Nothing,
            trust: options.force,
            anew,
            compact: options.compact,
            most: options.bytes() as u64,
            progress,
        };
        generation::write(dir, generation, &contents, &previous, &base)
    });
    progress.finish();
    written?;
    Ok(work.report)
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
    generation::republish(dir, None, Intake::Nothing, Manifest::segment_names).map(|_| ())
}
