use super::SavedQuery;
use crate::StoreError;
use std::collections::BTreeMap;
use std::path::Path;

/// The saved queries of `queries/`, embedded when the program is built.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/queries.rs"));

/// Saved queries by name: the built-in ones and those of the user's own folder.
#[derive(Clone, Debug)]
pub struct Library {
    texts: BTreeMap<String, String>,
}

impl Default for Library {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Library {
    /// The built-in queries.
    pub fn built_in() -> Self {
        let texts = BUILT_IN.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Self { texts }
    }

    /// Adds the `.rq` files of a folder, called by their names without the extension. A file takes
    /// the place of a built-in query of its name.
    ///
    /// # Errors
    /// [`StoreError::Io`] where the folder or a file cannot be read.
    pub fn add_folder(&mut self, folder: &Path) -> Result<(), StoreError> {
        let fault = |source| StoreError::Io { path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_some_and(|extension| extension == "rq") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(&path).map_err(|source| StoreError::Io { path, source })?;
                self.texts.insert(name, text);
            }
        }
        Ok(())
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The query of this name.
    ///
    /// # Errors
    /// [`StoreError::UnknownQuery`], or as [`SavedQuery::parse`].
    pub fn get(&self, name: &str) -> Result<SavedQuery, StoreError> {
        match self.texts.get(name) {
            Some(text) => SavedQuery::parse(name, text),
            None => Err(StoreError::UnknownQuery { name: name.to_owned(), near: self.near(name) }),
        }
    }

    /// All queries, by name.
    ///
    /// # Errors
    /// As [`SavedQuery::parse`], for the first that cannot be read.
    pub fn all(&self) -> Result<Vec<SavedQuery>, StoreError> {
        self.texts.iter().map(|(name, text)| SavedQuery::parse(name, text)).collect()
    }

    /// Names that share a word with `name`.
    fn near(&self, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| word.len() > 2).collect();
        let shares = |known: &&str| known.split('-').any(|word| words.contains(&word));
        self.names().filter(shares).take(6).map(str::to_owned).collect()
    }
}
