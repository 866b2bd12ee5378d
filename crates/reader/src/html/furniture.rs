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
    imprint: Words,
    downloads: Words,
}

#[derive(serde::Deserialize)]
struct Words {
    words: Vec<String>,
    #[cfg(test)]
    example: String,
    #[cfg(test)]
    other: String,
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

/// The lines and words of `data/page.toml`, made ready.
struct Page {
    lines: Vec<(Regex, Line)>,
    imprint: Vec<String>,
    downloads: Vec<String>,
}

static PAGE: LazyLock<Page> = LazyLock::new(|| {
    let data: Data = toml::from_str(include_str!("../../data/page.toml")).unwrap_or_else(|error| panic!("{error}"));
    Page {
        lines: data.line.into_iter().map(compile).collect(),
        imprint: data.imprint.words,
        downloads: data.downloads.words,
    }
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
    PAGE.lines.iter().find(|(regex, _)| regex.is_match(&squeezed)).map_or(Line::Text, |&(_, line)| line)
}

/// The longest imprint, in characters: longer passages are text.
const LONGEST_IMPRINT: usize = 600;

/// The imprint that stands at the foot of a site.
pub(crate) fn is_imprint(text: &str) -> bool {
    text.chars().count() < LONGEST_IMPRINT && PAGE.imprint.iter().any(|sign| text.contains(sign.as_str()))
}

/// Whether a line, without brackets and colon, is the label of files to download.
pub(crate) fn is_download_label(line: &str) -> bool {
    PAGE.downloads.iter().any(|label| label == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_words_fit_their_examples_and_not_the_others() {
        let data: Data = toml::from_str(include_str!("../../data/page.toml")).unwrap();
        let (imprint, downloads) = (data.imprint, data.downloads);
        assert!(is_imprint(&imprint.example) && !is_imprint(&imprint.other), "{}", imprint.example);
        assert!(is_download_label(&downloads.example) && !is_download_label(&downloads.other), "{}", downloads.example);
    }

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
