//! English questions to tokens. Names of the knowledge base may stand in them in Chinese.

use crate::clock::Calendar;
use crate::marks::{ENGLISH, Mark, TOPICS_EN};
use crate::token::{Kind, Token};
use crate::words::looks_like_body;
use crate::words_en::{Word, words};
use crate::{Cause, Names, number, when_en};
use zhengtu_lexicon::bodies::Bodies;

/// The tokens of a folded question.
pub(crate) fn tokens(question: &str, names: &Names, calendar: &Calendar) -> Result<Vec<Token>, Cause> {
    let words = words(question);
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut text_from: Option<usize> = None;
    while at < words.len() {
        let (count, kind) = match read(&words, at, names, calendar)? {
            Some(found) => found,
            None => {
                text_from.get_or_insert(at);
                at += 1;
                continue;
            }
        };
        if let Some(from) = text_from.take() {
            tokens.push(text(question, &words, from, at));
        }
        let (start, end) = (words[at].start, words[at + count - 1].end);
        if let Some((kind, replaced)) = kind {
            let text = replaced.unwrap_or_else(|| question[start..end].to_owned());
            tokens.push(Token { kind, text, start, end });
        }
        at += count;
    }
    if let Some(from) = text_from {
        tokens.push(text(question, &words, from, words.len()));
    }
    Ok(tokens)
}

fn text(question: &str, words: &[Word<'_>], from: usize, to: usize) -> Token {
    let (start, end) = (words[from].start, words[to - 1].end);
    Token { kind: Kind::Text, text: question[start..end].to_owned(), start, end }
}

type Read = Option<(usize, Option<(Kind, Option<String>)>)>;

/// What stands at word `at`: how many words it takes and what they mean, with the Chinese words they
/// stand for where they have any.
fn read(words: &[Word<'_>], at: usize, names: &Names, calendar: &Calendar) -> Result<Read, Cause> {
    let word = words[at].text;
    if word.starts_with('"') && word.len() > 2 {
        let inner = word.trim_matches('"').to_owned();
        return Ok(Some((1, Some((Kind::Quoted, Some(inner))))));
    }
    if !word.is_ascii() {
        return Ok(Some((1, Some(chinese(word, names)))));
    }
    if let Some((count, bounds)) = when_en::at(words, at, calendar) {
        let (from, to) = bounds?;
        return Ok(Some((count, Some((Kind::Period(from, to), None)))));
    }
    if let Some((count, parts)) = parts(words, at) {
        return Ok(Some((count, Some((Kind::Part(parts), None)))));
    }
    if let Some((count, kind)) = body(words, at, names) {
        return Ok(Some((count, Some((kind, None)))));
    }
    let phrase = |count: usize| words[at..at + count].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    let most = (words.len() - at).min(ENGLISH.longest.max(6));
    for count in (1..=most).rev() {
        let phrase = phrase(count);
        match ENGLISH.get(&phrase) {
            Some(Mark::Means(kind)) => return Ok(Some((count, Some((kind.clone(), None))))),
            Some(Mark::Filler) => return Ok(Some((count, None))),
            Some(Mark::Cannot(entry)) => return Ok(Some((count, Some((Kind::Cannot(*entry), None))))),
            None => {}
        }
        if let Some(topic) = TOPICS_EN.get(&phrase) {
            return Ok(Some((count, Some((Kind::Text, Some(topic.clone()))))));
        }
    }
    if let Some((number, unit, len)) = number::at(word, names.lexicon.measures(), &names.measures) {
        let (unit, more) = english_unit(unit, words, at + 1);
        if len == word.len() {
            return Ok(Some((1 + more, Some((Kind::Number(number, unit), None)))));
        }
    }
    let called = |name: &str| word.len() > 4 && name.to_lowercase().starts_with(word);
    let each = names.documents.iter().enumerate();
    let documents: Vec<usize> = each.filter(|(_, document)| called(&document.name)).map(|(at, _)| at).collect();
    Ok((!documents.is_empty()).then_some((1, Some((Kind::Document(documents), None)))))
}

/// The unit of measure that English words give.
fn english_unit(unit: String, words: &[Word<'_>], at: usize) -> (String, usize) {
    let two = (words.get(at).map(|word| word.text), words.get(at + 1).map(|word| word.text));
    match two {
        (Some("percent" | "per"), Some("cent")) => ("%".to_owned(), 2),
        (Some("percentage"), Some("points" | "point")) => ("个百分点".to_owned(), 2),
        (Some("working"), Some("days" | "day")) => ("个工作日".to_owned(), 2),
        (Some("percent"), _) => ("%".to_owned(), 1),
        (Some("days" | "day"), _) => ("天".to_owned(), 1),
        (Some("hours" | "hour"), _) => ("小时".to_owned(), 1),
        _ => (unit, 0),
    }
}

/// A name or topic in Chinese characters.
fn chinese(word: &str, names: &Names) -> (Kind, Option<String>) {
    if let Some(units) = names.units_called(word) {
        return (Kind::Unit(names.units_meant(word, units)), None);
    }
    if looks_like_body(word) {
        let units = names.units_like(word);
        if !units.is_empty() {
            return (Kind::Unit(units), None);
        }
        if !names.mentions(word) {
            return (Kind::StrangeUnit, None);
        }
    }
    (Kind::Quoted, None)
}

/// annex 6, annexes 1 and 3.
fn parts(words: &[Word<'_>], at: usize) -> Option<(usize, Vec<u32>)> {
    if !matches!(words[at].text, "annex" | "annexe" | "annexes" | "appendix" | "appendices") {
        return None;
    }
    let number = |at: usize| words.get(at).and_then(|word| word.text.parse::<u32>().ok());
    let mut parts = vec![number(at + 1)?];
    let mut end = at + 2;
    while words.get(end).is_some_and(|word| matches!(word.text, "and" | "," | "or"))
        && let Some(next) = number(end + 1)
    {
        parts.push(next);
        end += 2;
    }
    Some((end - at, parts))
}

/// An English name of a body, perhaps with a level before it.
fn body(words: &[Word<'_>], at: usize, names: &Names) -> Option<(usize, Kind)> {
    let skip = usize::from(matches!(words[at].text, "county" | "city" | "municipal" | "district" | "provincial"));
    let from = at + skip;
    for count in (1..=6.min(words.len().saturating_sub(from))).rev() {
        let phrase = words[from..from + count].iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let chinese = chinese_names(names.lexicon.bodies(), &phrase);
        if chinese.is_empty() {
            continue;
        }
        let called = |name: &String| names.units_called(name).map(|units| names.units_meant(name, units));
        let like = |name: &String| Some(names.units_like(name)).filter(|units| !units.is_empty());
        // The finance department of a province is its 财政厅, of a county its 财政局.
        let mut meant: Vec<usize> = chinese.iter().filter_map(called).flatten().collect();
        meant.sort_unstable();
        meant.dedup();
        let called = if meant.is_empty() { chinese.iter().find_map(like).unwrap_or_default() } else { meant };
        let kind = if called.is_empty() { Kind::StrangeUnit } else { Kind::Unit(called) };
        return Some((skip + count, kind));
    }
    None
}

/// The Chinese names of a body; bureau, department, commission and the like stand for one another.
fn chinese_names<'a>(bodies: &'a Bodies, phrase: &str) -> &'a [String] {
    const KINDS: [&str; 7] =
        ["bureau", "department", "commission", "committee", "office", "administration", "authority"];
    let called = bodies.called_in_english(phrase);
    match phrase.rsplit_once(' ').filter(|(_, kind)| called.is_empty() && KINDS.contains(kind)) {
        Some((of, _)) => {
            let others = KINDS.iter().map(|kind| bodies.called_in_english(&format!("{of} {kind}")));
            others.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
        }
        None => called,
    }
}
