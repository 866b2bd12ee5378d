use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;
use zhengtu_model::Report;

/// Who changes what, when and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who.
    pub who: String,
    /// When, in seconds since 1970.
    pub at: u64,
    /// What is changed, by which the changes of one thing are told: `task:`, `document:`, `finding:`, `file:` or the like and
    /// an id.
    pub subject: String,
    /// The same in words.
    pub about: String,
    /// The document; empty where there is none.
    #[serde(default)]
    pub doc: String,
    /// What it was, in words.
    #[serde(default)]
    pub before: String,
    /// What it became, in words.
    #[serde(default)]
    pub after: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A change, as the journal has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Its number, from 1.
    pub number: u64,
    /// Who changed what, when and why.
    #[serde(flatten)]
    pub note: Note,
    /// What was done.
    pub deed: Deed,
}

/// A passage of an item that is read otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The passage as printed; with `added` the words behind which something is added.
    pub printed: String,
    /// What is read in its place, or is added.
    pub says: String,
    /// Whether something is added, for the text has no such passage.
    #[serde(default)]
    pub added: bool,
}

/// What was done, with what it takes to take it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Deed {
    /// An entry of the corrections file.
    Correction {
        /// The file.
        file: PathBuf,
        /// The entry as it was written.
        entry: String,
        /// The entry in whose place it came; empty where there was none.
        #[serde(default)]
        replaced: String,
        /// The passages of an item that are read otherwise, by what they say.
        #[serde(default)]
        passages: BTreeMap<String, Passage>,
    },
    /// A finding that is settled: an entry of the settings of the checks.
    Exception {
        /// The file.
        file: PathBuf,
        /// The entry as it was written.
        entry: String,
    },
    /// Reports of progress.
    Reports {
        /// The reports.
        reports: Vec<Report>,
    },
    /// A file that was put in.
    Added {
        /// The file.
        path: PathBuf,
        /// SHA-256 of its content, in hexadecimal.
        sha256: String,
    },
    /// A file that took the place of another.
    Replaced {
        /// The file.
        path: PathBuf,
        /// SHA-256 of its content, in hexadecimal.
        sha256: String,
        /// The same of what it was before.
        before: String,
    },
    /// A comment on a passage; what it says stands in the note.
    Comment {
        /// The passage, white space apart.
        passage: String,
        /// Its first character in the text as it was read, which tells passages of the same words apart.
        start: usize,
    },
    /// Another change was taken back.
    TakenBack {
        /// Its number.
        of: u64,
    },
}

impl Deed {
    /// The kind, as addresses and the words of pages name it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Correction { .. } => "correction",
            Self::Exception { .. } => "exception",
            Self::Reports { .. } => "reports",
            Self::Added { .. } => "added",
            Self::Replaced { .. } => "replaced",
            Self::Comment { .. } => "comment",
            Self::TakenBack { .. } => "taken-back",
        }
    }
}
