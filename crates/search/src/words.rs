use crate::Folded;
use serde::Deserialize;
use std::sync::LazyLock;
use zhengtu_lexicon::general::{self, Segmenter};

/// The project's dictionary of bodies and policy terms.
const DICTIONARY: &str = include_str!("../data/words.toml");

/// Counted up whenever folding, bigrams or words come out differently, or a clause gets other fields.
const TOKENIZER: u32 = 5;

/// The version of tokenizer and dictionary; an index written with another has to be written again.
pub(crate) fn version() -> String {
    format!("t{TOKENIZER}-d{:016x}", fnv(DICTIONARY.as_bytes()))
}

/// FNV-1a, 64 bits: stable between versions of the compiler, unlike the standard hasher.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[derive(Deserialize)]
struct Dictionary {
    /// Groups of `[word, example]`.
    groups: std::collections::BTreeMap<String, Vec<(String, String)>>,
}

/// The words of the dictionary with their examples.
fn entries() -> Vec<(String, String)> {
    // The file is part of the program; a test reads it.
    toml::from_str::<Dictionary>(DICTIONARY)
        .map_or_else(|_| Vec::new(), |dictionary| dictionary.groups.into_values().flatten().collect())
}

/// What parts a text into the words of both dictionaries.
static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(entries().into_iter().map(|(word, _)| word)));

/// Unpacks the dictionaries; to be called beside other work.
pub(crate) fn load() {
    general::text();
    LazyLock::force(&SEGMENTER);
}

/// The words of two characters and more that jieba's search mode finds.
pub(crate) fn words(folded: &Folded) -> Vec<String> {
    let mut found = Vec::new();
    for run in folded.runs() {
        let text: String = folded.chars()[run].iter().collect();
        let words = SEGMENTER.cut_for_search(&text);
        found.extend(words.into_iter().filter(|word| is_word(word)).map(str::to_owned));
    }
    found
}

fn is_word(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_dictionary_is_found_in_its_example() {
        let entries = entries();
        assert!(entries.len() > 100);
        for (word, example) in entries {
            let found = words(&Folded::new(&example));
            let folded: String = Folded::new(&word).chars().iter().collect();
            assert!(found.contains(&folded), "{word} in {example}: {found:?}");
        }
    }

    #[test]
    fn punctuation_and_single_characters_are_no_words() {
        let found = words(&Folded::new("能源，消耗；的"));
        assert_eq!(found, ["能源", "消耗"]);
    }
}
