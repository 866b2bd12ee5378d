//! What a question is about: what is left of it without the words that only ask.

use crate::Folded;
use crate::segment::is_joiner;
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of questions, as `data/question.toml` has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ask: Group,
    last: Group,
    common: Group,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    examples: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    words: Vec<String>,
}

impl Group {
    /// The length in characters of the longest word at the start.
    fn at_start(&self, chars: &[char]) -> Option<usize> {
        let len = |word: &String| word.chars().count();
        let stands = |word: &&String| word.chars().eq(chars.iter().copied().take(len(word)));
        self.words.iter().filter(stands).map(len).max()
    }
}

static WORDS: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/question.toml")).expect("data/question.toml is well formed: a test reads it")
});

/// The runs of folded characters between the words that only ask, and between the marks.
pub(crate) fn content(question: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    let folded = Folded::new(question);
    let mut rest = folded.chars();
    while let Some(&char) = rest.first() {
        let asks = WORDS.ask.at_start(rest).or_else(|| at_end(rest));
        match runs.last_mut() {
            Some(run) if asks.is_none() && is_part(char) => run.push(char),
            _ => runs.push(String::new()),
        }
        rest = &rest[asks.unwrap_or(1)..];
    }
    runs.retain(|run| run.chars().any(char::is_alphanumeric));
    runs
}

/// The length of a word that counts only at the end of a sentence, if it stands at the start of what is left.
fn at_end(rest: &[char]) -> Option<usize> {
    let len = WORDS.last.at_start(rest)?;
    (!rest.get(len).is_some_and(|&char| is_part(char))).then_some(len)
}

fn is_part(char: char) -> bool {
    char.is_alphanumeric() || is_joiner(char)
}

/// Whether a word stands in every plan, so that it tells little.
pub(crate) fn is_common(word: &str) -> bool {
    WORDS.common.words.iter().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_leaves_what_it_says() {
        for (question, left) in &WORDS.examples {
            assert_eq!(content(question).join(" "), *left, "{question}");
        }
    }

    #[test]
    fn what_stands_in_every_plan_is_told_from_what_it_is_about() {
        assert!(is_common("牵头") && is_common("任务"));
        assert!(!is_common("养老") && !is_common("发票"));
    }
}
