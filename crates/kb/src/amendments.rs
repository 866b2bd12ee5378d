//! What people say about the documents: the corrections files, and which files are a plan.

use crate::manifest::Manifest;
use crate::plans::NamedPlan;
use crate::previous::Previous;
use crate::{BuildOptions, Error};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use zhengtu_corrections::FILE_NAME;
use zhengtu_model::{Correction, CorrectionChange};

/// What holds for a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct Amendments {
    /// The entries of all corrections files.
    pub(crate) corrections: Vec<Correction>,
    /// The corrections file that the user named, in this build or an earlier one.
    pub(crate) file: Option<PathBuf>,
    /// The plans whose files the user named, in this build or an earlier one.
    pub(crate) plans: Vec<NamedPlan>,
    /// The user's thesaurus of bodies in Turtle; empty where there is none.
    pub(crate) bodies: String,
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
        let bodies = options.bodies.as_deref().map_or_else(|| previous.bodies(), str::trim).to_owned();
        Ok(Self { corrections, file, plans, bodies })
    }

    /// Those of the last build.
    pub(crate) fn kept(manifest: &Manifest) -> Self {
        let Manifest { corrections, corrections_file, plans, bodies, .. } = manifest.clone();
        Self { corrections, file: corrections_file, plans, bodies }
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
