//! Lines of a page that are no part of the document, by their words; see `data/page.toml`.

use super::walk::Item;
use regex::Regex;
use std::sync::LazyLock;

/// How far from the first and from the last block such lines are looked for.
const REACH: usize = 20;
/// Longer lines are text.
const MAX_CHARS: usize = 200;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Text of the document.
    Text,
    /// Data about the document.
    Data,
    /// Something to press or look at.
    Widget,
}

#[derive(serde::Deserialize)]
struct Data {
    line: Vec<Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    pattern: String,
    keep: bool,
    #[cfg(test)]
    example: String,
    #[cfg(test)]
    other: String,
}

static ENTRIES: LazyLock<Vec<(Regex, Line)>> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../../data/page.toml")).unwrap_or_else(|error| panic!("{error}"));
    data.line.into_iter().map(compile).collect()
});

fn compile(entry: Entry) -> (Regex, Line) {
    let regex = Regex::new(&format!("^(?:{})$", entry.pattern)).unwrap_or_else(|error| panic!("{error}"));
    (regex, if entry.keep { Line::Data } else { Line::Widget })
}

/// Says of each block what it is.
pub(crate) fn sort(items: Vec<Item>) -> Vec<(Item, Line)> {
    let count = items.len();
    let near_an_end = |index: usize| index < REACH || index + REACH >= count;
    let line = |index: usize, item: &Item| match item {
        Item::Paragraph { inline, .. } if near_an_end(index) => line_of(inline.as_str()),
        _ => Line::Text,
    };
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| (line(index, &item), item))
        .map(|(line, item)| (item, line))
        .collect()
}

/// What a line is, by its words.
pub(crate) fn line_of(text: &str) -> Line {
    let squeezed: String = text.chars().filter(|&char| !crate::writer::is_blank(char)).collect();
    if squeezed.chars().count() > MAX_CHARS || squeezed.ends_with('。') {
        return Line::Text;
    }
    ENTRIES.iter().find(|(regex, _)| regex.is_match(&squeezed)).map_or(Line::Text, |&(_, line)| line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_matches_its_example_and_not_the_other() {
        let data: Data = toml::from_str(include_str!("../../data/page.toml")).unwrap();
        for entry in data.line {
            let (example, other) = (entry.example.clone(), entry.other.clone());
            let wanted = if entry.keep { Line::Data } else { Line::Widget };
            assert_ne!(line_of(&example), Line::Text, "{example}");
            assert_eq!(line_of(&other), Line::Text, "{other}");
            let (regex, line) = compile(entry);
            assert_eq!(line, wanted);
            assert!(regex.is_match(&example.replace([' ', '\u{3000}'], "")), "{example}");
        }
    }
}
