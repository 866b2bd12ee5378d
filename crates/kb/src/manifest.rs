//! What a generation holds.

use crate::digests::{self, Digests};
use crate::layout::{MANIFEST, Pointer};
use crate::plans::{Card, NamedPlan};
use crate::{Error, Failure, layout};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use zhengtu_lexicon::WordFiles;
use zhengtu_model::{Correction, Membership};

/// The version of the files of a knowledge base. A reader opens no other.
pub const FORMAT: u32 = 5;

/// The version of all that turns bytes into records: what was read by another is read again.
pub(crate) const ENGINE: &str = env!("ZHENGTU_ENGINE");

/// What a generation holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) program: String,
    pub(crate) engine: String,
    /// The base of the IRIs.
    pub(crate) base: String,
    /// The user's files of words.
    #[serde(default, skip_serializing_if = "WordFiles::is_empty")]
    pub(crate) words: WordFiles,
    pub(crate) documents: Vec<Entry>,
    /// The graphs that were imported.
    pub(crate) imports: Vec<Import>,
    /// The files that could not be read.
    #[serde(default)]
    pub(crate) failed: Vec<Failed>,
    /// The entries of the corrections files.
    #[serde(default)]
    pub(crate) corrections: Vec<Correction>,
    /// The corrections file that the user named.
    #[serde(default)]
    pub(crate) corrections_file: Option<PathBuf>,
    /// The plans whose files the user named.
    #[serde(default)]
    pub(crate) plans: Vec<NamedPlan>,
    /// All other files of the generation.
    pub(crate) files: Digests,
}

/// A file that could not be read, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failed {
    pub(crate) failure: Failure,
    /// The file, as the system names it.
    #[serde(with = "crate::system_path")]
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    /// As in [`Entry::modified`]; 0 where it is to be tried again each time.
    pub(crate) modified: u64,
}

/// A graph that was imported from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The name of the file, without its folder.
    pub name: String,
    /// How many statements it holds.
    pub quads: usize,
    /// SHA-256 of the statements as kept, in hexadecimal.
    pub sha256: String,
}

/// A document of the knowledge base.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The name, unique in the knowledge base: the file name, with folders before it where two files
    /// share one.
    pub name: String,
    /// The file it was read from, as the system names it.
    #[serde(with = "crate::system_path")]
    pub path: PathBuf,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The size of the file in bytes.
    pub size: u64,
    /// When the file was last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: u64,
    /// The folder of its records within the generation.
    pub(crate) folder: String,
    /// What the reader could not read or left out.
    pub notices: Vec<String>,
    /// The plan it belongs to, where that lies in several files.
    #[serde(default)]
    pub plan: Option<Membership>,
    /// The number of the part it starts with, where the plan and not the file tells.
    #[serde(default)]
    pub(crate) part: u32,
    /// What of it tells to which plan it belongs.
    #[serde(default)]
    pub(crate) card: Card,
    /// A hash of the corrections that hold for it.
    #[serde(default)]
    pub(crate) amended: String,
}

impl Manifest {
    /// Writes the manifest; its digest stands in what names the current generation.
    pub(crate) fn write(&self, generation: &Path) -> Result<String, Error> {
        let path = generation.join(MANIFEST);
        let json = serde_json::to_vec_pretty(self).map_err(|error| Error::damaged(&path, error))?;
        layout::replace(&path, &json)?;
        Ok(digests::hex(&json))
    }

    pub(crate) fn read(dir: &Path, pointer: &Pointer) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let path = pointer.generation.join(MANIFEST);
        let json = std::fs::read(&path).map_err(|error| Error::unreadable(&path, error))?;
        let Version { format } = serde_json::from_slice(&json).map_err(|error| Error::damaged(&path, error))?;
        if format != FORMAT {
            return Err(Error::Version { dir: dir.to_owned(), found: format, expected: FORMAT });
        }
        if digests::hex(&json) != pointer.digest {
            return Err(Error::damaged(&path, "内容与写入时不同"));
        }
        serde_json::from_slice(&json).map_err(|error| Error::damaged(&path, error))
    }
}
