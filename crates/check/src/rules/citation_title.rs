//! # citation-title：同一文件的标题写法不同
//!
//! 两处引用的标题只差一两个字、开头结尾都相同，多半是同一文件，有一处漏字或多字（提示）。
//! 年份、地名、序号不同的是不同的文件，不列。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 落实《河南省营商环境优化提升行动方案》，改进服务。
//! 二、主要措施
//! 1.推进公开。按照《河南省营商环境优化提升方案》公开事项。
//! ```
//! 所引的标题与本文的附件只差最后的文种（任务台账、任务清单）的，同样列出。
//!
//! ```bad
//! 2021年某县优化服务工作方案
//! 一、主要措施
//! 1.加强调度。按照《某县优化服务行动任务台账》所列任务推进。(县财政局负责)
//!
//! 附件：1.某县优化服务行动任务清单
//! 附件1
//! 某县优化服务行动任务清单
//! 1.推进甲事。(县财政局负责)
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 落实《优化营商环境条例》，改进服务。
//! 二、主要措施
//! 1.推进公开。按照《河南省优化营商环境条例》公开事项。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrasediff::left_out;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub(super) const CODE: &str = "citation-title";
pub(super) const TITLE: &str = "同一文件的标题写法不同";

static CITED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[《〈]([^《》〈〉]{6,60})[》〉]").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut titles: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for (number, passage) in context.passages.iter().enumerate().filter(|(_, passage)| passage.is_content()) {
        for found in CITED.captures_iter(&passage.text) {
            let bare: String = found[1].chars().filter(|char| char.is_alphanumeric()).collect();
            let bare = bare.strip_suffix("的通知").unwrap_or(&bare).to_owned();
            titles.entry(bare).or_insert_with(|| (number, found[0].to_owned()));
        }
    }
    own_annexes(context, &titles, findings);
    for (one, other) in variants(&titles) {
        let ((number, quote), (other_number, other_quote)) = (&titles[one], &titles[other]);
        let side = |number: usize, quote: &str| context.in_passage(&context.passages[number], quote);
        let message = format!("疑为同一文件，标题写法不同：{quote}与{other_quote}");
        let (a, b) = (side(*number, quote), side(*other_number, other_quote));
        findings.push(finding(CODE, Severity::Info, message, a, Some(b)).confidence(0.7));
    }
}

/// The titles that are two ways to write one, in order. Each is looked up with a run left out: there may be thousands that
/// begin alike, too many to compare each with each.
fn variants<T>(titles: &BTreeMap<String, T>) -> BTreeSet<(&String, &String)> {
    let mut found = BTreeSet::new();
    for long in titles.keys() {
        let ends: Vec<usize> = long.char_indices().map(|(at, _)| at).chain([long.len()]).collect();
        let runs = (HEAD..ends.len()).flat_map(|from| (1..=LONGEST).map(move |length| (from, from + length)));
        for (from, to) in runs.filter(|(_, to)| to + TAIL < ends.len()) {
            if tells_apart(&long[ends[from]..ends[to]]) {
                continue;
            }
            let short = [&long[..ends[from]], &long[ends[to]..]].concat();
            let Some((short, _)) = titles.get_key_value(&short) else { continue };
            if is_variant(short, long) {
                found.insert((short.min(long), short.max(long)));
            }
        }
    }
    found
}

/// A cited title that is that of an annex of the document but for its last word (任务台账 for 任务清单).
fn own_annexes(context: &Context<'_>, titles: &BTreeMap<String, (usize, String)>, findings: &mut Vec<Finding>) {
    let annexes = context.facts.parts.iter().filter(|part| part.number > 0);
    let annexes: Vec<(String, &str)> = annexes
        .map(|part| (part.title.chars().filter(|char| char.is_alphanumeric()).collect(), part.title.as_str()))
        .collect();
    for (title, (number, quote)) in titles {
        if annexes.iter().any(|(bare, _)| bare == title) {
            continue;
        }
        let stem = |title: &str| title.chars().take(title.chars().count().saturating_sub(KIND)).collect::<String>();
        let own = stem(title);
        let Some((_, annex)) = annexes.iter().find(|(bare, _)| own.chars().count() >= SHORTEST && stem(bare) == own)
        else {
            continue;
        };
        let side = context.in_passage(&context.passages[*number], quote);
        let message = format!("{quote}疑为附件“{annex}”");
        findings.push(finding(CODE, Severity::Info, message, side, None).confidence(0.7));
    }
}

/// The characters of the word at the end of a title that says of what kind the document is.
const KIND: usize = 2;

/// The longest run of characters that one way to write a title leaves out.
const LONGEST: usize = 3;

/// Shorter titles, in characters, are alike by chance.
const SHORTEST: usize = 8;

/// Two ways to write a title have at least so many characters at their beginning in common.
const HEAD: usize = 4;

/// ... and so many at their end.
const TAIL: usize = 2;

/// Whether the shorter is the longer with one run left out of its middle.
fn is_variant(short: &str, long: &str) -> bool {
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let Some((head @ HEAD.., TAIL..)) = left_out(&short, &long).filter(|_| short.len() >= SHORTEST) else {
        return false;
    };
    let run: String = long[head..head + long.len() - short.len()].iter().collect();
    !tells_apart(&run)
}

/// Whether a run has numbers, or names a place: with it the title is that of another document.
fn tells_apart(run: &str) -> bool {
    run.contains(|char: char| char.is_ascii_digit() || "省市县区年第一二三四五六七八九十".contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_with_a_run_left_out_are_two_ways_to_write_one() {
        let titles = [
            "关于加快政务服务建设意见",
            "关于加快政务服务体系建设意见",
            "关于加快政务服务第一批建设意见",
            "关于加快政务服务体系改革建设意见",
            "加快政务服务建设意见",
            "关于加快政务服务建设意见书",
        ];
        let titles: BTreeMap<String, ()> = titles.into_iter().map(|title| (title.to_owned(), ())).collect();
        let found: Vec<(&str, &str)> = variants(&titles).into_iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let expected = [
            ("关于加快政务服务体系建设意见", "关于加快政务服务体系改革建设意见"),
            ("关于加快政务服务体系建设意见", "关于加快政务服务建设意见"),
        ];
        assert_eq!(found, expected);
    }
}
