//! Words that tell what a document is cited for (`data/citations.toml`).

use crate::overlay::{Overlay, without};
use serde::Deserialize;
use zhengtu_model::CitationUse;

/// `data/citations.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    word: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(rename = "use")]
    usage: CitationUse,
    words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
}

impl Overlay for File {
    const NAME: &'static str = "citations.toml";
    const BUILT_IN: &'static str = include_str!("../data/citations.toml");

    /// Groups are added; a word of theirs leaves the group in which it stood.
    fn lay_over(&mut self, with: Self) {
        for group in with.word {
            self.word.iter_mut().for_each(|known| without(&mut known.words, &group.words));
            self.word.push(group);
        }
    }
}

/// The words that tell what a document is cited for.
#[derive(Debug)]
pub struct Citations {
    word: Vec<Group>,
}

impl Citations {
    pub(crate) fn new(file: File) -> Self {
        Self { word: file.word }
    }

    /// What a document is cited for by the text of the clause before it: the last word that tells.
    pub fn use_after(&self, before: &str) -> CitationUse {
        let places = self.word.iter().flat_map(|group| {
            let words = group.words.iter();
            words.filter_map(|word| before.rfind(word.as_str()).map(|at| (at + word.len(), word.len(), group.usage)))
        });
        places.max_by_key(|&(end, len, _)| (end, len)).map_or(CitationUse::Mention, |(.., usage)| usage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn every_example_is_cited_for_its_use() {
        let citations = lexicon().citations();
        for group in &citations.word {
            for example in &group.example {
                let (before, _) = example.split_once('《').unwrap();
                assert_eq!(citations.use_after(before), group.usage, "{example}");
            }
        }
        assert_eq!(citations.use_after("现将"), CitationUse::Mention);
    }
}
