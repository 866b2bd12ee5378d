//! # text-term：同一名称漏了字
//!
//! “建设工程规划证”别处都是“建设工程规划许可证”：开头、结尾相同，中间少了字，只出现一次（提示）。
//! 附件标题中的事项名（获得用水用气）在正文中少了字（获得用气）的同样列出。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.并联办理。并联办理建设工程规划许可证、施工许可证、建设工程规划许可证。(县自然资源局负责)
//! 2.推行电子证照。实行建设用地批准书、建设工程规划证、施工许可证电子化。(县自然资源局负责)
//! 3.同步核发。核发建设工程规划许可证、施工许可证。(县自然资源局负责)
//! ```
//! 括号里的简称再没有用过，别处用的是多一个字的（市通办、市通管办），同样列出。
//!
//! ```bad
//! 某市整治方案
//! 1.市通信发展管理办公室（市通办）：组织复核。
//! 2.某供电公司：会同市通管办制定方案，报市通管办。
//! 3.完善机制。市通管办做好监督。
//! ```
//! ```good
//! 某市整治方案
//! 1.市通信发展管理办公室（市通管办）：组织复核。
//! 2.某供电公司：会同市通管办制定方案，报市通管办。
//! 3.完善机制。市通管办做好监督。
//! ```
//! 引号里的话、法律法规的名称只有一处与别处差一个字的（“谁搭接、谁整治”，别处都是“谁搭挂、谁整治”），同样列出。
//!
//! ```bad
//! 某县工作方案
//! 1.排查。按照“谁搭挂、谁整治”的原则排查。
//! 2.整治。以“谁搭接、谁整治”为原则整治。
//! 3.验收。坚持“谁搭挂、谁整治”，逐项验收。
//! ```
//! ```bad
//! 某县工作方案
//! 1.落实《中华人民共和国促进科技成果转化法》。
//! 2.按照《促进科技成果转化法》，完善办法。
//! 3.宣传《中华人民共和国促进科技成果转换法》。
//! ```
//! ```good
//! 某县工作方案
//! 1.排查。按照“谁搭挂、谁整治”的原则排查，落实“三个一批次”要求。
//! 2.整治。以“谁使用、谁整治”为原则整治，落实“四个一批次”要求。
//! 3.验收。坚持“谁搭挂、谁整治”，逐项验收，落实“三个一批次”要求。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.并联办理。并联办理建设工程规划许可证、施工许可证。(县自然资源局负责)
//! 2.推行电子证照。实行建设用地规划许可证、建设工程规划许可证、施工许可证电子化。(县自然资源局负责)
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrasediff::left_out;
use crate::phrases::split;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-term";
pub(super) const TITLE: &str = "同一名称漏了字";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    terms(context, findings);
    topics(context, findings);
    quoted(context, findings);
    abbreviated(context, findings);
}

/// A name of a body, and in brackets what it is called for short.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{4,24})[（(](?:以下)?(?:统称|简称)?“?([\p{Han}]{2,6}[办局委厅站所])”?[)）]")
        .expect("a pattern")
});
/// So often the right short name stands in the text at least.
const USED: usize = 3;

/// Short names that the text never uses, where it uses one with a character more (市通办, 市通管办).
fn abbreviated(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let content = || context.passages.iter().filter(|passage| passage.is_content());
    let count = |words: &str| content().map(|passage| passage.text.matches(words).count()).sum::<usize>();
    for passage in content() {
        for found in SHORT.captures_iter(&passage.text) {
            let (full, short) = (&found[1], &found[2]);
            let chars: Vec<char> = short.chars().collect();
            if !is_in_order(short, full) || count(short) != 1 {
                continue;
            }
            let longer = (1..chars.len()).flat_map(|at| {
                let (before, behind) = chars.split_at(at);
                full.chars().map(move |char| before.iter().chain([&char]).chain(behind).collect::<String>())
            });
            let all: BTreeSet<String> = longer.filter(|longer| is_in_order(longer, full)).collect();
            let Some(usual) = all.into_iter().find(|longer| count(longer) >= USED) else { continue };
            let message = format!("“{short}”别处作“{usual}”，疑漏字");
            let at = context.in_passage(passage, &found[0]).marked(short);
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// Whether the characters of a short name stand in the full one, in order.
fn is_in_order(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().all(|char| rest.any(|other| other == char))
}

/// Where a term stands in a list, and how often.
struct Term<'c, 'a> {
    count: usize,
    passage: &'c Passage<'a>,
    phrase: &'c str,
}

fn terms(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut all: BTreeMap<&str, Term<'_, '_>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            for item in phrase.split(['、', '和', '及', '等']).filter(|item| is_term(item)) {
                all.entry(item).or_insert(Term { count: 0, passage, phrase }).count += 1;
            }
        }
    }
    let rare = || all.iter().filter(|(_, term)| term.count == 1);
    let places = places(context, rare().filter_map(|(short, _)| head(short)).collect());
    for (short, rare) in rare() {
        if let Some((long, passage)) = usual(context, short, &places) {
            let message = format!("“{short}”别处作“{long}”，疑漏字");
            let at = context.in_passage(rare.passage, rare.phrase).marked(short);
            let phrase = split(&passage.text).find(|phrase| phrase.contains(&long)).unwrap_or(&long);
            let other = context.in_passage(passage, phrase).marked(&long);
            findings.push(finding(CODE, Severity::Info, message, at, Some(other)));
        }
    }
}

/// Words within quotes, and names of laws.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"“([^“”，。；]{6,20})”|《(?:中华人民共和国)?([^《》，。；]{6,20}[法例])》").expect("a pattern")
});

/// Quoted words that stand once, and elsewhere several times with another character: “谁搭接、谁整治” beside “谁搭挂、谁整治”.
fn quoted(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut all: BTreeMap<&str, (usize, &Passage<'_>)> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in QUOTED.captures_iter(&passage.text) {
            let words = found.get(1).or(found.get(2)).map_or("", |words| words.as_str());
            all.entry(words).or_insert((0, passage)).0 += 1;
        }
    }
    // By what stands but for one character, so that those that differ in it meet.
    let mut usual: BTreeMap<(usize, String), &str> = BTreeMap::new();
    for (words, _) in all.iter().filter(|(_, (count, _))| *count >= 2) {
        usual.extend(gaps(words).map(|gap| (gap, *words)));
    }
    for (words, (_, passage)) in all.iter().filter(|(_, (count, _))| *count == 1) {
        let Some((at, meant)) = gaps(words).find_map(|gap| Some((gap.0, *usual.get(&gap)?))) else { continue };
        let differing = [words, meant].map(|words| words.chars().nth(at).unwrap_or_default());
        // A number is another number.
        if differing
            .iter()
            .any(|char| !zhengtu_text::is_han(*char) || crate::numbers::read(&char.to_string()).is_some())
        {
            continue;
        }
        let message = format!("“{words}”别处作“{meant}”");
        let at = context.in_passage(passage, words).marked(words);
        let there = context.in_passage(all[meant].1, meant).marked(meant);
        findings.push(finding(CODE, Severity::Info, message, at, Some(there)));
    }
}

/// The words without each of their characters, with its place.
fn gaps(words: &str) -> impl Iterator<Item = (usize, String)> {
    let chars: Vec<char> = words.chars().collect();
    (0..chars.len())
        .map(move |gap| (gap, chars.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, char)| *char).collect()))
}

/// The first characters of a term, by which longer forms of it are found.
type Head = [char; 4];

fn head(term: &str) -> Option<Head> {
    let mut chars = term.chars();
    Some([chars.next()?, chars.next()?, chars.next()?, chars.next()?])
}

/// Where the heads stand: the passages by number, and the bytes in them.
fn places(context: &Context<'_>, heads: BTreeSet<Head>) -> BTreeMap<Head, Vec<(usize, usize)>> {
    let mut places: BTreeMap<Head, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, passage) in context.passages.iter().enumerate().filter(|(_, passage)| passage.is_content()) {
        for (at, _) in passage.text.char_indices() {
            if let Some(head) = head(&passage.text[at..]).filter(|head| heads.contains(head)) {
                places.entry(head).or_default().push((number, at));
            }
        }
    }
    places
}

/// A longer name that stands at least twice and of which `short` lacks some characters, with the
/// first passage that has it.
fn usual<'c, 'a>(
    context: &'c Context<'a>,
    short: &str,
    places: &BTreeMap<Head, Vec<(usize, usize)>>,
) -> Option<(String, &'c Passage<'a>)> {
    let length = short.chars().count();
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for &(number, at) in places.get(&head(short)?)? {
        for extra in 1..=3 {
            let long: String = context.passages[number].text[at..].chars().take(length + extra).collect();
            if lacks(short, &long) && long.chars().all(char::is_alphabetic) {
                found.entry(long).or_insert((0, number)).0 += 1;
            }
        }
    }
    let (long, (count, number)) = found.into_iter().max_by_key(|(_, (count, _))| *count)?;
    (count >= 2).then(|| (long, &context.passages[number]))
}

/// Names of papers and figures, which have one right form.
fn is_term(item: &str) -> bool {
    let length = item.chars().count();
    (6..=14).contains(&length)
        && item.chars().all(char::is_alphabetic)
        && item.ends_with(['证', '书', '表', '率', '费', '函', '照', '局', '委', '办'])
}

/// The longest run of characters that is left out of a term by mistake.
const LONGEST_GAP: usize = 3;

/// Whether `short` is `long` with one run of at most three characters left out of its middle.
fn lacks(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let Some(1..=LONGEST_GAP) = long.len().checked_sub(short.len()) else { return false };
    matches!(left_out(&short, &long), Some((4.., 1..)))
}

/// The matter of an annex, with a run of characters left out of its middle.
fn topics(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for part in context.facts.parts.iter().filter(|part| part.number > 0 && part.present) {
        let Some(topic) =
            super::value_rank::topic(context.lexicon.checks(), &part.title).filter(|topic| topic.chars().count() >= 6)
        else {
            continue;
        };
        let chars: Vec<char> = topic.chars().collect();
        let shorter = (2..chars.len() - 1).flat_map(|from| (from + 1..chars.len()).map(move |to| (from, to)));
        for (from, to) in shorter.filter(|(from, to)| to - from == 2 && chars.len() - (to - from) >= 4) {
            let variant: String = chars[..from].iter().chain(&chars[to..]).collect();
            let Some(passage) =
                context.passages.iter().find(|passage| passage.is_content() && passage.text.contains(&variant))
            else {
                continue;
            };
            let phrase = split(&passage.text).find(|phrase| phrase.contains(&variant)).unwrap_or(&variant);
            let at = context.in_passage(passage, phrase).marked(&variant);
            let message = format!("“{variant}”疑为“{topic}”");
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}
