//! # text-doubled：叠字、叠词
//!
//! “快速速维权”多打了一个字，“各……小组各成员单位”“县县”一类同（警告）。“层层”“件件”一类的叠词、“部门门户”一类
//! 前词末字与后词首字相同的不算；词表：`data/doubled.toml`。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.落实大气、水、土壤污染防治防治行动计划，推进污染防治，打好污染防治攻坚战。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.加强维权。建立案件受理机制，提供快速速维权方案。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.压实责任。各级各部门各级各部门要深刻认识，定期召开会会。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.增强服务能力和和社会吸引力，结合元宵节灯会灯会等活动。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.加强维权。可以以家庭为单位，构建和和谐相适应的机制。基层党组织组织开展活动，层层压实责任，在部门门户网站公开，促进产业业态融合。
//! ```

use crate::dictionary;
use crate::document::{Context, Grams};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use crate::places;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use zhengtu_text::is_han;

pub(super) const CODE: &str = "text-doubled";
pub(super) const TITLE: &str = "叠字、叠词";

#[derive(Deserialize)]
struct Doubled {
    /// Characters that are doubled for good reason.
    reduplicated: String,
    /// Characters that are words by themselves, and meet the same character of a longer word (可以以…).
    alone: String,
    /// Words that are nouns and verbs, and may meet themselves.
    twice: BTreeSet<String>,
    /// Words that the dictionary lacks.
    words: BTreeSet<String>,
}

static DOUBLED: LazyLock<Doubled> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/doubled.toml")).expect("data/doubled.toml is well formed: a test reads it")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    let grams = context.grams();
    let certain: Vec<(u32, usize)> = findings.iter().filter(|found| found.code == CODE).map(place).collect();
    for passage in context.passages.iter().filter(|passage| passage.is_written()) {
        for phrase in split(&passage.text) {
            for doubled in slips(phrase, grams) {
                let at = context.in_passage(passage, phrase).marked(&doubled);
                let found = finding(CODE, Severity::Info, format!("“{doubled}”疑为重复"), at, None).confidence(0.7);
                let told = certain.contains(&place(&found))
                    || context.lexicon.style().of(CODE).any(|style| !style.scan(phrase).is_empty());
                if !told {
                    findings.push(found);
                }
            }
        }
    }
}

fn place(found: &Finding) -> (u32, usize) {
    (found.a.part, found.a.evidence.start)
}

fn slips(phrase: &str, grams: &Grams) -> Vec<String> {
    let chars: Vec<char> = phrase.chars().collect();
    let mut found = Vec::new();
    for at in 0..chars.len().saturating_sub(1) {
        if chars[at] == chars[at + 1] && is_single_slip(&chars, at, grams) {
            found.push([chars[at], chars[at + 1]].iter().collect());
        }
    }
    found.extend(run_twice(&chars));
    for at in 0..chars.len().saturating_sub(3) {
        if is_word_slip(&chars, at, grams) {
            found.push(chars[at..at + 4].iter().collect());
        }
    }
    found
}

/// Runs of so many characters stand twice by mistake only (各级各部门各级各部门).
const RUN: std::ops::RangeInclusive<usize> = 3..=12;

/// The first run of characters that stands twice in a row.
fn run_twice(chars: &[char]) -> Option<String> {
    (0..chars.len()).find_map(|at| {
        RUN.rev().find_map(|length| {
            let (first, second) = (chars.get(at..at + length)?, chars.get(at + length..at + 2 * length)?);
            let several = first.iter().any(|char| *char != first[0]);
            (first == second && several && first.iter().all(|char| is_han(*char)))
                .then(|| first.iter().chain(second).collect())
        })
    })
}

/// A character that stands twice, where neither reduplication nor the seam of two words explains it.
fn is_single_slip(chars: &[char], at: usize, grams: &Grams) -> bool {
    let char = chars[at];
    if is_once_elsewhere(chars, at, grams) || is_within_word(chars, at, grams) {
        return true;
    }
    if !is_han(char) || DOUBLED.reduplicated.contains(char) {
        return false;
    }
    let twins = |i: usize| chars.get(i).is_some() && chars.get(i) == chars.get(i + 1);
    // 实实在在 and 熙熙攘攘: doubled on both sides.
    if twins(at + 2) || at >= 2 && twins(at - 2) || twins(at + 1) {
        return false;
    }
    !is_seam(chars, at, at + 1, grams)
}

/// Whether the same characters stand elsewhere with the doubled one once, and nowhere else with it twice: 中央央单位
/// where 中央单位 stands too.
fn is_once_elsewhere(chars: &[char], at: usize, grams: &Grams) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(&[left, char, _, right, far]) = chars.get(before..before + 5) else { return false };
    let words = |run: &[char]| run.iter().collect::<String>();
    let han = [left, char, right, far].into_iter().all(is_han);
    let triple = right == char || left == char;
    han && !triple
        && grams.four(&words(&[left, char, char, right])) == 1
        && grams.four(&words(&[left, char, right, far])) > 0
}

/// Whether the character stands once between the same two elsewhere, and the one before it ends no word with it: 高质量发发展
/// where 高质量发展 stands too, but not 促进进出口 where 促进出口 does.
fn is_within_word(chars: &[char], at: usize, grams: &Grams) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(&[left, char, _, right]) = chars.get(before..before + 4) else { return false };
    let often = grams.between(left, right).any(|(middle, count)| middle == char && count > 0);
    let ends = (2..=4).any(|length| (at + 1).checked_sub(length).is_some_and(|from| is_word(&chars[from..=at])));
    let words: String = [left, char, char, right].iter().collect();
    let triple = left == char || right == char;
    often && !ends && !triple && is_han(left) && is_han(char) && grams.four(&words) == 1
}

/// So common a word needs not to stand elsewhere in the text.
const COMMON: usize = 3000;

/// A word of two characters that stands twice, and elsewhere only once at a time.
fn is_word_slip(chars: &[char], at: usize, grams: &Grams) -> bool {
    let (first, second) = (&chars[at..at + 2], &chars[at + 2..at + 4]);
    let word: String = first.iter().collect();
    let doubled: String = chars[at..at + 4].iter().collect();
    first == second
        && first[0] != first[1]
        && !DOUBLED.twice.contains(&word)
        && first.iter().all(|char| is_han(*char))
        && (grams.two(&word) > 2 || dictionary::frequency(&word) >= COMMON || dictionary::is_word(&word))
        && grams.four(&doubled) == 1
        && !(at > 0 && is_seam(chars, at, at + 3, grams) && parts(chars, at))
}

/// Whether the characters that stand twice may be two words: the second begins a longer word (组织 and 组织部), or they are
/// no word (时随 in 小时随时随地).
fn parts(chars: &[char], at: usize) -> bool {
    let word: String = chars[at..at + 2].iter().collect();
    let longer = (at + 5..=at + 6).any(|end| chars.get(at + 2..end).is_some_and(is_word));
    longer || !dictionary::is_word(&word)
}

/// Whether a word ends at `left` and another starts at `right`: 部门 and 门户, 老蟒河 and 河道, 可以 and 以. A word
/// stands in the dictionary, or its two characters stand elsewhere in the text; on one side a single character that is
/// a word by itself is enough. A word that holds both (生机勃勃) explains them too.
fn is_seam(chars: &[char], left: usize, right: usize, grams: &Grams) -> bool {
    let pair = |run: Option<&[char]>| run.is_some_and(|run| grams.two(&run.iter().collect::<String>()) > 1);
    let ends = (2..=4).any(|length| (left + 1).checked_sub(length).is_some_and(|from| is_word(&chars[from..=left])));
    let starts = (2..=4).any(|length| chars.get(right..right + length).is_some_and(is_word));
    let before = ends || left >= 1 && pair(chars.get(left - 1..=left));
    let after = starts || pair(chars.get(right..right + 2));
    // 可以 and 以, 和 and 和谐; 能力 and 和 is no word.
    let goes_on = chars.get(right + 1).is_some_and(|char| is_han(*char));
    let alone = DOUBLED.alone.contains(chars[right]) && goes_on && (ends || starts);
    let both = before && after;
    both || alone || spans(chars, left, right)
}

/// Whether a word of the dictionary holds the characters from `left` to `right`.
fn spans(chars: &[char], left: usize, right: usize) -> bool {
    let from = left.saturating_sub(3);
    let words = (from..=left).flat_map(|start| (right + 1..=(right + 4).min(chars.len())).map(move |end| (start, end)));
    words.filter(|(start, end)| end - start > right + 1 - left).any(|(start, end)| is_word(&chars[start..end]))
}

fn is_word(chars: &[char]) -> bool {
    let word: String = chars.iter().collect();
    DOUBLED.words.contains(&word) || dictionary::is_word(&word)
}
