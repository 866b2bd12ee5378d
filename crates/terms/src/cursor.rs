//! A place in a text that moves forward as words are read.

use crate::numeral;
use zhengtu_lexicon::Words;
use zhengtu_lexicon::terms::TermWords;

/// A place in a text. Methods that read move it only where they succeed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    /// The words of the grammar.
    pub(crate) words: &'a TermWords,
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(words: &'a TermWords, text: &'a str, at: usize) -> Self {
        Self { words, text, at }
    }

    /// The byte offset reached.
    pub(crate) fn at(self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub(crate) fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    /// Reads `word`, with spaces before it.
    pub(crate) fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().trim_start_matches(' ').starts_with(word);
        if found {
            self.at += self.spaces() + word.len();
        }
        found
    }

    /// Reads the longest of `words` that stands here, with spaces before it.
    pub(crate) fn eat_any(&mut self, words: &Words) -> bool {
        let found = words.at_start(self.rest().trim_start_matches(' '));
        if let Some(length) = found {
            self.at += self.spaces() + length;
        }
        found.is_some()
    }

    /// Whether one of `words` stands here.
    pub(crate) fn sees_any(mut self, words: &Words) -> bool {
        self.eat_any(words)
    }

    /// Reads one of the signs.
    pub(crate) fn eat_sign(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest().chars().next().filter(|sign| signs.contains(sign))?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    /// Passes over one character.
    pub(crate) fn skip(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// Whether `word` stands here.
    pub(crate) fn sees(mut self, word: &str) -> bool {
        self.eat(word)
    }

    /// Reads an Arabic number without point of up to `most` digits.
    pub(crate) fn digits(&mut self, most: usize) -> Option<u32> {
        let start = self.at + self.spaces();
        let (mut value, mut count, mut end) = (0u32, 0, start);
        for char in self.text[start..].chars() {
            let Some(digit) = numeral::digit(char) else { break };
            count += 1;
            if count > most {
                return None;
            }
            value = value * 10 + digit;
            end += char.len_utf8();
        }
        if count == 0 {
            return None;
        }
        self.at = end;
        Some(value)
    }

    /// Reads a whole number up to `most`, in digits or in Chinese.
    pub(crate) fn number(&mut self, most: u32) -> Option<u32> {
        let mut ahead = *self;
        if let Some(value) = ahead.digits(4) {
            return (value <= most).then(|| {
                self.at = ahead.at;
                value
            });
        }
        let start = self.at + self.spaces();
        let number = numeral::at(self.text, start).filter(|number| number.form == numeral::NumeralForm::Chinese)?;
        (number.value.fract() == 0.0 && number.value <= f64::from(most)).then(|| {
            self.at = number.span.end;
            number.value as u32
        })
    }

    fn spaces(self) -> usize {
        self.rest().len() - self.rest().trim_start_matches(' ').len()
    }
}
