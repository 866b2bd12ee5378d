//! Which documents have words in their tasks, found once for words that a question asks for again and again.

use super::DocumentEntry;
use aho_corasick::AhoCorasick;
use foldhash::{HashMap, HashMapExt};
use std::sync::{Arc, Mutex, PoisonError};

/// So many words are kept: more than any question asks for.
const KEPT: usize = 512;

/// The documents that have words, by words that were looked for.
#[derive(Debug)]
pub(super) struct Sought(Mutex<HashMap<String, Arc<[u32]>>>);

impl Default for Sought {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl Clone for Sought {
    /// What was found is found again.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Sought {
    /// The documents in which the folded words stand, by their places, in order.
    pub(super) fn all(&self, folded: &str, documents: &[DocumentEntry]) -> Arc<[u32]> {
        if let Some(known) = self.known(folded) {
            return known;
        }
        let found: Arc<[u32]> = self.within(folded, documents).collect();
        self.keep(folded, &found);
        found
    }

    /// Whether they stand in any.
    pub(super) fn any(&self, folded: &str, documents: &[DocumentEntry]) -> bool {
        if let Some(known) = self.known(folded) {
            return !known.is_empty();
        }
        let found = self.within(folded, documents).next().is_some();
        if !found {
            self.keep(folded, &Arc::default());
        }
        found
    }

    fn known(&self, folded: &str) -> Option<Arc<[u32]>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(folded).map(Arc::clone)
    }

    fn keep(&self, folded: &str, found: &Arc<[u32]>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(folded.to_owned(), Arc::clone(found));
    }

    /// Those among the documents that have a part of the words, where such are known.
    fn within<'d>(&self, folded: &str, documents: &'d [DocumentEntry]) -> impl Iterator<Item = u32> + 'd {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_parts = known.iter().filter(|(part, _)| folded.contains(part.as_str())).map(|(_, found)| found);
        let among = of_parts.min_by_key(|found| found.len()).map(Arc::clone);
        let searched = AhoCorasick::new([folded]);
        let count = among.as_ref().map_or(documents.len(), |among| among.len());
        (0..count).filter_map(move |at| {
            let at = among.as_ref().map_or(at as u32, |among| among[at]);
            let words = documents[at as usize].words.as_bytes();
            searched.as_ref().is_ok_and(|searched| searched.is_match(words)).then_some(at)
        })
    }
}
