//! # units-form：单位名称的级别和机构不相称
//!
//! “市财政厅”“县教育厅”：厅是省、自治区的机构；“省教育局”：省的教育部门是厅（警告）。书名号里的不查。
//! 两个单位的名称连在一起、中间没有顿号的（省通信管理局省财政厅），同样列出（警告）。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。（县财政厅牵头，县教育局配合）
//! ```
//! ```bad
//! 某省工作方案
//! 一、主要措施
//! 1.推进甲事。（省商务厅省财政厅负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进甲事。（县财政局牵头，省财政厅、省税务局、市公安局交警支队指导）
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "units-form";
pub(super) const TITLE: &str = "单位名称的级别和机构不相称";

const FUNCTIONS: &str = "财政|教育|民政|司法|交通运输|农业农村|商务|自然资源|生态环境|住房城乡建设|住房和城乡建设|水利|人力资源社会保障|人力资源和社会保障|科技|科学技术|工业和信息化|文化和旅游|应急管理|退役军人事务|审计";

static HALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?:^|[、，；：（()）。，由])([市县区](?:{FUNCTIONS})厅)")).expect("a pattern")
});

static OFFICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?:^|[、，；：（()）。，由])(省(?:{FUNCTIONS})局)")).expect("a pattern"));

/// Two names of bodies between which nothing stands.
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[、，；：（()）。，])([省市县区][\p{Han}]{2,10}?[局厅委办])([省市县区][\p{Han}]{2,10}[局厅委办])(?:$|[、，；（()）。牵配负按])")
        .expect("a pattern")
});

/// 省通信管理局省经信厅: two known bodies of one level without a sign between them.
fn joined(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let bodies = context.lexicon.bodies();
    let is_body = |name: &str| bodies.recognise(name).is_some_and(|known| known.is_whole());
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for found in JOINED.captures_iter(&passage.text) {
            let (Some(first), Some(second)) = (found.get(1), found.get(2)) else { continue };
            let level = first.as_str().chars().next() == second.as_str().chars().next();
            if level && is_body(first.as_str()) && is_body(second.as_str()) {
                let both = &passage.text[first.start()..second.end()];
                let side = context.in_passage(passage, around(&passage.text, first.start()..second.end())).marked(both);
                findings.push(finding(CODE, Severity::Warning, format!("“{both}”：两个单位之间缺顿号"), side, None));
            }
        }
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    joined(context, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for (pattern, why) in [(&HALL, "厅是省、自治区的机构"), (&OFFICE, "省的这一部门是厅")] {
            for found in pattern.captures_iter(&passage.text).filter_map(|found| found.get(1)) {
                let side = context.in_passage(passage, around(&passage.text, found.range())).marked(found.as_str());
                findings.push(finding(CODE, Severity::Warning, format!("“{}”：{why}", found.as_str()), side, None));
            }
        }
    }
}
