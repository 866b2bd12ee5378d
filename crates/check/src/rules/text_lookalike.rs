//! # text-lookalike：形近字、同音字误用
//!
//! “经菅”应为“经营”，“平合”应为“平台”：同样的上下文别处用的是另一个形近或同音的字，而且用得更多（提示）。
//! 字表：`data/lookalike.toml`。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化服务。规范与企业经菅有关的事项。
//! 2.改进监管。减少对企业经营的干扰，规范企业经营行为。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化审查。在一日内转交建筑规划课，由建筑规划科审核，建筑规划科承办。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.优化服务。规范与企业经营有关的事项。
//! 2.改进监管。减少对企业经营的干扰，规范企业经营行为。
//! ```

use crate::dictionary::is_word;
use crate::document::{Context, Grams};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-lookalike";
pub(super) const TITLE: &str = "形近字、同音字误用";

#[derive(Deserialize)]
struct Lookalike {
    /// Groups of characters that are mistaken for each other.
    group: Vec<String>,
    /// Groups of characters that sound alike, by their sound.
    sound: BTreeMap<String, String>,
    /// Characters that are words by themselves.
    alone: String,
}

static FILE: LazyLock<Lookalike> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/lookalike.toml"))
        .expect("data/lookalike.toml is well formed: a test reads it")
});

static GROUPS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| by_char(&FILE.group));

static SOUNDS: LazyLock<BTreeMap<char, Vec<char>>> = LazyLock::new(|| by_char(FILE.sound.values()));

/// The other characters of the groups of each.
fn by_char<'g>(groups: impl IntoIterator<Item = &'g String>) -> BTreeMap<char, Vec<char>> {
    let mut by_char: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for group in groups {
        for char in group.chars() {
            by_char.entry(char).or_default().extend(group.chars().filter(|other| *other != char));
        }
    }
    by_char
}

/// The characters that look or sound like another.
pub(crate) fn alike(char: char) -> impl Iterator<Item = char> {
    let groups: [&BTreeMap<char, Vec<char>>; 2] = [&GROUPS, &SOUNDS];
    groups.into_iter().filter_map(move |group| group.get(&char)).flatten().copied()
}

/// Whether a character is a word by itself.
pub(super) fn is_alone(char: char) -> bool {
    FILE.alone.contains(char)
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let grams = context.grams();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let chars: Vec<char> = passage.text.chars().collect();
        for (at, char) in chars.iter().enumerate() {
            let looks = GROUPS.get(char).into_iter().flatten().find_map(|other| better(&chars, at, *other, grams));
            let sounds = || SOUNDS.get(char)?.iter().find_map(|other| sounding(&chars, at, *other, grams));
            let Some((seen, meant)) = looks.or_else(sounds) else { continue };
            let start = at.saturating_sub(8);
            let quote: String = chars[start..(at + 9).min(chars.len())].iter().collect();
            let side = context.in_passage(passage, &quote).marked(&seen);
            // A form that is hardly more frequent is shown too: it may be the one that is wrong.
            let other =
                (grams.four(&meant) <= 2 && seen.chars().count() == 4).then(|| elsewhere(context, &meant)).flatten();
            let message = format!("“{seen}”疑为“{meant}”");
            findings.push(finding(CODE, Severity::Info, message, side, other));
        }
    }
}

/// The first place at which the words stand.
fn elsewhere(context: &Context<'_>, words: &str) -> Option<crate::Side> {
    let passage = context.passages.iter().find(|passage| passage.is_content() && passage.text.contains(words))?;
    let phrase = split(&passage.text).find(|phrase| phrase.contains(words)).unwrap_or(words);
    Some(context.in_passage(passage, phrase).marked(words))
}

/// A word of two characters that stands nowhere else, where the other one is frequent and what follows
/// makes no word with the character (分析平合，).
fn alone(chars: &[char], at: usize, other: char, grams: &Grams) -> Option<(String, String)> {
    let previous = *at.checked_sub(1).and_then(|before| chars.get(before))?;
    let seen: String = [previous, chars[at]].iter().collect();
    let meant: String = [previous, other].iter().collect();
    let begins = chars.get(at + 1).is_some_and(|next| next.is_alphabetic());
    (previous.is_alphabetic() && !begins && grams.two(&seen) == 1 && grams.two(&meant) >= 10).then_some((seen, meant))
}

/// So often the same words stand with the character that sounds alike.
const HEARD: u32 = 2;

/// The words as printed and as meant, where a character that makes no word with its neighbours stands behind three others,
/// or before them, and one that sounds alike stands there several times (建筑规划课 beside 建筑规划科).
fn sounding(chars: &[char], at: usize, other: char, grams: &Grams) -> Option<(String, String)> {
    if is_alone(chars[at]) || is_alone(other) {
        return None;
    }
    let pair = |from: usize| chars.get(from..from + 2).is_some_and(|run| is_word(&run.iter().collect::<String>()));
    if pair(at) || at.checked_sub(1).is_some_and(pair) {
        return None;
    }
    [(3, 0), (0, 3)].into_iter().find_map(|(before, after)| {
        let from = at.checked_sub(before)?;
        let mut words = chars.get(from..=at + after)?.to_vec();
        let seen: String = words.iter().collect();
        words[before] = other;
        let meant: String = words.iter().collect();
        let han = seen.chars().all(zhengtu_text::is_han);
        (han && grams.four(&seen) == 1 && grams.four(&meant) >= HEARD).then_some((seen, meant))
    })
}

/// The words as printed and as meant, where the same words stand elsewhere with the other character
/// and those printed stand only here.
fn better(chars: &[char], at: usize, other: char, grams: &Grams) -> Option<(String, String)> {
    if let Some(found) = alone(chars, at, other, grams) {
        return Some(found);
    }
    for (before, after) in [(2, 1), (1, 2), (3, 0), (0, 3)] {
        if at < before || at + after >= chars.len() {
            continue;
        }
        let mut words = chars[at - before..=at + after].to_vec();
        if !words.iter().all(|char| char.is_alphabetic()) {
            continue;
        }
        let seen: String = words.iter().collect();
        words[before] = other;
        let meant: String = words.iter().collect();
        if grams.four(&seen) == 1 && grams.four(&meant) >= 1 && grams.one(other) >= grams.one(chars[at]) {
            return Some((seen, meant));
        }
    }
    None
}
