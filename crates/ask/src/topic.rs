//! Topics: words of a question that stand in the tasks.

use crate::Names;
use crate::names::{Printed, TaskWords, fold};
use crate::question::{Topic, TopicField};
use crate::words::WORDS;

/// The longest topic that is looked for in pieces, in characters.
const LONGEST: usize = 40;
/// The longest piece.
const LONGEST_PIECE: usize = 16;

/// Characters that are left out between the pieces of a topic.
const PARTICLES: &str = "的和与及、，,在中对";

/// Where and how the words stand in the tasks: in titles first (for `narrow` questions about one
/// matter), in titles and headings, in the text; whole first, then in pieces that stand together in
/// one task. `None` where they stand nowhere.
pub(crate) fn resolve(words: &str, names: &Names, narrow: bool) -> Option<Topic> {
    let folded = fold(words);
    let fields: &[TopicField] = if narrow {
        &[TopicField::Title, TopicField::Heading, TopicField::Text]
    } else {
        &[TopicField::Heading, TopicField::Text]
    };
    for &field in fields {
        if names.tasks.iter().any(|task| has(task, field, &folded)) {
            return Some(topic(words, &[folded], field, names));
        }
    }
    for &field in fields {
        if folded.chars().nth(LONGEST).is_some() {
            return None;
        }
        let Some(pieces) = pieces(&folded, names, field) else { continue };
        if names.tasks.iter().any(|task| pieces.iter().all(|piece| has(task, field, piece))) {
            return Some(topic(words, &pieces, field, names));
        }
    }
    None
}

fn topic(words: &str, pieces: &[String], field: TopicField, names: &Names) -> Topic {
    let forms = |piece: &String| {
        let mut forms: Vec<String> = Vec::new();
        for form in names.tasks.iter().flat_map(|task| places(task, field)).filter_map(|place| place.find(piece)) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        forms
    };
    Topic { pieces: pieces.iter().map(forms).collect(), field, asked: words.to_owned() }
}

/// A topic that is not there, for questions that name one outright.
pub(crate) fn absent(words: &str) -> Topic {
    Topic { pieces: vec![vec![words.to_owned()]], field: TopicField::Text, asked: words.to_owned() }
}

fn has(task: &TaskWords, field: TopicField, folded: &str) -> bool {
    places(task, field).any(|printed| printed.has(folded))
}

fn places(task: &TaskWords, field: TopicField) -> impl Iterator<Item = &Printed> {
    let all = [(TopicField::Title, &task.title), (TopicField::Heading, &task.trail), (TopicField::Text, &task.text)];
    all.into_iter().filter(move |(own, _)| *own <= field).map(|(_, printed)| printed)
}

/// The words in pieces of two characters and more, each the longest that stands in the field of some
/// task.
fn pieces(folded: &str, names: &Names, field: TopicField) -> Option<Vec<String>> {
    let chars: Vec<char> = folded.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let longest = (at + 2..=chars.len().min(at + LONGEST_PIECE)).rev().find(|&end| {
            let piece: String = chars[at..end].iter().collect();
            names.tasks.iter().any(|task| has(task, field, &piece))
        });
        match longest {
            Some(end) => {
                pieces.push(chars[at..end].iter().collect());
                at = end;
            }
            None if PARTICLES.contains(chars[at]) => at += 1,
            None => return None,
        }
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// The indicators that the words name: called so, whatever they are of (全县森林覆盖率), else with all the
/// words in the name, else named within the words, else of a target that says so.
pub(crate) fn indicators(words: &[&str], names: &Names) -> Vec<String> {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let whole = words.concat();
    if whole.chars().nth(1).is_none() {
        return Vec::new();
    }
    let tests: [&dyn Fn(&str) -> bool; 4] = [
        &|name| unqualified(name) == unqualified(&whole),
        &|name| words.iter().all(|word| name.contains(word.as_str())),
        &|name| name.chars().nth(2).is_some() && whole.contains(name),
        &|name| in_order(&whole, name),
    ];
    let folded: Vec<(&String, String)> = names.indicators.iter().map(|name| (name, fold(name))).collect();
    for test in tests {
        let found: Vec<String> =
            folded.iter().filter(|(_, folded)| test(folded)).map(|(name, _)| (*name).clone()).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let said = names.quotes.iter().filter(|(quote, _)| words.iter().all(|word| quote.has(word)));
    let mut found: Vec<String> = said.map(|(_, indicator)| indicator.clone()).collect();
    found.sort();
    found.dedup();
    found
}

/// Whether the words are the name of an indicator, or all stand in one.
pub(crate) fn is_indicator(words: &[&str], names: &Names) -> bool {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let long = words.concat().chars().nth(2).is_some();
    long && names
        .indicators
        .iter()
        .map(|name| fold(name))
        .any(|name| words.iter().all(|word| name.contains(word.as_str())))
}

/// The name without what says only whose it is.
fn unqualified(name: &str) -> &str {
    &name[WORDS.name.whose.at_start(name).unwrap_or(0)..]
}

/// Whether the characters of a name of four and more stand in the words in order, or the other way
/// round (纳税时间, 平均纳税时间).
fn in_order(words: &str, name: &str) -> bool {
    let within = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().nth(3).is_some() && short.chars().all(|char| rest.any(|other| other == char))
    };
    within(words, name) || within(name, words)
}
