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

use crate::dictionary::{frequency, words};
use crate::document::{Context, Grams};
use crate::finding::{Finding, Severity, finding};
use crate::lookalike::is_alone;
use crate::places::{self, around};
use crate::rules::text_word::single;
use regex::Regex;
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
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for run in RUN.find_iter(&passage.text) {
            for (at, lost) in lost(run.as_str(), grams) {
                let at = run.start() + at.start..run.start() + at.end;
                let seen = &passage.text[at.clone()];
                let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(seen);
                let message = format!("“{seen}”中间疑漏“{lost}”");
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
        }
    }
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
