//! Reads the examples of the manuals for tests.

use crate::{Document, Finding, Options};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_model::{DocumentFacts, Look, PageLook, TypeLook};

/// The records of a plan text.
pub(crate) fn facts(text: &str) -> DocumentFacts {
    let source = zhengtu_reader::read("plan.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    let outline = zhengtu_outline::parse(lexicon(), &source);
    zhengtu_extract::facts(lexicon(), &source, &outline)
}

/// What all rules find in a plan text, whose first line may say how its file looks.
pub(crate) fn check(text: &str) -> Vec<Finding> {
    let (look, text) = match text.split_once('\n') {
        Some((look, rest)) if look.starts_with("版式：") => (Some(look), rest),
        _ => (None, text),
    };
    let facts = DocumentFacts { look: look.map(|line| looks(line, text)), ..facts(text) };
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

/// 版式：纸张 2100×2970，页边距 370 350 280 260，标题 小标宋 44，正文 仿宋 32，行距 290. The first line is the title.
fn looks(line: &str, text: &str) -> Look {
    let part = |name: &str| -> Vec<&str> {
        let found = line.split(['：', '，']).find_map(|part| part.strip_prefix(name));
        found.unwrap_or_default().split([' ', '×']).filter(|word| !word.is_empty()).collect()
    };
    let numbers = |name: &str| -> Vec<i32> { part(name).iter().map(|word| word.parse().unwrap()).collect() };
    let page = PageLook {
        paper: numbers("纸张").try_into().unwrap(),
        margins: numbers("页边距").try_into().unwrap(),
        grid: false,
    };
    let line = numbers("行距")[0] as u32;
    let title = text.lines().next().unwrap_or_default().chars().count();
    let kind = |name: &str, start: usize, end: usize| {
        let words = part(name);
        TypeLook { start, end, font: words[0].to_owned(), size: words[1].parse().unwrap(), line }
    };
    let types = vec![kind("标题", 0, title), kind("正文", title, text.chars().count())];
    Look { pages: vec![page], types }
}
