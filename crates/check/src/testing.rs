//! Reads the examples of the manuals for tests.

use crate::{Document, Finding, Options};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::DocumentFacts;

/// The records of a plan text.
pub(crate) fn facts(text: &str) -> DocumentFacts {
    let source = zhengtu_reader::read("plan.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let outline = zhengtu_outline::parse(lexicon(), &source);
    zhengtu_extract::facts(lexicon(), &source, &outline)
}

/// What all rules find in a plan text.
pub(crate) fn check(text: &str) -> Vec<Finding> {
    let facts = facts(text);
    crate::check(&[Document { facts: &facts, text, lexicon: lexicon() }], &Options::default())
}

/// The fenced examples of a manual: whether the rule has to find something, and the text.
pub(crate) fn examples(manual: &str) -> Vec<(bool, String)> {
    let mut found = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in manual.lines() {
        match (&mut open, line) {
            (None, "```bad") => open = Some((true, String::new())),
            (None, "```good") => open = Some((false, String::new())),
            (Some(_), "```") => found.extend(open.take()),
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    found
}
