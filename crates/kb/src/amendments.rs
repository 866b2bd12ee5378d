//! What people say about the documents: the corrections files, and which files are a plan.

use crate::manifest::Manifest;
use crate::plans::NamedPlan;
use crate::previous::Previous;
use crate::{BuildOptions, Error};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use zhengtu_corrections::FILE_NAME;
use zhengtu_lexicon::{Lexicon, WordFiles};
use zhengtu_model::{Correction, CorrectionChange};

/// What holds for a build.
#[derive(Clone, Debug)]
pub(crate) struct Amendments {
    /// The entries of all corrections files.
    pub(crate) corrections: Vec<Correction>,
    /// The corrections file that the user named, in this build or an earlier one.
    pub(crate) file: Option<PathBuf>,
    /// The plans whose files the user named, in this build or an earlier one.
    pub(crate) plans: Vec<NamedPlan>,
    /// The user's files of words.
    pub(crate) words: WordFiles,
    /// All words: those built in, and the user's.
    pub(crate) lexicon: Lexicon,
}

impl Amendments {
    /// Reads the corrections file that the user named, else those beside the documents.
    pub(crate) fn load(paths: &[PathBuf], options: &BuildOptions, previous: &Previous) -> Result<Self, Error> {
        let manifest = previous.manifest().filter(|_| !options.force);
        let file =
            options.corrections.clone().or_else(|| manifest.and_then(|manifest| manifest.corrections_file.clone()));
        let files = file.as_ref().map_or_else(|| beside(paths), |file| vec![file.clone()]);
        let mut corrections = Vec::new();
        for file in &files {
            corrections.append(&mut read(file)?);
        }
        if let Some(manifest) = manifest.filter(|_| options.add) {
            let others = manifest.corrections.iter().filter(|known| files.iter().all(|file| label(file) != known.file));
            corrections.extend(others.cloned());
        }
        let mut plans = options.plans.clone();
        let earlier = manifest.into_iter().flat_map(|manifest| &manifest.plans);
        let renamed = |plan: &&NamedPlan| plans.iter().all(|new| new.name != plan.name);
        let kept: Vec<NamedPlan> = earlier.filter(renamed).cloned().collect();
        plans.extend(kept);
        let words = options.words.as_deref().map(WordFiles::read).transpose().map_err(Error::Words)?;
        let words = words.unwrap_or_else(|| previous.words());
        let lexicon = with(&words)?;
        Ok(Self { corrections, file, plans, words, lexicon })
    }

    /// Those of the last build.
    pub(crate) fn kept(manifest: &Manifest) -> Result<Self, Error> {
        let Manifest { corrections, corrections_file, plans, words, .. } = manifest.clone();
        Ok(Self { corrections, file: corrections_file, plans, lexicon: with(&words)?, words })
    }

    /// None, where nothing was built yet.
    pub(crate) fn none() -> Self {
        let lexicon = Lexicon::built_in();
        Self { corrections: Vec::new(), file: None, plans: Vec::new(), words: WordFiles::default(), lexicon }
    }

    /// The corrections that hold for a document.
    pub(crate) fn of(&self, doc: &str) -> Vec<Correction> {
        self.corrections.iter().filter(|correction| correction.holds_for(doc)).cloned().collect()
    }

    /// A hash of what changes how a document is read, wherever it stands in its file.
    pub(crate) fn key(&self, doc: &str) -> String {
        let all = self.of(doc).into_iter().map(|correction| Correction { line: 0, ..correction });
        let all: Vec<Correction> =
            all.filter(|correction| !matches!(correction.change, CorrectionChange::Annex { .. })).collect();
        if all.is_empty() {
            return String::new();
        }
        let json = serde_json::to_vec(&all).unwrap_or_default();
        Sha256::digest(json).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The built-in words with those of a user.
pub(crate) fn with(words: &WordFiles) -> Result<Lexicon, Error> {
    Lexicon::built_in().with_files(words.clone()).map_err(Error::Words)
}

/// The corrections files in the folders given, and beside the files given.
fn beside(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(Path::new("")) };
        let file = folder.join(FILE_NAME);
        if file.is_file() && !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

fn read(file: &Path) -> Result<Vec<Correction>, Error> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::NoCorrections { file: file.to_owned() });
        }
        Err(error) => return Err(Error::io("读取", file)(error)),
    };
    zhengtu_corrections::parse(&label(file), &text).map_err(Error::Corrections)
}

/// The name under which messages and records speak of a file.
fn label(file: &Path) -> String {
    file.to_string_lossy().replace('\\', "/")
}
