//! Values that stand in the text and in no record: amounts, limits and dates of what no target says.

use crate::answer::Short;
use crate::indicator::is_measure;
use crate::names::fold;
use crate::question::{Find, Focus, Lang};
use crate::topic::pieces;
use crate::words::WORDS;
use crate::{Names, Understood, number};
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

/// The values in the sentences that speak of what a question asks the value of, in its unit of measure.
pub(crate) fn value(understood: &Understood, near: &[Hit], names: &Names) -> Option<Found> {
    let Find::Targets(filter, Focus::Value) = &understood.question.find else { return None };
    let words: Vec<char> = fold(filter.named.as_ref()?).chars().collect();
    let mut values: Vec<String> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    let mut passages: Vec<Hit> = Vec::new();
    let limits = |near: &Hit| {
        filter.limit && near.text.split(END).any(|one| WORDS.value.limit.within(one) && speaks_of(one, near, &words))
    };
    let limited = near.iter().any(limits);
    for near in near {
        for sentence in near.text.split(END) {
            let found = values_in(sentence, &filter.measure, names);
            let passed_over = limited && !WORDS.value.limit.within(sentence);
            if passed_over || found.is_empty() || !speaks_of(sentence, near, &words) || said.contains(&sentence.trim())
            {
                continue;
            }
            values.extend(found);
            said.push(sentence.trim());
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
    let (lead, join) = match understood.question.lang {
        Lang::Chinese => ("原文写的是：", "；"),
        Lang::English => ("the text says: ", "; "),
    };
    let value = answer.as_ref().map(|_| format!("{}。", values[0])).unwrap_or_default();
    passages.truncate(MOST);
    Some(Found { answer, sentence: format!("{value}{lead}{}", told.join(join)), passages })
}

/// Whether the sentence has the words, or has a part of them and its clause or headings the others.
fn speaks_of(sentence: &str, near: &Hit, words: &[char]) -> bool {
    let (sentence, title) = (fold(sentence), fold(&near.title));
    let Some(pieces) = pieces(words, &[&sentence, &title]) else { return false };
    pieces.iter().any(|piece| sentence.contains(piece.as_str()))
}

/// Whether the text has all the words.
pub(crate) fn has_all(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    !words.is_empty() && words.iter().all(|word| text.contains(&fold(word)))
}

/// The values of a sentence in the unit of measure; all with a unit where none is asked for.
fn values_in(sentence: &str, measure: &str, names: &Names) -> Vec<String> {
    let text = fold(sentence);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let inside = text[..at].ends_with(|char: char| char.is_ascii_digit() || char == '.');
        let read = if inside { None } else { number::at(&text[at..], names.lexicon.measures(), &names.measures) };
        match read {
            Some((_, unit, len)) => {
                if !unit.is_empty() && (measure.is_empty() || is_measure(measure, &unit)) {
                    found.push(text[at..at + len].to_owned());
                }
                at += len;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}
