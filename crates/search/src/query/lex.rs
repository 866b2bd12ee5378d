use super::Term;
use super::filter::{Filter, FilterName};
use crate::QueryError;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Or,
    Filter(Filter),
    Term { term: Term, without: bool },
}

/// Reads the pieces of a query in order.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let clean: String = text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let mut rest = clean.trim_start();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        rest = token(rest, &mut tokens)?.trim_start();
    }
    Ok(tokens)
}

/// Reads one piece and returns what follows it.
fn token<'a>(text: &'a str, tokens: &mut Vec<Token>) -> Result<&'a str, QueryError> {
    let (without, text) = match text.strip_prefix(['-', '－', '−']) {
        Some(rest) if !rest.is_empty() && !rest.starts_with(char::is_whitespace) => (true, rest),
        _ => (false, text),
    };
    if let Some((phrase, rest)) = quoted(text) {
        tokens.push(Token::Term { term: Term::Phrase(phrase.to_owned()), without });
        return Ok(rest);
    }
    let text = text.trim_start_matches(is_quote);
    let end = text.find(|char: char| char.is_whitespace() || is_quote(char)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if let Some((name, value, literal)) = filter_parts(word)? {
        let (value, rest) = if value.is_empty() { next_value(rest) } else { (value, rest) };
        match Filter::parse(name, value, without) {
            Ok(filter) => {
                tokens.push(Token::Filter(filter));
                return Ok(rest);
            }
            Err(error) if !literal => return Err(error),
            Err(_) => {}
        }
    }
    push_word(word, without, tokens);
    Ok(rest)
}

/// A word, or words joined by `|`.
fn push_word(word: &str, without: bool, tokens: &mut Vec<Token>) {
    if matches!(word, "或" | "OR") && !without {
        tokens.push(Token::Or);
        return;
    }
    for (at, word) in word.split(['|', '｜']).enumerate() {
        if at > 0 {
            tokens.push(Token::Or);
        }
        if !word.is_empty() {
            tokens.push(Token::Term { term: Term::Words(word.to_owned()), without });
        }
    }
}

/// The name and value of a filter, and whether it may as well be text: the full-width colon stands
/// on the page (附件：1.…).
fn filter_parts(word: &str) -> Result<Option<(FilterName, &str, bool)>, QueryError> {
    let Some((at, colon)) = word.char_indices().find(|(_, char)| matches!(char, ':' | '：')) else {
        return Ok(None);
    };
    let (name, value) = (&word[..at], &word[at + colon.len_utf8()..]);
    let literal = colon == '：';
    match FilterName::of(name) {
        Some(found) => Ok(Some((found, value, literal))),
        None => match FilterName::near(name).filter(|&near| !literal || near.is_meant_by(value)) {
            Some(suggestion) => Err(QueryError::UnknownFilter { name: name.to_owned(), suggestion }),
            None => Ok(None),
        },
    }
}

/// The value that follows a colon and white space, or a value in quotes.
fn next_value(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    if let Some(found) = quoted(text) {
        return found;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// The text between a quotation mark at the start and the one that closes it, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '"' | '＂' => &['"', '＂'],
        '“' | '”' => &['”', '“', '"'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    let inner = &text[open.len_utf8()..];
    let (at, found) = inner.char_indices().find(|(_, char)| close.contains(char))?;
    Some((&inner[..at], &inner[at + found.len_utf8()..]))
}

fn is_quote(char: char) -> bool {
    matches!(char, '"' | '＂' | '“' | '”' | '「' | '」' | '『' | '』')
}
