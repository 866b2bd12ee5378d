//! Regular expressions made of words, and of the patterns of data files.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::Extractor;
use std::ops::Deref;
use std::sync::OnceLock;

/// How deep groups may lie in each other: a pattern of a data file may use what `regex` allows, and is wrapped here.
const DEEPEST: u32 = 1_000;
/// The most bytes of a character in UTF-8.
const LONGEST_CHAR: usize = 4;

/// A regular expression that matches any of the words, longest first.
pub(crate) fn any_word<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let escaped: Vec<String> = words.into_iter().map(regex::escape).collect();
    format!("(?:{})", escaped.join("|"))
}

/// A regular expression that matches what any of the patterns matches, the first that does.
pub(crate) fn any_pattern(patterns: &[String]) -> String {
    let alternatives: Vec<String> = patterns.iter().map(|pattern| format!("(?:{pattern})")).collect();
    alternatives.join("|")
}

/// The first pattern that is none by itself or beside those before it, and why.
pub(crate) fn faulty(patterns: &[String]) -> Option<(usize, String)> {
    (0..patterns.len()).find_map(|at| {
        let fault = |pattern: &str| Regex::new(pattern).err();
        let error = fault(&patterns[at]).or_else(|| fault(&any_pattern(&patterns[..=at])))?;
        Some((at, last_line(&error.to_string())))
    })
}

/// What is wrong, without the drawing of the place.
fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ").to_owned()
}

/// The characters with which what the pattern matches can begin; nothing where that may be any.
pub(crate) fn first_chars(pattern: &str) -> Option<Vec<char>> {
    let parsed = regex_syntax::parse(pattern).ok()?;
    let prefixes = Extractor::new().limit_literal_len(LONGEST_CHAR).extract(&parsed);
    let first = |bytes: &[u8]| bytes.utf8_chunks().next()?.valid().chars().next();
    prefixes.literals()?.iter().map(|literal| first(literal.as_bytes())).collect()
}

/// A regular expression that holds by what it is made of: words, and patterns of which none was [`faulty`]. Each of
/// those is small; all together may be as large as they are. It is built where it is first asked: reading a question
/// takes none of those that reading a plan takes.
#[derive(Debug)]
pub(crate) struct Pattern {
    text: String,
    built: OnceLock<Regex>,
}

impl Pattern {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), built: OnceLock::new() }
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.built.get_or_init(|| {
            let built = RegexBuilder::new(&self.text).size_limit(usize::MAX).nest_limit(DEEPEST).build();
            built.expect("the words are escaped, and the patterns were tried")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(patterns: &[&str]) -> Vec<String> {
        patterns.iter().map(|pattern| (*pattern).to_owned()).collect()
    }

    #[test]
    fn a_pattern_is_tried_by_itself_and_beside_the_others() {
        assert_eq!(faulty(&list(&["按期", "(?:依|照)章", "[甲乙]类"])), None);
        for (patterns, at) in [
            (&["按期", "(按"][..], 1),
            (&["按) (期"], 0),
            (&["(?x)按 # 注"], 0),
            (&["(?<a>按)期", "(?<b>依)法", "(?<a>照)章"], 2),
            (&["按.{0,20000}"], 0),
        ] {
            assert_eq!(faulty(&list(patterns)).map(|(at, _)| at), Some(at), "{patterns:?}");
        }
    }

    #[test]
    fn patterns_that_are_none_too_large_make_one_that_holds() {
        let deep = format!("{}按{}", "(".repeat(240), ")".repeat(240));
        let patterns = list(&["按.{0,4000}", "依.{0,4000}", &deep]);
        assert_eq!(faulty(&patterns), None);
        let all = any_pattern(&patterns);
        assert!(Pattern::new(format!("^(?:(?:{all})*(?:{all}))$")).is_match("依法"));
    }

    #[test]
    fn the_first_characters_of_a_pattern_are_those_of_what_it_matches() {
        let sorted = |pattern: &str| {
            first_chars(pattern).map(|mut chars| {
                chars.sort_unstable();
                chars.dedup();
                chars.into_iter().collect::<String>()
            })
        };
        assert_eq!(sorted("(?:按照|按|依)章").as_deref(), Some("依按"));
        assert_eq!(sorted("[按依]?章").as_deref(), Some("依按章"));
        assert_eq!(sorted("A类(?:甲|乙)*").as_deref(), Some("A"));
        assert_eq!(sorted(".章"), None);
        assert_eq!(sorted("(?:按)?"), None);
    }
}
