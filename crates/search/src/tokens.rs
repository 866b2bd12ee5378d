//! The tokenizers of the index: bigrams, single characters, words, all of the folded text.

use crate::{Folded, numbers, words};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// The name of the tokenizer into bigrams.
pub(crate) const BIGRAMS: &str = "zhengtu-bigrams";
/// The name of the tokenizer into characters.
pub(crate) const CHARS: &str = "zhengtu-chars";
/// The name of the tokenizer into words.
pub(crate) const WORDS: &str = "zhengtu-words";

/// The tokenizers that writing needs; reading needs none.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(BIGRAMS, TextAnalyzer::from(Grams(2)));
    manager.register(CHARS, TextAnalyzer::from(Grams(1)));
    manager.register(WORDS, TextAnalyzer::from(Words));
    manager
}

/// How many tokens a text has for [`BIGRAMS`], and how many for [`CHARS`].
pub(crate) fn count_grams(text: &str) -> [u64; 2] {
    let folded = Folded::new(text);
    [2, 1].map(|size| folded.runs().map(|run| (run.len() + 1).saturating_sub(size) as u64).sum())
}

/// The tokens that [`WORDS`] makes of a text.
pub(crate) fn word_tokens(text: &str) -> Vec<Token> {
    let mut stream = Words.token_stream(text);
    let mut tokens = Vec::new();
    while stream.advance() {
        tokens.push(stream.token().clone());
    }
    tokens
}

/// The pairs of characters of a folded run, as [`BIGRAMS`] has them.
pub(crate) fn pairs(run: &str) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// Runs of so many characters, each at the position of its first; a paragraph break leaves a gap.
#[derive(Clone, Copy)]
struct Grams(usize);

impl Tokenizer for Grams {
    type TokenStream<'a> = GramStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream {
        let folded = Folded::new(text);
        let size = self.0;
        let runs = folded.runs().enumerate();
        // Where each run's grams stand: first character, one past the last start, gap before.
        let runs = runs.filter(|(_, run)| run.len() >= size).map(|(gap, run)| (run.start, run.end + 1 - size, 2 * gap));
        let runs: Vec<_> = runs.collect();
        GramStream { folded, size, runs: runs.into_iter(), at: 0, end: 0, gap: 0, token: Token::default() }
    }
}

struct GramStream {
    folded: Folded,
    size: usize,
    runs: std::vec::IntoIter<(usize, usize, usize)>,
    at: usize,
    end: usize,
    gap: usize,
    token: Token,
}

impl TokenStream for GramStream {
    fn advance(&mut self) -> bool {
        if self.at == self.end {
            let Some(run) = self.runs.next() else { return false };
            (self.at, self.end, self.gap) = run;
        }
        self.token.text.clear();
        self.token.text.extend(&self.folded.chars()[self.at..self.at + self.size]);
        self.token.position = self.at + self.gap;
        self.at += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Words of jieba's search mode, and numbers with what is counted.
#[derive(Clone, Copy)]
struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream {
        let folded = Folded::new(text);
        let mut words = words::words(&folded);
        words.extend(folded.runs().flat_map(|run| numbers::tokens(&folded.chars()[run])));
        WordStream { words: words.into_iter(), token: Token::default() }
    }
}

struct WordStream {
    words: std::vec::IntoIter<String>,
    token: Token,
}

impl TokenStream for WordStream {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.text = word;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(size: usize, text: &str) -> Vec<(String, usize)> {
        let mut tokenizer = Grams(size);
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().text.clone(), stream.token().position));
        }
        found
    }

    #[test]
    fn bigrams_stand_at_their_first_character_and_none_goes_over_a_break() {
        let expected = [("税务", 0), ("务局", 1), ("负责", 5)].map(|(text, at)| (text.to_owned(), at));
        assert_eq!(grams(2, "税务局\n负 责\n一"), expected);
        assert_eq!(grams(1, "税\n务"), [("税".to_owned(), 0), ("务".to_owned(), 3)]);
        assert!(grams(2, "").is_empty() && grams(2, "一").is_empty());
    }
}
