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
use std::collections::BTreeMap;
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
    let all: Vec<_> = titles.iter().map(|(title, at)| (title, title.chars().count(), at)).collect();
    for (at, (title, length, (number, quote))) in all.iter().enumerate() {
        // They are in order, so that those that begin alike follow each other.
        let head: String = title.chars().take(HEAD).collect();
        let alike = all[at + 1..].iter().take_while(|(other, ..)| other.starts_with(&head));
        for (other, other_length, (other_number, other_quote)) in alike {
            if (1..=LONGEST).contains(&length.abs_diff(*other_length)) && is_variant(title, other) {
                let side = |number: usize, quote: &str| context.in_passage(&context.passages[number], quote);
                let message = format!("疑为同一文件，标题写法不同：{quote}与{other_quote}");
                let (a, b) = (side(*number, quote), side(*other_number, other_quote));
                findings.push(finding(CODE, Severity::Info, message, a, Some(b)).confidence(0.7));
            }
        }
    }
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

/// Whether the shorter is the longer with one run of at most three characters left out of its middle.
fn is_variant(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() < b.chars().count() { (a, b) } else { (b, a) };
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let Some((head @ HEAD.., 2..)) = left_out(&short, &long).filter(|_| short.len() >= SHORTEST) else { return false };
    let run = &long[head..head + long.len() - short.len()];
    !run.iter().any(|char| char.is_ascii_digit() || "省市县区年第一二三四五六七八九十".contains(*char))
}
