//! The files of a user's words.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The files of a folder of words, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordFiles(pub(crate) BTreeMap<String, String>);

/// The ending of files of bodies.
pub(crate) const TURTLE: &str = ".ttl";

impl WordFiles {
    /// Writes the files into a folder that is there, from which [`WordFiles::read`] reads them again.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        self.0.iter().try_for_each(|(name, text)| std::fs::write(folder.join(name), text))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A hash of names and texts; empty where there are no files.
    pub fn digest(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        let mut hash = Sha256::new();
        for (name, text) in &self.0 {
            for part in [name, text] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The files of bodies, by name.
    pub(crate) fn turtle(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(name, _)| name.ends_with(TURTLE)).map(|(name, text)| (name.as_str(), text.as_str()))
    }
}
