//! Words that tell what a document is cited for (`data/citations.toml`).

use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_model::CitationUse;

#[derive(Debug, Deserialize)]
struct File {
    word: Vec<Group>,
    behind: Vec<Group>,
    between: Between,
    papers: Papers,
}

#[derive(Debug, Deserialize)]
struct Between {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Papers {
    endings: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    example: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    none: Vec<String>,
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

/// What a document is cited for by the words right behind it.
pub fn use_before(after: &str) -> Option<CitationUse> {
    let mut rest = after.trim_start();
    while let Some(shorter) = FILE.between.words.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = shorter.trim_start();
    }
    FILE.behind
        .iter()
        .find(|group| group.words.iter().any(|word| rest.starts_with(word.as_str())))
        .map(|group| group.usage)
}

/// Whether a title is that of a paper that somebody fills in or signs, such as a contract, and no document.
pub fn is_paper(title: &str) -> bool {
    FILE.papers.endings.iter().any(|ending| title.ends_with(ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_cited_for_the_use_that_the_words_behind_it_tell() {
        for group in &FILE.behind {
            for example in &group.example {
                let (_, after) = example.rsplit_once(['》', '）']).unwrap();
                assert_eq!(use_before(after), Some(group.usage), "{example}");
            }
        }
        assert_eq!(use_before("规定的程序，原办法废止"), None);
    }

    #[test]
    fn papers_are_no_documents() {
        assert!(FILE.papers.example.iter().all(|title| is_paper(title)));
        assert!(!FILE.papers.none.iter().any(|title| is_paper(title)));
    }

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
