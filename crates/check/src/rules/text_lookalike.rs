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
use crate::lookalike::{is_alone, looking, sounding};
use crate::phrases::split;
use std::collections::{BTreeSet, HashMap};

pub(super) const CODE: &str = "text-lookalike";
pub(super) const TITLE: &str = "形近字、同音字误用";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let grams = context.grams();
    let usual = Usual::of(grams);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let chars: Vec<char> = passage.text.chars().collect();
        for (at, char) in chars.iter().enumerate() {
            let looks = looking(*char).find_map(|other| better(&chars, at, other, grams));
            let sounds = || usual.sounding(&chars, at, grams);
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

/// The characters that stand several times behind three others, and before them.
#[derive(Default)]
struct Usual {
    behind: HashMap<[char; 3], BTreeSet<char>>,
    before: HashMap<[char; 3], BTreeSet<char>>,
}

impl Usual {
    fn of(grams: &Grams) -> Self {
        let mut usual = Self::default();
        for &[a, b, c, d] in grams.fours_of(HEARD).filter(|run| run.iter().all(|char| zhengtu_text::is_han(*char))) {
            usual.behind.entry([a, b, c]).or_default().insert(d);
            usual.before.entry([b, c, d]).or_default().insert(a);
        }
        usual
    }

    /// The words as printed and as meant, where a character that makes no word with its neighbours stands behind three
    /// others, or before them, and one that sounds alike stands there several times (建筑规划课 beside 建筑规划科).
    fn sounding(&self, chars: &[char], at: usize, grams: &Grams) -> Option<(String, String)> {
        let three = |from: usize| <[char; 3]>::try_from(chars.get(from..from + 3)?).ok();
        let behind = || at.checked_sub(3).and_then(three).map(|run| (self.behind.get(&run), run, false));
        let before = || three(at + 1).map(|run| (self.before.get(&run), run, true));
        [behind(), before()].into_iter().flatten().find_map(|(usual, run, first)| {
            let other = usual?
                .iter()
                .find(|other| sounding(chars[at]).any(|alike| alike == **other) && !"的地得".contains(**other))?;
            let words = |char: char| -> String {
                let (head, tail) = if first { (Some(char), None) } else { (None, Some(char)) };
                head.into_iter().chain(run).chain(tail).collect()
            };
            let (seen, meant) = (words(chars[at]), words(*other));
            // 微纳 behind the same words as 未来 is another word.
            let outer = if first { at.checked_sub(1) } else { Some(at + 1) };
            let next = outer.and_then(|outer| chars.get(outer)).filter(|char| zhengtu_text::is_han(**char));
            let goes_on = next.is_none_or(|next| {
                let pair = if first { [*next, *other] } else { [*other, *next] };
                grams.two(&pair.iter().collect::<String>()) > 0
            });
            let rare = grams.four(&seen) == 1 && !is_alone(chars[at]) && !in_word(chars, at);
            (rare && goes_on).then_some((seen, meant))
        })
    }
}

/// Whether a character makes a word with one of its neighbours.
fn in_word(chars: &[char], at: usize) -> bool {
    let pair = |from: usize| chars.get(from..from + 2).is_some_and(|run| is_word(&run.iter().collect::<String>()));
    pair(at) || at.checked_sub(1).is_some_and(pair)
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
