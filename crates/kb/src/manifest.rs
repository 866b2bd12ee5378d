//! What a generation holds.

use crate::digests::{self, Digests};
use crate::layout::{MANIFEST, Pointer};
use crate::plans::{Card, NamedPlan};
use crate::slices::Slices;
use crate::{Error, Failure, layout};
use oxrdf::NamedNode;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use zhengtu_lexicon::WordFiles;
use zhengtu_model::{Correction, Membership};
use zhengtu_rdf::Base;
use zhengtu_search::Part;

/// The version of the files of a knowledge base. A reader opens no other.
pub const FORMAT: u32 = 13;

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
    /// The segments, the earliest first.
    pub(crate) segments: Vec<Held>,
    /// What has changed of the files of documents since their segments were written.
    #[serde(default)]
    pub(crate) touched: BTreeMap<String, Touched>,
    /// A hash of what the graph beside the documents was made of.
    #[serde(default)]
    pub(crate) beside: String,
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

/// A segment of a generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Held {
    /// Its folder.
    pub(crate) name: String,
    /// How many bytes the records of its documents have that count.
    pub(crate) weight: u64,
    /// How many of its documents count.
    pub(crate) documents: usize,
    /// The documents that do not: they are gone, or another segment has them.
    #[serde(default)]
    pub(crate) without: BTreeSet<String>,
    /// The plans whose links with higher ones lie in it, and count.
    #[serde(default)]
    pub(crate) levels: BTreeSet<String>,
    /// The plans whose links lie in it and do not count.
    #[serde(default)]
    pub(crate) without_levels: BTreeSet<String>,
}

impl Held {
    /// Its index, as one part of that of a generation.
    pub(crate) fn part(&self, generation: &Path) -> Part {
        Part { dir: generation.join(&self.name).join(layout::INDEX), without: self.without.clone(), ..Part::default() }
    }

    /// The names of its graphs that do not count.
    pub(crate) fn dead_graphs(&self, base: &Base) -> Vec<NamedNode> {
        let documents = self.without.iter().map(|doc| base.graph(doc));
        let levels = self.without_levels.iter().map(|doc| base.levels_graph(doc));
        documents.chain(levels).map(NamedNode::new_unchecked).collect()
    }
}

/// The file of a document whose content is unchanged, as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Touched {
    #[serde(with = "crate::system_path")]
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    pub(crate) modified: u64,
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
    /// The number of its segment among those of the generation.
    #[serde(skip)]
    pub(crate) segment: usize,
    /// Where its records lie in the segment: beside the entries, as it is read of all documents.
    #[serde(skip)]
    pub(crate) slices: Slices,
    /// How much it holds.
    pub(crate) counts: Counts,
    /// A hash of what its bodies are called in the index, where that is otherwise than as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) called: String,
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

/// How much there is of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The parts that are there.
    pub parts: usize,
    /// The tasks.
    pub tasks: usize,
    /// The targets.
    pub targets: usize,
    /// The passages that may have been missed.
    pub overlooked: usize,
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            parts: sum.parts + one.parts,
            tasks: sum.tasks + one.tasks,
            targets: sum.targets + one.targets,
            overlooked: sum.overlooked + one.overlooked,
        })
    }
}

impl Manifest {
    /// The names of all segments.
    pub(crate) fn segment_names(&self) -> BTreeSet<String> {
        self.segments.iter().map(|held| held.name.clone()).collect()
    }

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
        let manifest: Self = serde_json::from_slice(&json).map_err(|error| Error::damaged(&path, error))?;
        let listed = |held: &Held| manifest.files.knows(&format!("{}/{}", held.name, layout::DOCUMENTS));
        match manifest.segments.iter().all(listed) {
            true => Ok(manifest),
            false => Err(Error::damaged(&path, "缺少文件的摘要")),
        }
    }
}
