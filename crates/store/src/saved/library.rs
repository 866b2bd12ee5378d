use super::SavedQuery;
use crate::StoreError;
use std::collections::{BTreeMap, BTreeSet};
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

    /// The query whose title and description have most in common with a question; `None` where none has
    /// anything that not most of them have.
    pub fn nearest(&self, question: &str) -> Option<SavedQuery> {
        let asked = pieces(question);
        let known: Vec<(SavedQuery, BTreeSet<String>)> = self
            .all()
            .ok()?
            .into_iter()
            .map(|query| {
                let said = [&query.title, &query.description].map(|label| format!("{} {}", label.zh, label.en));
                let pieces = pieces(&said.join(" "));
                (query, pieces)
            })
            .collect();
        let rarity = |piece: &String| {
            let count = known.iter().filter(|(_, pieces)| pieces.contains(piece)).count();
            if count == 0 { 0.0 } else { (known.len() as f64 / count as f64).ln() }
        };
        let score = |pieces: &BTreeSet<String>| asked.intersection(pieces).map(&rarity).sum::<f64>();
        let scores: Vec<f64> = known.iter().map(|(_, pieces)| score(pieces)).collect();
        let best = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
        (scores[best] > 1.0).then(|| known[best].0.clone())
    }

    /// Names that share a word with `name`.
    fn near(&self, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| word.len() > 2).collect();
        let shares = |known: &&str| known.split('-').any(|word| words.contains(&word));
        self.names().filter(shares).take(6).map(str::to_owned).collect()
    }
}

/// What texts are compared by: pairs of Chinese characters, and words of other scripts.
fn pieces(text: &str) -> BTreeSet<String> {
    let folded = text.to_lowercase();
    let runs = folded.split(|char: char| !char.is_alphanumeric()).filter(|run| !run.is_empty());
    let mut pieces = BTreeSet::new();
    for run in runs {
        if run.is_ascii() {
            // A plural is the same word.
            pieces.insert(run.trim_end_matches('s').to_owned());
            continue;
        }
        let chars: Vec<char> = run.chars().collect();
        pieces.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_query_shares_what_is_rare() {
        let nearest = |question: &str| Library::built_in().nearest(question).map(|query| query.name);
        assert_eq!(nearest("各单位的任务数分别是多少").as_deref(), Some("workload"));
        assert_eq!(nearest("哪些文件被引用过").as_deref(), Some("documents-cited"));
        assert_eq!(nearest("which cited documents are there").as_deref(), Some("documents-cited"));
        assert_eq!(nearest("天气"), None);
    }
}
