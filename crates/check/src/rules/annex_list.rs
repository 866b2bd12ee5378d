//! # annex-list：附件目录与附件不符
//!
//! 目录列出的附件应当都在文中，文中的附件都应列入目录，标题应当相同。
//! 列出而没有的为错误；没有列出、标题不同的为警告。只有目录、附件另行印发的文件不查缺失。
//!
//! ```bad
//! 某县工作方案
//! 为做好工作，制定本方案。
//! 一、总体要求
//! 坚持问题导向。
//!
//! 附件：1.某县开办企业方案
//! 2.某县获得电力方案
//! 附件1
//! 某县开办企业方案
//! 一、总体要求
//! 优化服务。
//! ```
//! ```good
//! 某县工作方案
//! 为做好工作，制定本方案。
//! 一、总体要求
//! 坚持问题导向。
//!
//! 附件：1.某县开办企业方案
//! 附件1
//! 某县开办企业方案
//! 一、总体要求
//! 优化服务。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};

pub(super) const CODE: &str = "annex-list";
pub(super) const TITLE: &str = "附件目录与附件不符：列出而未附、附而未列、标题不同";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let annexes = context.facts.parts.iter().filter(|part| part.number > 0);
    // A list without a single annex behind it: the annexes are kept elsewhere.
    let kept_elsewhere = annexes.clone().all(|part| !part.present);
    let listed = context.facts.parts.iter().any(|part| part.listed.is_some());
    let unlisted: Vec<_> = annexes.clone().filter(|part| part.present && part.listed.is_none()).collect();
    // A number that is wrong in the list throws out all behind it.
    if let [first, _, _, ..] = unlisted.as_slice()
        && listed
    {
        let numbers: Vec<String> = unlisted.iter().map(|part| part.number.to_string()).collect();
        let message = format!("附件{}不在附件目录中", numbers.join("、"));
        let at = context.quote(first.number, "", &first.title, &first.evidence);
        findings.push(finding(CODE, Severity::Warning, message, at, None));
    }
    for part in annexes {
        let number = part.number;
        if !part.present {
            if !kept_elsewhere {
                let at = context.quote(0, "附件", &format!("{number}.{}", part.title), &part.evidence);
                let message = format!("附件{number}《{}》列入目录，文中没有", part.title);
                findings.push(finding(CODE, Severity::Error, message, at, None));
            }
            continue;
        }
        let at = context.quote(number, "", &part.title, &part.evidence);
        match &part.listed {
            None if listed && unlisted.len() <= FEW => {
                let message = format!("附件{number}《{}》不在附件目录中", part.title);
                findings.push(finding(CODE, Severity::Warning, message, at, None));
            }
            Some(listed) if differs(listed, &part.title) => {
                let message = format!("附件{number}的标题与目录不同：目录为《{listed}》，正文为《{}》", part.title);
                let whole = zhengtu_model::Evidence { end: context.facts.info.chars, ..Default::default() };
                let other = context.quote(0, "附件", listed, &whole);
                findings.push(finding(CODE, Severity::Warning, message, at, Some(other)));
            }
            _ => {}
        }
    }
}

/// So many annexes that the list lacks are told one by one.
const FEW: usize = 2;

fn differs(listed: &str, title: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|char| char.is_alphanumeric()).collect() };
    let (listed, title) = (bare(listed), bare(title));
    // A list may shorten a title, and what was taken for a title may hold more than that.
    let held = listed.contains(&title) || title.contains(&listed);
    !held && title.chars().count() <= LONGEST
}

/// No title is longer, in characters.
const LONGEST: usize = 60;
