//! # text-lost：词语漏了一个字
//!
//! 一个字单独不成词，补上一个字就成常用词，而且文中别处这几个字就是连着那个字写的（提示）：别处是“营商环境”，此处是
//! “营商境”。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化营商环境。落实营商环境要求，提升营商环境水平。
//! 2.改善营商境。完善机制。
//! ```
//! 文中多处连用的两个词（职业教育、固体废物）只有一处缺一个字的（职业育实训基地），同样列出（提示）。
//!
//! ```bad
//! 某县工作方案
//! 1.发展职业教育。完善职业教育体系，加大职业教育投入。
//! 2.加强合作。推动职业教育改革，建设职业育实训基地。
//! ```
//! ```bad
//! 某县工作方案
//! 1.完善公共服务。健全公共服务体系，加大公共服务投入。
//! 2.加强建设。优化公共服务布局，实现公共务均等。
//! ```
//! ```good
//! 某县工作方案
//! 1.发展职业教育。完善职业教育体系，加大职业教育投入。
//! 2.加强合作。推动职业教育改革，落实职业育人要求，优化公共场所。
//! ```
//! 单位名称中的“中心”漏了“心”的，同样列出。
//!
//! ```bad
//! 某县工作方案
//! 1.推进甲事。由县体育发展中牵头，按时完成。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.优化营商环境。落实县级财政资金，完善县级财政制度。
//! 2.改善营商环境。完善县财政资金管理。
//! ```

use crate::dictionary::{frequency, is_word, words};
use crate::document::{Context, Grams};
use crate::finding::{Finding, Severity, finding};
use crate::lookalike::{is_alone, is_suffix};
use crate::places::{self, around};
use crate::rules::text_word::single;
use regex::Regex;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-lost";
pub(super) const TITLE: &str = "词语漏了一个字";

static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Han}{3,}").expect("a pattern"));

/// The word that was meant is at least so common.
const COMMON: usize = 200;
/// So often the characters stand elsewhere with the one that was lost.
const KNOWN: u32 = 2;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    let grams = context.grams();
    let shortened = shortened(grams);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for run in RUN.find_iter(&passage.text) {
            let told = lost(run.as_str(), grams);
            for (at, term) in cut(run.as_str(), &shortened) {
                if told.iter().any(|(other, _)| other.start.max(at.start) < other.end.min(at.end)) {
                    continue;
                }
                let at = run.start() + at.start..run.start() + at.end;
                let seen = &passage.text[at.clone()];
                if context.passages.iter().flat_map(|passage| passage.text.matches(seen)).nth(1).is_some() {
                    continue;
                }
                let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(seen);
                let term = term.iter().collect::<String>();
                findings.push(finding(CODE, Severity::Info, format!("“{seen}”疑为“{term}”"), side, None));
            }
            for (at, lost) in told {
                let at = run.start() + at.start..run.start() + at.end;
                let seen = &passage.text[at.clone()];
                let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(seen);
                let message = format!("“{seen}”中间疑漏“{lost}”");
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
        }
    }
}

/// So often two words stand side by side in the text that are taken for a term of it.
const TERM: u32 = 4;

/// The terms of two common words of the text, by what is left of them where a character is lost: which that is, and the term.
fn shortened(grams: &Grams) -> HashMap<[char; 3], [char; 4]> {
    let is_word = |pair: &[char]| frequency(&pair.iter().collect::<String>()) >= COMMON;
    let mut all: HashMap<[char; 3], [char; 4]> = HashMap::new();
    let mut terms: Vec<&[char; 4]> = grams.fours_of(TERM).filter(|term| term.chunks(2).all(is_word)).collect();
    terms.sort_unstable();
    for term in terms {
        let [a, b, c, d] = *term;
        // 强企培育 beside 企业培育: the first word lacks nothing where it may be the end of another.
        for left in [[a, b, d], [a, b, c]] {
            all.entry(left).or_insert(*term);
        }
    }
    all
}

/// Where a term of the text stands without one of its characters, and what is left of its word is part of no other word.
fn cut<'t>(run: &str, shortened: &'t HashMap<[char; 3], [char; 4]>) -> Vec<(Range<usize>, &'t [char; 4])> {
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let byte = |at: usize| chars.get(at).map_or(run.len(), |(byte, _)| *byte);
    let is_word = |from: usize, to: usize| to <= chars.len() && is_word(&run[byte(from)..byte(to)]);
    let mut found = Vec::new();
    for (at, three) in chars.windows(3).enumerate() {
        let Some(term) = shortened.get(&[three[0].1, three[1].1, three[2].1]) else { continue };
        let (alone, last) = (at + 2, three[2].1);
        let within = (alone.saturating_sub(3)..=alone)
            .flat_map(|from| (alone + 1..=alone + 4).map(move |to| (from, to)))
            .filter(|(from, to)| to - from > 1)
            .any(|(from, to)| is_word(from, to));
        let whole = last == term[2] && chars.get(at + 3).is_some_and(|(_, next)| *next == term[3]);
        if ![within, whole, is_alone(last), is_suffix(last)].contains(&true) {
            found.push((byte(at)..byte(at + 3), term));
        }
    }
    found
}

/// The pairs of characters between which one is lost, and that one.
fn lost(run: &str, grams: &Grams) -> Vec<(Range<usize>, char)> {
    let chars: Vec<char> = run.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut number) = (0, 0);
    for word in words(run) {
        let (here, char) = (at..at + word.len(), number);
        at = here.end;
        number += word.chars().count();
        let Some(alone) = single(word).filter(|char| !is_alone(*char)) else { continue };
        let before = char.checked_sub(2).map(|from| [chars[from], chars[from + 1]]);
        let after = chars.get(char + 1..char + 3).map(|next| [next[0], next[1]]);
        if let Some([far, near]) = before
            && let Some(lost) = missing((near, alone), grams, |lost| ([lost, alone], [far, near, lost, alone]))
        {
            found.push((here.start - near.len_utf8()..here.end, lost));
        } else if let Some([near, far]) = after
            && let Some(lost) = missing((alone, near), grams, |lost| ([alone, lost], [alone, lost, near, far]))
        {
            found.push((here.start..here.end + near.len_utf8(), lost));
        }
    }
    found
}

/// The character that stands elsewhere between two that stand here side by side, where it makes a word with one of them
/// and the four characters around it are frequent.
fn missing((first, last): (char, char), grams: &Grams, words: impl Fn(char) -> ([char; 2], [char; 4])) -> Option<char> {
    let text = |run: &[char]| run.iter().collect::<String>();
    if grams.two(&text(&[first, last])) != 1 {
        return None;
    }
    let whole = |lost: char| {
        let (word, around) = words(lost);
        let single = if word[0] == lost { word[1] } else { word[0] };
        // A character that often stands without that word is used by itself (惠企).
        let bound = grams.one(single) <= grams.two(&text(&word)) + FREE;
        bound && frequency(&text(&word)) >= COMMON && grams.four(&text(&around)) >= KNOWN
    };
    let between = grams.between(first, last).filter(|&(lost, count)| count >= KNOWN && whole(lost));
    between.max_by_key(|&(lost, count)| (count, lost)).map(|(lost, _)| lost)
}

/// So often a character may stand without the word, in another one or where it was lost.
const FREE: u32 = 6;
