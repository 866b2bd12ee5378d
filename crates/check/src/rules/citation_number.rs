//! # citation-number：一份文件两个文号，或一个文号两份文件
//!
//! 同一标题的文件文号不同，或同一文号的文件标题不同，至少一处有误（错误；
//! 机关代字也不同的，可能是上下级的同名文件，为警告；一号两题的为警告）。
//! 没有写文号的引用不比较。
//!
//! ```bad
//! 某县工作方案
//! 一、总体要求
//! 落实《关于优化服务的意见》（某政办〔2020〕39号）要求，改进服务。
//! 二、主要措施
//! 1.推进公开。按照《关于优化服务的意见》（某政办〔2020〕93号）要求，公开事项。
//! ```
//! ```good
//! 某县工作方案
//! 一、总体要求
//! 落实《关于优化服务的意见》（某政办〔2020〕39号）要求，改进服务。
//! 二、主要措施
//! 1.推进公开。按照《关于优化服务的意见》（某政办〔2020〕39号）要求，公开事项。
//! ```

use crate::Side;
use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use std::collections::{BTreeSet, HashMap, HashSet};
use zhengtu_model::Citation;
use zhengtu_text::fold_width;

pub(super) const CODE: &str = "citation-number";
pub(super) const TITLE: &str = "一份文件两个文号，或一个文号两份文件";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let full: Vec<(&Citation, String, String)> = context
        .facts
        .citations
        .iter()
        .filter_map(|cited| Some((cited, bare(cited.title.as_deref()?), bare(cited.number.as_deref()?))))
        .collect();
    // Of those that say the same of title and number the first stands for all.
    let mut told = HashSet::new();
    let mut by_title: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (cited, title, number)) in full.iter().enumerate() {
        let near = by_title.get(title.as_str()).into_iter().chain(by_number.get(number.as_str()));
        for earlier in near.flatten().copied().collect::<BTreeSet<usize>>() {
            let (other, other_title, other_number) = &full[earlier];
            let (severity, message) = if title == other_title && title.chars().count() >= 6 && number != other_number {
                // Two levels of government may give their documents one title.
                let severity = if issuer(number) == issuer(other_number) { Severity::Error } else { Severity::Warning };
                (severity, format!("《{}》有两个文号", cited.title.as_deref().unwrap_or_default()))
            } else if number == other_number && !alike(title, other_title) {
                (Severity::Warning, format!("{}有两个标题", cited.number.as_deref().unwrap_or_default()))
            } else {
                continue;
            };
            findings.push(finding(CODE, severity, message, side(context, other), Some(side(context, cited))));
            break;
        }
        if told.insert((title, number)) {
            by_title.entry(title).or_default().push(at);
            by_number.entry(number).or_default().push(at);
        }
    }
}

/// The text without signs and white space, in one width.
fn bare(text: &str) -> String {
    fold_width(text).chars().filter(|char| char.is_alphanumeric()).collect()
}

/// The letters of the body that a document number starts with.
fn issuer(number: &str) -> &str {
    number.split(|char: char| char.is_ascii_digit()).next().unwrap_or_default()
}

/// One title may leave out the body or the words 的通知 of the other.
fn alike(a: &str, b: &str) -> bool {
    a.contains(b) || b.contains(a)
}

fn side(context: &Context<'_>, cited: &Citation) -> Side {
    let mark = cited.number_raw.clone().or(cited.number.clone()).unwrap_or_default();
    let title = cited.title.as_ref().map_or(String::new(), |title| format!("《{title}》"));
    let quote = if title.is_empty() { mark.clone() } else { format!("{title}({mark})") };
    let mut side = context.quote(cited.part, &cited.path, &quote, &cited.evidence).marked(&mark);
    // The printed brackets may be others.
    if side.evidence.start == cited.evidence.start {
        side.evidence = cited.evidence.clone();
    }
    side
}
