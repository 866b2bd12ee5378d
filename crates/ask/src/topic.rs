//! Topics: words of a question that stand in the tasks, and where each task has them.

use crate::Names;
use crate::fold::fold;
use crate::names::{TaskWords, Wanted};
use crate::pieces::{PARTICLES, pieces, sentences, stands_in_order};
use crate::question::{Mention, Topic, TopicField};
use crate::words::WORDS;
use std::collections::BTreeMap;

/// The longest topic that is looked for in pieces, in characters.
const LONGEST: usize = 40;
/// A word of so many characters is looked for with one of them written wrong.
const MENDABLE: std::ops::RangeInclusive<usize> = 4..=16;

/// The tasks that have the words, and where: whole or under another name of the same matter; else in pieces that
/// stand together; else with one character of the question mended. `None` where they stand nowhere.
pub(crate) fn resolve(words: &str, names: &Names) -> Option<Topic> {
    let folded = fold(words);
    whole(words, &other_names(words, names), names)
        .or_else(|| in_pieces(words, &folded, names))
        .or_else(|| reworded(&folded, names).iter().find_map(|other| in_pieces(words, other, names)))
        .or_else(|| mended(&folded, names).and_then(|mended| whole(words, &[mended], names)))
}

/// One of several matters: of each the tasks that are named so, where there are any.
pub(crate) fn any_of(topics: Vec<Topic>) -> Option<Topic> {
    let own = |topic: Topic| {
        let titled = topic.tasks.values().any(|mention| mention.field <= TopicField::Heading);
        let kept = topic.tasks.into_iter().filter(|(_, mention)| !titled || mention.field <= TopicField::Heading);
        Topic { tasks: kept.collect(), either: vec![topic.asked.clone()], ..topic }
    };
    topics.into_iter().map(own).reduce(|mut all, other| {
        all.asked = format!("{}、{}", all.asked, other.asked);
        all.forms.extend(other.forms);
        all.pieces.extend(other.pieces);
        all.either.extend(other.either);
        other.tasks.into_iter().for_each(|(task, mention)| {
            all.tasks.entry(task).or_insert(mention);
        });
        all
    })
}

/// A topic that is not there, for questions that name one outright.
pub(crate) fn absent(words: &str) -> Topic {
    Topic { asked: words.to_owned(), forms: vec![words.to_owned()], ..Topic::default() }
}

/// The words and the other names of the matter that they name, folded.
fn other_names(words: &str, names: &Names) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names.lexicon.expand(words).iter().map(|name| fold(name)) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

/// The words, folded, and with other names of the matters that they hold.
pub(crate) fn other_forms(words: &str, names: &Names) -> Vec<String> {
    let folded = fold(words);
    let others = reworded(&folded, names);
    std::iter::once(folded).chain(others).collect()
}

/// The words with another name of a matter that they hold in its place: 公共交通夜间运营 for 公交夜间运营.
pub(crate) fn reworded(folded: &str, names: &Names) -> Vec<String> {
    let policy = names.lexicon.policy();
    let mut all = Vec::new();
    for (at, _) in folded.char_indices() {
        let Some(len) = policy.at_start(&folded[at..]) else { continue };
        let (before, word, after) = (&folded[..at], &folded[at..at + len], &folded[at + len..]);
        all.extend(policy.names_beside(word).into_iter().map(|other| format!("{before}{}{after}", fold(other))));
    }
    all
}

/// The tasks that have one of the names in one run.
fn whole(asked: &str, folded: &[String], names: &Names) -> Option<Topic> {
    let mut tasks = BTreeMap::new();
    let wanted = Wanted::new(folded);
    for task in names.tasks_beside(folded) {
        let field = task.places().into_iter().find(|(_, place)| wanted.stand_in(place)).map(|(field, _)| field);
        if let Some(field) = field {
            let times = wanted.times_in(&task.text);
            tasks.insert(task.key.id.to_string(), Mention { field, times });
        }
    }
    let forms = folded.iter().flat_map(|name| names.printed(name)).collect();
    (!tasks.is_empty()).then(|| Topic { asked: asked.to_owned(), forms, tasks, ..Topic::default() })
}

/// The tasks that have the words in pieces of two characters and more: in the title and the headings, or together with
/// one sentence of the text.
fn in_pieces(asked: &str, folded: &str, names: &Names) -> Option<Topic> {
    let chars: Vec<char> = folded.chars().collect();
    if chars.len() > LONGEST {
        return None;
    }
    let mut tasks = BTreeMap::new();
    let mut pieces: Vec<String> = Vec::new();
    // No piece is shorter, and where the first character is none that is left out, one begins with it.
    let first: Vec<String> = match chars[..] {
        [first, second, ..] if !PARTICLES.contains(first) => vec![[first, second].iter().collect()],
        _ => vec![String::new()],
    };
    for task in names.tasks_beside(&first) {
        let Some((field, found)) = pieces_in(task, &chars) else { continue };
        tasks.insert(task.key.id.to_string(), Mention { field, times: LONGEST - found.len().min(LONGEST) });
        if pieces.is_empty() || found.len() < pieces.len() {
            pieces = found;
        }
    }
    // Where some have the words in fewer pieces, more are other words: 实施 and 方案 are no 实施方案.
    tasks.retain(|_, mention| mention.times == LONGEST - pieces.len().min(LONGEST));
    (!tasks.is_empty()).then(|| Topic { asked: asked.to_owned(), pieces, tasks, ..Topic::default() })
}

fn pieces_in(task: &TaskWords, chars: &[char]) -> Option<(TopicField, Vec<String>)> {
    let (title, trail) = (task.title.folded(), task.trail.folded());
    let levels: [(TopicField, &[&str]); 2] = [(TopicField::Title, &[title]), (TopicField::Heading, &[title, trail])];
    for (field, texts) in levels {
        if let Some(pieces) = pieces(chars, texts) {
            return Some((field, pieces));
        }
    }
    let found = sentences(task.text.folded()).find_map(|sentence| pieces(chars, &[title, trail, sentence]))?;
    Some((TopicField::Text, found))
}

/// The one run of a title, heading or indicator that differs from the words in one character.
pub(crate) fn mended(folded: &str, names: &Names) -> Option<String> {
    let chars: Vec<char> = folded.chars().collect();
    if !MENDABLE.contains(&chars.len()) {
        return None;
    }
    let texts = names.tasks.iter().flat_map(|task| [task.title.folded(), task.trail.folded()]);
    let mut found: Option<String> = None;
    for text in texts.chain(names.targets.iter().map(|target| target.indicator.folded())) {
        let text: Vec<char> = text.chars().collect();
        for run in text.windows(chars.len()).filter(|run| is_one_off(run, &chars)) {
            let run: String = run.iter().collect();
            if found.as_ref().is_some_and(|found| *found != run) {
                return None;
            }
            found = Some(run);
        }
    }
    found
}

/// Whether one character differs, and not the first: that would as well be another word.
fn is_one_off(run: &[char], chars: &[char]) -> bool {
    let differs = |at: usize| run[at] != chars[at];
    !differs(0)
        && (1..run.len()).filter(|&at| differs(at)).count() == 1
        && run.iter().all(|char| char.is_alphanumeric())
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
    Vec::new()
}

/// Whether the words are the name of an indicator, or all stand in one.
pub(crate) fn is_indicator(words: &[&str], names: &Names) -> bool {
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let long = words.concat().chars().nth(2).is_some();
    long && names.targets.iter().any(|target| words.iter().all(|word| target.indicator.has(word)))
}

/// The name without what says only whose it is.
pub(crate) fn unqualified(name: &str) -> &str {
    &name[WORDS.name.whose.at_start(name).unwrap_or(0)..]
}

/// Whether the characters of a name of four and more stand in the words in order, or the other way
/// round (纳税时间, 平均纳税时间).
fn in_order(words: &str, name: &str) -> bool {
    stands_in_order(words, name) || stands_in_order(name, words)
}
