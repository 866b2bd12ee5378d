//! Values that stand in the text and in no record: amounts, limits and dates of what no target says.

use crate::answer::Short;
use crate::indicator::{is_measure, without_verbs};
use crate::names::fold;
use crate::question::{Find, Focus, Lang, TargetFilter};
use crate::topic::pieces;
use crate::words::WORDS;
use crate::{Names, Understood, number, when};
use zhengtu_search::Hit;

/// Where sentences end.
const END: [char; 4] = ['。', ';', '；', '\n'];
/// How many sentences are shown.
const MOST: usize = 5;

/// What the text says.
pub(crate) struct Found {
    /// The value, where it says one.
    pub answer: Option<Short>,
    /// The sentences.
    pub sentence: String,
    /// The clauses that have them.
    pub passages: Vec<Hit>,
}

/// The values in the sentences that speak of what a question asks the value of, in its unit of measure; where none
/// does, of its words without those that only name the kind of value.
pub(crate) fn value(understood: &Understood, near: &[Hit], names: &Names) -> Option<Found> {
    let Find::Targets(filter, Focus::Value) = &understood.question.find else { return None };
    let words = fold(without_verbs(filter.named.as_ref()?));
    let shorter = WORDS.value.nouns.at_end(&words).map(|len| &words[..words.len() - len]);
    let shorter = shorter.filter(|rest| rest.chars().nth(2).is_some());
    let lang = understood.question.lang;
    said(&words, filter, near, names, lang).or_else(|| said(shorter?, filter, near, names, lang))
}

fn said(words: &str, filter: &TargetFilter, near: &[Hit], names: &Names, lang: Lang) -> Option<Found> {
    let words: Vec<char> = words.chars().collect();
    let limits = |near: &Hit| {
        let is_limit = |one: &str| WORDS.value.limit.within(one) && speaks_of(one, near, &words);
        filter.limit && near.text.split(END).any(is_limit)
    };
    let limited = near.iter().any(limits);
    let mut values: Vec<String> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    let mut passages: Vec<Hit> = Vec::new();
    for near in near {
        for sentence in near.text.split(END).map(str::trim) {
            let passed_over = limited && !WORDS.value.limit.within(sentence);
            let found = values_in(sentence, near, &words, &filter.measure, names);
            if passed_over || found.is_empty() || said.contains(&sentence) {
                continue;
            }
            values.extend(found);
            said.push(sentence);
            if !passages.iter().any(|hit| hit.id == near.id) {
                passages.push(near.clone());
            }
        }
    }
    values.dedup();
    if said.is_empty() {
        return None;
    }
    let answer = if let [value] = &values[..] { Some(Short::Text(value.clone())) } else { None };
    let told: Vec<String> = said.iter().take(MOST).map(|sentence| format!("“{sentence}”")).collect();
    let (lead, join, stop) = match lang {
        Lang::Chinese => ("原文写的是：", "；", "。"),
        Lang::English => ("the text says: ", "; ", ". "),
    };
    let value = answer.as_ref().map(|_| format!("{}{stop}", values[0])).unwrap_or_default();
    passages.truncate(MOST);
    Some(Found { answer, sentence: format!("{value}{lead}{}", told.join(join)), passages })
}

/// The values of a sentence that speaks of the words: those of its part that has most of them.
fn values_in(sentence: &str, near: &Hit, words: &[char], measure: &str, names: &Names) -> Vec<String> {
    if !speaks_of(sentence, near, words) {
        return Vec::new();
    }
    let parts: Vec<&str> = sentence.split(['，', ',']).collect();
    let shared = |part: &str| {
        let part = fold(part);
        words.windows(2).filter(|pair| part.contains(&pair.iter().collect::<String>())).count()
    };
    let most = parts.iter().map(|part| shared(part)).max().unwrap_or(0);
    let best = parts.iter().filter(|part| shared(part) == most).flat_map(|part| values_of(part, measure, names));
    let best: Vec<String> = best.collect();
    if best.is_empty() { values_of(sentence, measure, names) } else { best }
}

/// Whether the sentence has the words, or has a part of them and its headings the others; or names the kind of value
/// (办理时限) where its headings have all.
fn speaks_of(sentence: &str, near: &Hit, words: &[char]) -> bool {
    let (sentence, title) = (fold(sentence), fold(&near.title));
    let Some(found) = pieces(words, &[&sentence, &title]) else { return false };
    let has_pair = || words.windows(2).any(|pair| sentence.contains(&pair.iter().collect::<String>()));
    let in_title = || pieces(words, &[&title]).is_some();
    let names_value = || has_pair() || WORDS.value.nouns.within(&sentence);
    found.iter().any(|piece| sentence.contains(piece.as_str())) || in_title() && names_value()
}

/// Whether the text has all the words.
pub(crate) fn has_all(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    !words.is_empty() && words.iter().all(|word| text.contains(&fold(word)))
}

/// A number in Chinese figures before the unit of measure that is asked for: 三批.
fn in_words(text: &str, at: usize, measure: &str) -> Option<(f64, String, usize)> {
    let whole = measure.trim_start_matches('个');
    let before = text[..at].char_indices().next_back().map_or("", |(from, _)| &text[from..at]);
    let goes_on = WORDS.value.ordinal.is(before) || when::number(before).is_some();
    let (number, len) = when::number(&text[at..]).filter(|_| !whole.is_empty() && !goes_on)?;
    let unit = [measure, whole].into_iter().find(|unit| text[at + len..].starts_with(unit))?;
    Some((f64::from(number), unit.to_owned(), len + unit.len()))
}

/// The values of a text in the unit of measure; all with a unit but dates, where none is asked for.
fn values_of(text: &str, measure: &str, names: &Names) -> Vec<String> {
    let text = fold(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let inside = text[..at].ends_with(|char: char| char.is_ascii_digit() || char == '.');
        let read = if inside { None } else { number::at(&text[at..], names.lexicon.measures(), &names.measures) };
        let read = read.or_else(|| in_words(&text, at, measure));
        match read {
            Some((_, unit, len)) => {
                let of_date = unit.starts_with(['年', '月', '日', '号']);
                let fits = if measure.is_empty() { !of_date } else { is_measure(measure, &unit) };
                if fits && !unit.is_empty() {
                    found.push(text[at..at + len].to_owned());
                }
                at += len;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}
