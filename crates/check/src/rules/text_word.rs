//! # text-word：疑似错字、颠倒的词
//!
//! 相邻两个字不成词，换成音同、形近的字或颠倒过来就是常用词，而且文中别处用过这个词，或者它十分常用（提示）：
//! “优化营商环竟”疑为“环境”，“高质量展发”疑为“发展”。字表：`data/lookalike.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进产业展发。完善服务体系，推动乡村发展。
//! 2.优化发展环竟。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进产业发展。完善服务体系，推动乡村发展。
//! 2.优化发展环境。
//! ```

use crate::dictionary::{frequency, is_word, words};
use crate::document::{Context, Grams};
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use crate::rules::text_lookalike::{alike, is_alone};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-word";
pub(super) const TITLE: &str = "疑似错字、颠倒的词";

static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Han}{2,}").expect("a pattern"));

/// A word that stands elsewhere in the text is at least so common, and one that does not.
const COMMON: usize = 500;
const VERY_COMMON: usize = 3000;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let grams = context.grams();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for run in RUN.find_iter(&passage.text) {
            for (at, meant) in slips(run.as_str(), grams) {
                let at = run.start() + at.start..run.start() + at.end;
                let seen = &passage.text[at.clone()];
                let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(seen);
                findings.push(finding(CODE, Severity::Info, format!("“{seen}”疑为“{meant}”"), side, None));
            }
        }
    }
}

/// The pairs of characters that stand alone and would be a word with another character, and that word.
fn slips(run: &str, grams: &Grams) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    let words = words(run);
    for pair in words.windows(2) {
        let start = at;
        at += pair[0].len();
        let (Some(first), Some(second)) = (single(pair[0]), single(pair[1])) else { continue };
        let seen = [first, second].iter().collect::<String>();
        if grams.two(&seen) != 1 {
            continue;
        }
        let meant = match [first, second].into_iter().filter(|&char| is_alone(char)).count() {
            0 => meant(first, second, grams),
            1 => known(first, second, grams),
            _ => None,
        };
        found.extend(meant.map(|meant| (start..start + seen.len(), meant)));
    }
    found
}

/// The only character of a word.
pub(super) fn single(word: &str) -> Option<char> {
    let mut chars = word.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Where one of the characters may be a word by itself: a common word of the text with another character in its place.
fn known(first: char, second: char, grams: &Grams) -> Option<String> {
    let replaced = alike(second).map(|other| [first, other]).chain(alike(first).map(|other| [other, second]));
    let words = replaced.map(|pair| pair.iter().collect::<String>());
    let known = words.filter(|word| grams.two(word) >= KNOWN && frequency(word) >= COMMON);
    known.max_by_key(|word| grams.two(word))
}

/// So often a word stands elsewhere in the text that is taken for the one that was meant.
const KNOWN: u32 = 2;

/// The word that was meant: the one that stands most often in the text, else the most common.
fn meant(first: char, second: char, grams: &Grams) -> Option<String> {
    let replaced = alike(second).map(|other| [first, other]);
    let before = alike(first).map(|other| [other, second]);
    let candidates = replaced.chain(before).chain([[second, first]]).filter(|pair| pair[0] != pair[1]);
    let words = candidates.map(|pair| pair.iter().collect::<String>()).filter(|word| is_word(word));
    let likely = words.filter_map(|word| {
        let (common, here) = (frequency(&word), grams.two(&word));
        let enough = if here > 0 { COMMON } else { VERY_COMMON };
        (common >= enough).then_some((here, common, word))
    });
    likely.max().map(|(_, _, word)| word)
}
