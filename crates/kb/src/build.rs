//! Building and refreshing a knowledge base.

use crate::amendments::Amendments;
use crate::generation::{Contents, Intake};
use crate::limits::Watch;
use crate::manifest::{Import, Manifest};
use crate::plans::NamedPlan;
use crate::previous::Previous;
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
    /// A file was read.
    fn read(&self, _name: &str) {}
    /// Graph and index are being written.
    fn writing(&self) {}
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
    let _lock = layout::lock(dir, || progress.waiting())?;
    let previous = Previous::open(dir);
    let base = options.base.clone().or_else(|| previous.base()).unwrap_or_default();
    let amendments = Amendments::load(&paths, options, &previous)?;
    let mut work = Work::make(files, &previous, options, &amendments);
    work.report.imports = imports::kept(&layout::taken_in(dir))?;
    progress.start(work.to_read());
    let watch = Watch::new(options.limits);
    let drafts = work.read(options, &amendments, &watch, progress);
    let read = work.extract(drafts, &amendments, &base, &watch);
    let unchanged = read.is_empty() && work.changes_nothing(&previous, &amendments);
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
        return Ok(work.report);
    }
    work.judge(read.len(), options)?;
    progress.writing();
    let contents = Contents {
        kept: &work.kept,
        read: &read,
        failed: &work.failed,
        amendments: &amendments,
        intake: Intake::Nothing,
        trust: options.force,
        anew,
        compact: options.compact,
    };
    let written = generation::publish(dir, &contents, &previous, &base);
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
