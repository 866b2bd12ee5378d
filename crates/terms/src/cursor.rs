//! A place in a text that moves forward as words are read.

use crate::numeral;

/// A place in a text. Methods that read move it only where they succeed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
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

    /// Reads the first of `words` that stands here; list the longest first.
    pub(crate) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
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
