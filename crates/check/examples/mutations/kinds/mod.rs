//! The kinds of faults, as drafters make them.

mod bodies;
mod citations;
mod dates;
mod signs;
mod structure;
mod values;
mod words;

use crate::text::{Fault, Random, Text};
use regex::{Captures, Regex};
use std::ops::Range;

/// Makes the faults of a kind that a text may get.
type Faults = dyn Fn(&Text, &mut Random) -> Vec<Fault>;

/// A kind of fault: a name, what goes wrong, and the faults of this kind that a text may get, in random order.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) say: &'static str,
    pub(crate) faults: Box<Faults>,
}

/// All kinds, by what they are about.
pub(crate) fn all() -> Vec<Kind> {
    let groups = [
        values::kinds(),
        dates::kinds(),
        structure::kinds(),
        citations::kinds(),
        signs::kinds(),
        bodies::kinds(),
        words::kinds(),
    ];
    groups.into_iter().flatten().collect()
}

/// What is put in the place of a group of a match.
type Edit = fn(&Captures<'_>, &mut Random) -> Option<String>;

/// Places enough to draw from.
const MOST: usize = 400;

/// A kind whose places a pattern tells: its group `it` becomes what `edit` says.
fn at(name: &'static str, say: &'static str, pattern: &str, edit: Edit) -> Kind {
    let pattern = Regex::new(pattern).expect("a pattern");
    let faults = move |text: &Text, random: &mut Random| {
        let found = random.mix(pattern.captures_iter(&text.flat).collect());
        let edits = found.into_iter().take(MOST).filter_map(|found| {
            let place = found.name("it")?.range();
            edit(&found, random).filter(|with| *with != text.flat[place.clone()]).map(|with| Fault::new(place, with))
        });
        edits.collect()
    };
    Kind { name, say, faults: Box::new(faults) }
}

/// A kind of its own making.
fn own(name: &'static str, say: &'static str, faults: impl Fn(&Text, &mut Random) -> Vec<Fault> + 'static) -> Kind {
    let faults = move |text: &Text, random: &mut Random| {
        let found = faults(text, random);
        random.mix(found)
    };
    Kind { name, say, faults: Box::new(faults) }
}

fn group<'t>(found: &Captures<'t>, name: &str) -> &'t str {
    found.name(name).map_or("", |group| group.as_str())
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// The pieces of a text between signs, with their places.
fn phrases(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut from = 0;
    text.split_inclusive(['。', '，', '；', '\n', ',', ';', '（', '）', '(', ')']).map(move |piece| {
        let words = piece.trim_end_matches(|char: char| !char.is_alphanumeric() && char != '%');
        let at = from..from + words.len();
        from += piece.len();
        (at, words)
    })
}

/// Phrases of a text that hold a figure and are said the same in two places.
fn twins(text: &Text) -> Vec<(Range<usize>, &str)> {
    use std::collections::BTreeMap;
    // A field or a cell says the same of many items.
    let figured = |words: &str| {
        let letters = words.chars().filter(|char| char.is_alphabetic() && !"年月日底前".contains(*char)).count();
        letters >= 6 && words.contains(|char: char| char.is_ascii_digit()) && !words.contains(['：', ':', '|'])
    };
    let mut seen: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for (at, words) in phrases(&text.flat).filter(|(_, words)| figured(words)) {
        seen.entry(words).or_default().push(at);
    }
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (words, places) in seen {
        if places.len() == 2 && text.flat[places[0].end..places[1].start].contains('\n') {
            found.extend(places.into_iter().map(|at| (at, words)));
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found
}

/// A kind that changes one of two passages that say the same.
fn twin(name: &'static str, say: &'static str, pattern: &str, edit: Edit) -> Kind {
    let pattern = Regex::new(pattern).expect("a pattern");
    own(name, say, move |text, random| {
        let mut faults = Vec::new();
        for (at, words) in twins(text) {
            let found: Vec<Captures<'_>> = pattern.captures_iter(words).collect();
            if found.is_empty() {
                continue;
            }
            let found = random.one(&found);
            let Some(place) = found.name("it").map(|it| at.start + it.start()..at.start + it.end()) else { continue };
            faults.extend(edit(found, random).map(|with| Fault::new(place, with)));
        }
        faults
    })
}
