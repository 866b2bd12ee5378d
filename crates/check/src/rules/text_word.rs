//! # text-word：疑似错字、颠倒的词
//!
//! 相邻两个字不成词，换成音同、形近的字或颠倒过来就是常用词，而且文中别处用过这个词，或者它十分常用（提示）：
//! “优化营商环竟”疑为“环境”，“高质量展发”疑为“发展”。字表：`data/lookalike.toml`，可以增补。
//! 三个字以上的常用词，换了一个音同、形近的字就不成词的，同样列出（提示）；其中公文里的固定用语（`slips.toml` 的
//! spelt：双随机、立德树人……）为警告。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进产业展发。完善服务体系，推动乡村发展。
//! 2.优化发展环竟。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进信用建设。完善社会信用题系。
//! ```
//! “应救尽救”“宜林则林”一类前后应为同一个字的，换成了音同、形近的字（应救尽就），为警告。
//!
//! ```bad
//! 某县工作方案
//! 1.强化救助。做到应保尽保、应救尽就。
//! ```
//! ```good
//! 某县工作方案
//! 1.强化救助。做到应保尽保、应救尽救，应当尽快办理，宜林则林。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进产业发展。完善服务体系，推动乡村发展。
//! 2.优化发展环境。完善社会信用体系，公布时间节点名单。
//! ```

use crate::dictionary::{frequency, is_word, words};
use crate::document::{Context, Grams, Passage};
use crate::exchanged::{Exchanged, exchanged};
use crate::finding::{Finding, Severity, finding};
use crate::lookalike::{alike, is_alone};
use crate::places::around;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;
use zhengtu_text::Intervals;

pub(super) const CODE: &str = "text-word";
pub(super) const TITLE: &str = "疑似错字、颠倒的词";

static RUN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\p{Han}{2,}").expect("a pattern"));

/// A word that stands elsewhere in the text is at least so common, and one that does not.
const COMMON: usize = 500;
const VERY_COMMON: usize = 3000;
/// Beside a character that may be a word by itself, the word that was meant stands elsewhere and is at least so common.
const FAMILIAR: usize = 100;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let grams = context.grams();
    echoes(context, findings);
    let terms = context.lexicon.slips().spelt();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let typos = context.lexicon.slips().typos.scan(&passage.text);
        let listed = Intervals::of(typos.map(|(at, _)| (at.start, at.end)));
        for run in RUN.find_iter(&passage.text) {
            let longer = exchanged(run.as_str(), terms);
            let taken = Intervals::of(longer.iter().map(|found| (found.at.start, found.at.end)));
            for found in &longer {
                let at = run.start() + found.at.start..run.start() + found.at.end;
                // A word of the list is told by text-slip.
                if listed.touching(at.start, at.end).next().is_none() {
                    report(context, passage, at, found, findings);
                }
            }
            for (at, meant) in slips(run.as_str(), grams) {
                if taken.touching(at.start, at.end).next().is_some() {
                    continue;
                }
                let at = run.start() + at.start..run.start() + at.end;
                let seen = &passage.text[at.clone()];
                let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(seen);
                findings.push(finding(CODE, Severity::Info, format!("“{seen}”疑为“{meant}”"), side, None));
            }
        }
    }
}

/// Turns of speech that say one character twice: 应救尽救, 宜林则林.
static ECHO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:应|能|愿)(\p{Han})尽(\p{Han})|(?:宜|该|应)(\p{Han})则(\p{Han})").expect("a pattern")
});

/// The characters of such a turn that look or sound alike and are not the same: 应救尽就.
fn echoes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in ECHO.captures_iter(&passage.text) {
            let mut said = found.iter().skip(1).flatten().filter_map(|group| group.as_str().chars().next());
            let (Some(first), Some(second), Some(whole)) = (said.next(), said.next(), found.get(0)) else { continue };
            if first == second || !alike(first).any(|other| other == second) {
                continue;
            }
            let seen = whole.as_str();
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(seen);
            let message = format!("“{seen}”：“{first}”与“{second}”应为同一个字");
            findings.push(finding(CODE, Severity::Warning, message, side, None));
        }
    }
}

/// Set terms of so many characters are meant where all but one of them stand.
const CERTAIN: usize = 4;

/// Reports a longer word of which a character was exchanged. What stands so more than once is a name, and a real word of
/// which the text speaks elsewhere too is meant (整治责任 in a plan of 整治).
fn report(
    context: &Context<'_>,
    passage: &Passage<'_>,
    at: Range<usize>,
    found: &Exchanged<'_>,
    findings: &mut Vec<Finding>,
) {
    let seen = &passage.text[at.clone()];
    let recurs = |words: &str| context.passages.iter().flat_map(|passage| passage.text.matches(words)).nth(1).is_some();
    let short = seen.chars().count() < CERTAIN;
    let meant = found.meant.chars().zip(seen.chars()).find(|(meant, printed)| meant != printed);
    let by_itself = is_alone(found.printed) || meant.is_some_and(|(meant, _)| is_alone(meant));
    if (short || !found.term) && by_itself || recurs(seen) || found.within.is_some_and(recurs) {
        return;
    }
    let severity = if found.term && !short { Severity::Warning } else { Severity::Info };
    let side = context.in_passage(passage, around(&passage.text, at)).marked(seen);
    let message = format!("“{seen}”疑为“{}”", found.meant);
    findings.push(finding(CODE, severity, message, side, None));
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
            1 => known(first, second, grams).or_else(|| bound(first, second)),
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

/// Where one of the characters may be a word by itself: a common word of the text with another in the place of the other one.
fn known(first: char, second: char, grams: &Grams) -> Option<String> {
    let (before, behind) = (alike(first).map(|other| [other, second]), alike(second).map(|other| [first, other]));
    let replaced = before.filter(|_| !is_alone(first)).chain(behind.filter(|_| !is_alone(second)));
    let words = replaced.map(|pair| pair.iter().collect::<String>());
    let known = words.filter(|word| grams.two(word) >= KNOWN && frequency(word) >= FAMILIAR);
    known.max_by_key(|word| grams.two(word))
}

/// A character that the dictionary counted less often stands by itself in no text: it is what is left of a word.
const BOUND: usize = 2000;

/// A very common word with another character in the place of one that may be a word by itself, beside one that is none
/// (效过 for 效果).
fn bound(first: char, second: char) -> Option<String> {
    let rare = |char: char| !is_alone(char) && frequency(&char.to_string()) < BOUND;
    let behind = alike(second).map(|other| [first, other]).filter(|_| rare(first));
    let before = alike(first).map(|other| [other, second]).filter(|_| rare(second));
    let words = behind.chain(before).map(|pair| pair.iter().collect::<String>());
    words.map(|word| (frequency(&word), word)).filter(|(common, _)| *common >= VERY_COMMON).max().map(|(_, word)| word)
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
