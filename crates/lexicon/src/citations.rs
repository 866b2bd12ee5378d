//! Words that tell what a document is cited for (`data/citations.toml`).

use crate::entries::{add_words, without};
use crate::overlay::Overlay;
use crate::words::Words;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::sync::OnceLock;
use zhengtu_model::CitationUse;

/// `data/citations.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    word: Vec<Group>,
    behind: Vec<Group>,
    between: Between,
    papers: Papers,
    no_agency: Words,
    issued: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Between {
    words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Papers {
    endings: Vec<String>,
    /// Read by the tests and by people, as the next one.
    #[cfg_attr(not(test), allow(dead_code))]
    example: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    none: Vec<String>,
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

    /// Groups are added; a word of theirs leaves the group in which it stood. Other words are added.
    fn lay_over(&mut self, with: Self) {
        for (groups, more) in [(&mut self.word, with.word), (&mut self.behind, with.behind)] {
            for group in more {
                groups.iter_mut().for_each(|known| without(&mut known.words, &group.words));
                groups.push(group);
            }
        }
        add_words(&mut self.between.words, with.between.words);
        add_words(&mut self.papers.endings, with.papers.endings);
        self.no_agency.add(with.no_agency);
        self.issued.add(with.issued);
    }
}

/// The words that tell what a document is cited for.
#[derive(Debug)]
pub struct Citations {
    file: File,
    /// Finds the words before a title; made where it is first asked, as questions ask none.
    before: OnceLock<AhoCorasick>,
}

impl Citations {
    pub(crate) fn new(file: File) -> Self {
        Self { file, before: OnceLock::new() }
    }

    /// What a document is cited for by the text of the clause before it: the last word that tells.
    pub fn use_after(&self, before: &str) -> CitationUse {
        let words = self.before.get_or_init(|| {
            let words = self.file.word.iter().flat_map(|group| &group.words);
            AhoCorasick::new(words).expect("the words of citations are few")
        });
        let last = words.find_overlapping_iter(before).max_by_key(|found| (found.end(), found.len()));
        last.map_or(CitationUse::Mention, |found| self.use_of(found.pattern().as_usize()))
    }

    /// The use of the group in which a word stands, by its place among the words of all groups.
    fn use_of(&self, place: usize) -> CitationUse {
        let each = self.file.word.iter().flat_map(|group| std::iter::repeat_n(group.usage, group.words.len()));
        each.into_iter().nth(place).unwrap_or(CitationUse::Mention)
    }

    /// What a document is cited for by the words right behind it.
    pub fn use_before(&self, after: &str) -> Option<CitationUse> {
        let mut rest = after.trim_start();
        while let Some(shorter) = self.file.between.words.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = shorter.trim_start();
        }
        self.file
            .behind
            .iter()
            .find(|group| group.words.iter().any(|word| rest.starts_with(word.as_str())))
            .map(|group| group.usage)
    }

    /// Where in the text before a document number the sign of its agency begins: behind the words that are no part of it.
    pub fn agency_start(&self, before: &str) -> usize {
        let ends = self.file.no_agency.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len()));
        ends.filter(|&end| end < before.len()).max().unwrap_or(0)
    }

    /// Whether a note says how a document was issued.
    pub fn says_issued(&self, note: &str) -> bool {
        self.file.issued.at_end(note).is_some()
    }

    /// Whether a title is that of a paper that somebody fills in or signs, such as a contract, and no document.
    pub fn is_paper(&self, title: &str) -> bool {
        self.file.papers.endings.iter().any(|ending| title.ends_with(ending.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lexicon;

    #[test]
    fn every_example_is_cited_for_the_use_that_the_words_behind_it_tell() {
        let citations = lexicon().citations();
        for group in &citations.file.behind {
            for example in &group.example {
                let (_, after) = example.rsplit_once(['》', '）']).unwrap();
                assert_eq!(citations.use_before(after), Some(group.usage), "{example}");
            }
        }
        assert_eq!(citations.use_before("规定的程序，原办法废止"), None);
    }

    #[test]
    fn words_before_a_number_are_no_part_of_its_agency() {
        let citations = lexicon().citations();
        let (before, _) = citations.file.no_agency.example().split_once('〔').unwrap();
        assert_eq!(&before[citations.agency_start(before)..], "省财政厅豫财办");
        assert_eq!(citations.agency_start("某府规字"), 0);
        assert!(citations.says_issued(citations.file.issued.example().trim_matches(['（', '）'])));
        assert!(!citations.says_issued("见某府规字〔2023〕1号"));
    }

    #[test]
    fn papers_are_no_documents() {
        let citations = lexicon().citations();
        assert!(citations.file.papers.example.iter().all(|title| citations.is_paper(title)));
        assert!(!citations.file.papers.none.iter().any(|title| citations.is_paper(title)));
    }

    #[test]
    fn every_example_is_cited_for_its_use() {
        let citations = lexicon().citations();
        for group in &citations.file.word {
            for example in &group.example {
                let (before, _) = example.split_once('《').unwrap();
                assert_eq!(citations.use_after(before), group.usage, "{example}");
            }
        }
        assert_eq!(citations.use_after("现将"), CitationUse::Mention);
    }
}
