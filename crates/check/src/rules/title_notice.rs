//! # title-notice：通知里的标题与所印发文件的标题不同
//!
//! “关于印发《某县甲方案》的通知”“现将《某县甲方案》印发给你们”：书名号里的应当就是所印发文件的标题（警告）。
//! 一方多出地名、“的通知”、试行等的不算。
//!
//! ```bad
//! 某县人民政府关于印发某县优化营商环境工作方案的通知
//! 各乡镇人民政府：
//! 现将《某县优化营商环境实施方案》印发给你们，请认真贯彻执行。
//! 某县人民政府
//! 2023年3月5日
//! 某县优化营商环境工作方案
//! 为优化营商环境，制定本方案。
//! 一、主要措施
//! 1.推进甲事。
//! ```
//! ```bad
//! 某政办发〔2022〕20号
//! 某县人民政府办公室
//! 印发《关于促进某县房地产市场平稳健康
//! 发展的若干政策措施》的通知
//! 各乡镇人民政府：
//! 《关于促进某县房地产市场健康发展的若干政策措施》已经县人民政府同意，现印发给你们，请认真组织实施。
//! 某县人民政府办公室
//! 2022年9月27日
//! 关于促进某县房地产市场平稳健康发展
//! 的若干政策措施
//! 一、实行补贴。符合条件的给予补贴。
//! ```
//! ```good
//! 某县人民政府办公室
//! 印发《关于促进某县房地产市场平稳健康
//! 发展的若干政策措施》的通知
//! 各乡镇人民政府：
//! 《关于促进某县房地产市场平稳健康发展的若干政策措施》已经县人民政府同意，现印发给你们，请认真组织实施。
//! 某县人民政府办公室
//! 2022年9月27日
//! 关于促进某县房地产市场平稳健康发展
//! 的若干政策措施
//! 一、实行补贴。符合条件的给予补贴。
//! ```
//! ```good
//! 某县人民政府关于印发某县优化营商环境工作方案的通知
//! 各乡镇人民政府：
//! 现将《某县优化营商环境工作方案》印发给你们，请认真贯彻执行。
//! 某县人民政府
//! 2023年3月5日
//! 某县优化营商环境工作方案
//! 为优化营商环境，制定本方案。
//! 一、主要措施
//! 1.推进甲事。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "title-notice";
pub(super) const TITLE: &str = "通知里的标题与所印发文件的标题不同";

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:关于|转|办公室|办公厅|人民政府)(?:印发|发布|下发|公布)[《〈]?([^《》〈〉]{6,60}?)[》〉]?的通知$")
        .expect("a pattern")
});

static LETTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:现将|《?)《([^《》]{6,60})》(?:[（(][^（()）]{1,20}[)）])?(?:已经?[^，。]{0,24}(?:同意|通过|批准)，?)?(?:现)?(?:予以)?(?:印发|下发|发布|公布)(?:给你们|你们|，|。)").expect("a pattern")
});

/// Lines of the head of a document.
const HEAD_LINES: usize = 30;

/// A title, in one line of the head of the document.
struct Named<'c, 'a> {
    bare: String,
    passage: &'c Passage<'a>,
    words: String,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let head = &context.passages[..context.passages.len().min(HEAD_LINES)];
    let lines = lines(head);
    let named = |pattern: &Regex| {
        lines.iter().find_map(|(text, passage)| {
            let found = pattern.captures(text)?;
            Some(Named { bare: bare(&found[1]), passage, words: found[1].to_owned() })
        })
    };
    let own = lines.iter().find(|(text, passage)| is_title(text, passage)).map(|(text, passage)| Named {
        bare: bare(text),
        passage,
        words: text.clone(),
    });
    let titles: Vec<Named<'_, '_>> = [named(&HEAD), named(&LETTER), own].into_iter().flatten().collect();
    for (at, a) in titles.iter().enumerate() {
        if let Some(b) = titles[at + 1..].iter().find(|b| differs(&a.bare, &b.bare) || years_differ(a, b)) {
            let message = format!("标题不同：“{}”与“{}”", a.words, b.words);
            let side = |named: &Named<'_, '_>| {
                let whole = named.passage.text.contains(&named.words);
                context.in_passage(named.passage, if whole { &named.words } else { &named.passage.text })
            };
            findings.push(finding(CODE, Severity::Warning, message, side(a), Some(side(b))));
            return;
        }
    }
}

/// The lines of the head, and behind them those of titles that go over two or three.
fn lines<'c, 'a>(head: &'c [Passage<'a>]) -> Vec<(String, &'c Passage<'a>)> {
    let mut lines: Vec<(String, &Passage<'_>)> = head.iter().map(|passage| (passage.text.clone(), passage)).collect();
    for count in [2, 3] {
        for run in head.windows(count).filter(|run| run.iter().all(is_bare_line)) {
            lines.push((run.iter().map(|passage| passage.text.as_str()).collect(), &run[0]));
        }
    }
    lines
}

/// Whether a passage stands outside the items and has no sign of a sentence.
fn is_bare_line(passage: &Passage<'_>) -> bool {
    passage.clause.path.is_empty() && !passage.text.contains(['，', '。', '：', ':', '；'])
}

/// Whether a line is the title of the plan that a notice sends out.
fn is_title(text: &str, passage: &Passage<'_>) -> bool {
    let ends = Regex::is_match;
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^[^，。；：]{6,50}(?:方案|规划|计划|办法|细则|措施|意见|规定|清单|规则)(?:[（(][^（()）]{1,16}[)）])?$",
        )
        .expect("a pattern")
    });
    let heads = matches!(passage.clause.kind, ClauseKind::Heading | ClauseKind::Other);
    heads && passage.clause.path.is_empty() && ends(&ENDS, text) && !text.contains("附件")
}

/// Whether two titles that are the same else name other years in their brackets (（2025—2030年）).
fn years_differ(a: &Named<'_, '_>, b: &Named<'_, '_>) -> bool {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[（(]((?:19|20)\d\d)年?[—\-－~～至]+((?:19|20)\d\d)年?[）)]").expect("a pattern")
    });
    let years =
        |named: &Named<'_, '_>| YEARS.captures(&named.words).map(|found| (found[1].to_owned(), found[2].to_owned()));
    a.bare == b.bare && years(a).zip(years(b)).is_some_and(|(first, second)| first != second)
}

/// A title without signs, year, and words in brackets.
fn bare(title: &str) -> String {
    let plain = title.split(['（', '(']).next().unwrap_or(title);
    plain.chars().filter(|char| char.is_alphabetic()).filter(|char| !matches!(char, '年')).collect()
}

/// Whether two titles are of one matter and not the same: one of them is no part of the other, and they share most of
/// their characters.
fn differs(a: &str, b: &str) -> bool {
    if a.contains(b) || b.contains(a) {
        return false;
    }
    let (first, second): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
    let tail = first.iter().rev().zip(second.iter().rev()).take_while(|(a, b)| a == b).count();
    (head + tail) * 10 >= first.len().min(second.len()) * 6
}
