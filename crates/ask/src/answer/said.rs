//! What the text of a task says of the matter that is asked for in clauses of its own: by when, and who.

use super::TaskRow;
use crate::clock::Calendar;
use crate::fold::fold;
use crate::pieces::END;
use crate::question::{Question, Topic};
use crate::when;
use crate::words::WORDS;
use zhengtu_model::{Date, Role, Task};

/// A clause with a day or a rhythm of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatedClause {
    /// The clause as the text has it.
    pub quote: String,
    /// The last day that it names.
    pub day: Option<Date>,
    /// The date as printed, or how often.
    pub printed: String,
    /// Whether it says until when, and does not only name a year (2024年政策).
    pub limits: bool,
}

/// The pairs of characters of the topics that tell clauses of a task apart: those that its text has, and not its title or
/// headings, which are said of all its clauses.
fn telling_pairs(task: &Task, head: &str, topics: &[Topic]) -> Vec<String> {
    let text = fold(&task.text);
    let mut pairs: Vec<String> = Vec::new();
    for words in topics.iter().flat_map(|topic| [&topic.asked, &topic.act]) {
        let chars: Vec<char> = fold(words).chars().collect();
        pairs.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    pairs.retain(|pair| text.contains(pair.as_str()) && !head.contains(pair.as_str()));
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The title and headings of a task, folded.
fn head(task: &Task) -> String {
    fold(&format!("{}|{}", task.title, task.trail.join("|")))
}

/// How many of the pairs a text has.
fn shared(pairs: &[String], text: &str) -> usize {
    let text = fold(text);
    pairs.iter().filter(|pair| text.contains(pair.as_str())).count()
}

/// The units of a task that answer for what the topics are about: those of the statements whose sentences speak most of it,
/// where the task has several; else all.
pub(super) fn units_for<'a>(task: TaskRow<'a>, topics: &[Topic]) -> Vec<(&'a str, Role)> {
    if !task.words().key.divided || topics.is_empty() {
        return task.roles().collect();
    }
    let record = task.record();
    let pairs = telling_pairs(record, &head(record), topics);
    let shared: Vec<usize> = record.statements.iter().map(|statement| shared(&pairs, &statement.text)).collect();
    let most = shared.iter().copied().max().unwrap_or(0);
    if most == 0 || 2 * most < pairs.len() {
        return task.roles().collect();
    }
    let meant = record.statements.iter().zip(shared).filter(|(_, shared)| *shared == most);
    meant.flat_map(|(statement, _)| &statement.units).map(|unit| (unit.name.as_str(), unit.role)).collect()
}

/// The dated clauses that speak of what the question is about, where no other sentence of the task says more of it: its
/// deadline is that of the whole, theirs that of the matter (需要移交的于6月底前完成；需要新建的于12月底前完成).
pub(super) fn dated_clauses(task: &Task, topics: &[Topic], question: &Question) -> Vec<DatedClause> {
    let head = head(task);
    let pairs = telling_pairs(task, &head, topics);
    let calendar = Calendar { today: question.today, year: None };
    let done = acted_clauses(task, topics, &pairs, &calendar);
    if !done.is_empty() {
        return done;
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    // What is asked for stands there whole, or a piece of it that the task's heading has not.
    let whole = |topic: &Topic| {
        let forms = [&topic.forms, &topic.pieces].into_iter().flatten().chain([&topic.asked]);
        forms.map(|form| fold(form)).filter(|form| !head.contains(form.as_str())).collect::<Vec<String>>()
    };
    let wholes: Vec<String> = topics.iter().flat_map(whole).collect();
    let sentences: Vec<(usize, &str)> =
        task.text.split(END).map(|sentence| (shared(&pairs, sentence), sentence.trim())).collect();
    let most = sentences.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
    // Half of the words and more: a sentence on something else shares fewer.
    if most == 0 || 2 * most < pairs.len() {
        return Vec::new();
    }
    let has_whole = |sentence: &str| wholes.iter().any(|form| fold(sentence).contains(form.as_str()));
    let best = sentences.into_iter().filter(|(shared, _)| *shared == most).map(|(_, sentence)| sentence);
    let best = best.filter(|sentence| has_whole(sentence));
    best.flat_map(|sentence| nearest_parts(sentence, &pairs, &calendar)).collect()
}

/// The dated clauses that say of what is asked to be done when that is (6月底前完成摸底，年底前全部复耕): of the sentences
/// that name it those that share most with the question.
fn acted_clauses(task: &Task, topics: &[Topic], pairs: &[String], calendar: &Calendar) -> Vec<DatedClause> {
    let acts: Vec<String> = topics.iter().map(|topic| fold(&topic.act)).filter(|act| !act.is_empty()).collect();
    if acts.is_empty() {
        return Vec::new();
    }
    let names_act = |text: &str| {
        let text = fold(text);
        acts.iter().any(|act| text.contains(act.as_str()))
    };
    let sentences = task.text.split(END).map(str::trim).filter(|sentence| names_act(sentence));
    let mut found: Vec<(usize, DatedClause)> = Vec::new();
    for sentence in sentences {
        let weight = shared(pairs, sentence);
        let parts = sentence.split(['，', ',']).filter(|part| names_act(part));
        let dated: Vec<DatedClause> = parts.filter_map(|part| dated(part, sentence, calendar)).collect();
        let dated = if dated.is_empty() { nearest_parts(sentence, pairs, calendar) } else { dated };
        found.extend(dated.into_iter().map(|clause| (weight, clause)));
    }
    let most = found.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
    found.into_iter().filter(|(weight, _)| *weight == most).map(|(_, clause)| clause).collect()
}

/// The dated parts of a sentence that have most of the pairs; all where none has any.
fn nearest_parts(sentence: &str, pairs: &[String], calendar: &Calendar) -> Vec<DatedClause> {
    let parts = sentence.split_inclusive(['，', ',']).map(|part| part.trim_end_matches(['，', ',']));
    let dated: Vec<(usize, DatedClause)> =
        parts.filter_map(|part| Some((shared(pairs, part), dated(part, sentence, calendar)?))).collect();
    let most = dated.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
    let best = dated.into_iter().filter(|(shared, _)| *shared == most).map(|(_, clause)| clause);
    let (limits, others): (Vec<DatedClause>, Vec<DatedClause>) = best.partition(|clause| clause.limits);
    if limits.is_empty() { others } else { limits }
}

/// The date of a part of a sentence, or how often it has something done.
fn dated(part: &str, sentence: &str, calendar: &Calendar) -> Option<DatedClause> {
    /// A longer sentence is quoted by the part that has the date.
    const LONGEST: usize = 120;
    let quote = if sentence.chars().count() <= LONGEST { sentence } else { part };
    let part = fold(part);
    let clause = |day, printed: &str, limits| {
        let (quote, printed) = (quote.to_owned(), printed.to_owned());
        DatedClause { quote, day, printed, limits }
    };
    let dates = when::printed_in(&part, calendar);
    let limit = dates.iter().rfind(|(printed, bounds)| is_limit(&part, printed, *bounds));
    if let Some((printed, bounds)) = limit.or(dates.last()) {
        let day = bounds.and_then(|(_, to)| to);
        return Some(clause(day, printed, limit.is_some()));
    }
    let every = part
        .char_indices()
        .find_map(|(at, _)| WORDS.value.every.at_start(&part[at..]).map(|len| &part[at..at + len]))?;
    Some(clause(None, every, true))
}

/// Whether a date of a text is one until which something is done: a day, what ends with 前, what stands behind 至, 到.
fn is_limit(text: &str, printed: &str, bounds: Option<when::Bounds>) -> bool {
    let until = || {
        let before = text.find(printed).map_or("", |at| &text[..at]);
        [&WORDS.date.by, &WORDS.date.range_end].iter().any(|words| words.at_end(before).is_some())
    };
    bounds.is_none_or(|(from, to)| from.is_none() || from == to) || until()
}
