//! The words of an English question.

use zhengtu_text::is_cjk;

/// A word of the question, folded, and its place.
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Where it begins and ends, in bytes.
    pub start: usize,
    pub end: usize,
}

/// The words, phrases in quotes, runs of Chinese and signs of a question.
pub(crate) fn words(question: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(char) = question[at..].chars().next() {
        let len = word_len(&question[at..], char);
        if !char.is_whitespace() {
            words.push(Word { text: &question[at..at + len], start: at, end: at + len });
        }
        at += len;
    }
    words
}

fn word_len(text: &str, first: char) -> usize {
    let run = |keep: fn(char) -> bool| text.find(|char| !keep(char)).unwrap_or(text.len());
    if first == '"'
        && let Some(close) = text[1..].find('"').filter(|&close| close > 0)
    {
        return close + 2;
    }
    if first.is_ascii_digit() {
        let len = run(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '%' | '-' | '/'));
        return text[..len].trim_end_matches(['.', '-', '/']).len();
    }
    if first.is_ascii_alphabetic() {
        let len = run(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '\'' | '_' | '.'));
        let word = text[..len].trim_end_matches(['.', '-', '\'']);
        return word.strip_suffix("'s").unwrap_or(word).len();
    }
    if is_cjk(first) && first.is_alphanumeric() {
        return run(|char| char.is_alphanumeric() && !char.is_ascii());
    }
    first.len_utf8()
}
