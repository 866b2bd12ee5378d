//! Words that are wrong, with what is right (`data/slips.toml`), and passages of a form that is wrong
//! (`data/style.toml`).

use crate::Gapped;
use crate::entries::add_entries;
use crate::overlay::Overlay;
use crate::patterns::{Pattern, any_word, faulty};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use zhengtu_model::Severity;

/// `data/slips.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SlipFile {
    typos: BTreeMap<String, Entry>,
    usage: BTreeMap<String, Entry>,
    phrases: BTreeMap<String, Entry>,
    terms: Terms,
}

/// Set terms, of which no character may be lost.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Terms {
    words: Vec<String>,
    /// What is left of a term with a character lost, and is in use.
    keep: Vec<String>,
    /// Shorter ones too, of which no character may be exchanged for one that looks or sounds like it.
    spelt: Vec<String>,
}

impl Terms {
    /// What is left of the terms with one character lost within, and the term that was meant.
    fn cut(&self) -> impl Iterator<Item = (String, Entry)> {
        self.words.iter().flat_map(move |term| {
            let chars: Vec<char> = term.chars().collect();
            let cut = move |at: usize| chars[..at].iter().chain(&chars[at + 1..]).collect::<String>();
            let inner = (1..term.chars().count().saturating_sub(1)).map(cut);
            let wrong = inner.filter(|cut| !term.contains(cut.as_str()) && !self.keep.contains(cut));
            wrong.map(|cut| (cut, Entry::Right(term.clone()))).collect::<Vec<_>>()
        })
    }
}

/// What is right, or that and more.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Entry {
    Right(String),
    Full(Slip),
}

/// A word that is wrong.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// What should stand there.
    pub right: String,
    /// Why.
    #[serde(default)]
    pub note: String,
    /// Longer words in which the same characters are right.
    #[serde(default)]
    unless: Vec<String>,
}

impl Overlay for SlipFile {
    const NAME: &'static str = "slips.toml";
    const BUILT_IN: &'static str = include_str!("../data/slips.toml");

    /// An entry takes the place of one with the same wrong word.
    fn lay_over(&mut self, with: Self) {
        self.typos.extend(with.typos);
        self.usage.extend(with.usage);
        self.phrases.extend(with.phrases);
        self.terms.words.extend(with.terms.words);
        self.terms.keep.extend(with.terms.keep);
        self.terms.spelt.extend(with.terms.spelt);
    }
}

/// Words that are wrong, and what is right.
#[derive(Debug)]
pub struct SlipWords {
    entries: BTreeMap<String, Slip>,
    pattern: Pattern,
}

impl SlipWords {
    fn new(entries: BTreeMap<String, Entry>) -> Self {
        let slip = |entry| match entry {
            Entry::Right(right) => Slip { right, ..Slip::default() },
            Entry::Full(slip) => slip,
        };
        let entries: BTreeMap<String, Slip> = entries.into_iter().map(|(wrong, entry)| (wrong, slip(entry))).collect();
        let pattern = Pattern::new(any_word(entries.keys().map(String::as_str)));
        Self { entries, pattern }
    }

    /// The wrong words that stand in `text`, with their places.
    pub fn scan<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (Range<usize>, &'s Slip)> {
        let found = (!self.entries.is_empty()).then(|| self.pattern.find_iter(text)).into_iter().flatten();
        found.filter_map(|found| {
            let slip = self.entries.get(found.as_str())?;
            (!slip.is_right(text, found.range())).then(|| (found.range(), slip))
        })
    }

    /// The wrong words, with what is right.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Slip)> {
        self.entries.iter().map(|(wrong, slip)| (wrong.as_str(), slip))
    }
}

impl Slip {
    /// Whether one of the longer words in which the characters are right stands there, or what is right does.
    fn is_right(&self, text: &str, at: Range<usize>) -> bool {
        self.unless.iter().chain([&self.right]).filter(|word| word.contains(&text[at.clone()])).any(|word| {
            let inside = word.find(&text[at.clone()]).unwrap_or_default();
            at.start.checked_sub(inside).is_some_and(|from| text.get(from..).is_some_and(|rest| rest.starts_with(word)))
        })
    }
}

/// The words of `slips.toml`.
#[derive(Debug)]
pub struct Slips {
    /// Words that are wrong wherever they stand.
    pub typos: SlipWords,
    /// Words that are widely used and better said otherwise.
    pub usage: SlipWords,
    /// Set phrases of official documents, misquoted.
    pub phrases: SlipWords,
    spelt: Vec<String>,
    by_gap: OnceLock<Gapped<String>>,
}

impl Slips {
    pub(crate) fn new(mut file: SlipFile) -> Self {
        let cut: Vec<_> = file.terms.cut().collect();
        for (wrong, right) in cut {
            file.phrases.entry(wrong).or_insert(right);
        }
        let spelt = file.terms.words.into_iter().chain(file.terms.spelt).collect();
        let [typos, usage, phrases] = [file.typos, file.usage, file.phrases].map(SlipWords::new);
        Self { typos, usage, phrases, spelt, by_gap: OnceLock::new() }
    }

    /// The set terms of three and more characters, of which none may be exchanged. Indexed where they are first asked for, once
    /// for all documents.
    pub fn spelt(&self) -> &Gapped<String> {
        self.by_gap.get_or_init(|| Gapped::new(self.spelt.iter().cloned()))
    }
}

/// `data/style.toml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StyleFile {
    pattern: Vec<StylePattern>,
}

/// A form of passage that is wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StylePattern {
    /// The code of the check that reports it.
    pub check: String,
    /// How grave it is.
    pub severity: Severity,
    /// A regular expression; its first group, where it has one, is what is marked.
    pattern: String,
    /// Where this matches around the passage, all is well.
    #[serde(default)]
    unless: Option<String>,
    /// What is said of it.
    pub say: String,
    /// What should stand in the place of what is marked, where that is always the same.
    #[serde(default)]
    pub put: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    bad: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the examples are read by the tests and by people"))]
    good: Vec<String>,
    #[serde(skip)]
    built: OnceLock<(Regex, Option<Regex>)>,
}

impl Overlay for StyleFile {
    const NAME: &'static str = "style.toml";
    const BUILT_IN: &'static str = include_str!("../data/style.toml");

    /// A pattern takes the place of the one that says the same.
    fn lay_over(&mut self, with: Self) {
        add_entries(&mut self.pattern, with.pattern, |pattern| &pattern.say);
    }

    fn fault(&self) -> Option<(String, String)> {
        let patterns: Vec<&String> =
            self.pattern.iter().flat_map(|style| [Some(&style.pattern), style.unless.as_ref()]).flatten().collect();
        patterns.into_iter().find_map(|text| {
            let (_, why) = faulty(std::slice::from_ref(text))?;
            Some((text.clone(), why))
        })
    }
}

/// Characters on both sides of a passage in which `unless` is looked for.
const AROUND: usize = 8;

impl StylePattern {
    /// The places of `text` that are of this form: what is marked.
    pub fn scan(&self, text: &str) -> Vec<Range<usize>> {
        let (pattern, unless) = self.built.get_or_init(|| {
            let build = |text: &str| Regex::new(text).expect("a pattern that was tried when it was read");
            (build(&self.pattern), self.unless.as_deref().map(build))
        });
        let well = |range: &Range<usize>| unless.as_ref().is_some_and(|unless| unless.is_match(around(text, range)));
        let places = pattern.captures_iter(text).filter_map(|found| {
            let whole = found.get(0)?.range();
            let marked = found.get(1).map_or_else(|| whole.clone(), |group| group.range());
            (!well(&whole)).then_some(marked)
        });
        places.collect()
    }
}

fn around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end = text[range.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| range.end + at);
    &text[start..end]
}

/// The patterns of `style.toml`.
#[derive(Debug)]
pub struct Style(Vec<StylePattern>);

impl Style {
    pub(crate) fn new(file: StyleFile) -> Self {
        Self(file.pattern)
    }

    /// The patterns of a check.
    pub fn of<'s>(&'s self, check: &'s str) -> impl Iterator<Item = &'s StylePattern> {
        self.0.iter().filter(move |pattern| pattern.check == check)
    }

    /// The codes of the checks that patterns name.
    pub fn checks(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|pattern| pattern.check.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::lexicon;

    #[test]
    fn no_wrong_word_is_part_of_what_is_right() {
        let slips = lexicon().slips();
        let groups = [&slips.typos, &slips.usage, &slips.phrases];
        for (wrong, slip) in groups.iter().flat_map(|group| group.iter()) {
            assert_ne!(wrong, slip.right);
            assert_eq!(slips.typos.scan(&slip.right).count(), 0, "{wrong} → {}", slip.right);
        }
        assert!(slips.typos.iter().count() >= 150);
    }

    #[test]
    fn a_wrong_word_within_a_longer_right_one_is_none() {
        let slips = lexicon().slips();
        assert_eq!(slips.usage.scan("截止目前已建成").count(), 1);
        assert_eq!(slips.typos.scan("加强布署").count(), 1);
        assert_eq!(slips.typos.scan("加强部署").count(), 0);
    }

    #[test]
    fn a_set_term_that_lost_a_character_is_wrong() {
        let phrases = &lexicon().slips().phrases;
        assert_eq!(phrases.scan("推动高质发展").next().map(|(_, slip)| slip.right.as_str()), Some("高质量发展"));
        assert_eq!(phrases.scan("推动高质量发展，举办高质量展会").count(), 0);
        assert_eq!(phrases.scan("培育战略新兴产业").count(), 0);
    }

    #[test]
    fn each_pattern_finds_its_bad_examples_and_leaves_the_good_ones() {
        for pattern in &lexicon().style().0 {
            assert!(!pattern.bad.is_empty() && !pattern.good.is_empty(), "{}", pattern.say);
            for text in &pattern.bad {
                assert!(!pattern.scan(text).is_empty(), "{} in {text}", pattern.say);
            }
            for text in &pattern.good {
                assert!(pattern.scan(text).is_empty(), "{} in {text}", pattern.say);
            }
        }
    }
}
