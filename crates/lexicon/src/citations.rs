//! Words that tell what a document is cited for (`data/citations.toml`).

use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_model::CitationUse;

#[derive(Debug, Deserialize)]
struct File {
    word: Vec<Group>,
}

#[derive(Debug, Deserialize)]
struct Group {
    #[serde(rename = "use")]
    usage: CitationUse,
    words: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/citations.toml")).expect("data/citations.toml is well formed: a test reads it")
});

/// What a document is cited for by the text of the clause before it: the last word that tells.
pub fn use_after(before: &str) -> CitationUse {
    let places = FILE.word.iter().flat_map(|group| {
        group
            .words
            .iter()
            .filter_map(|word| before.rfind(word.as_str()).map(|at| (at + word.len(), word.len(), group.usage)))
    });
    places.max_by_key(|&(end, len, _)| (end, len)).map_or(CitationUse::Mention, |(.., usage)| usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_cited_for_its_use() {
        for group in &FILE.word {
            for example in &group.example {
                let (before, _) = example.split_once('《').unwrap();
                assert_eq!(use_after(before), group.usage, "{example}");
            }
        }
        assert_eq!(use_after("现将"), CitationUse::Mention);
    }
}
