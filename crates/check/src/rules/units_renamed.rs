//! # units-renamed：机构改革前的名称
//!
//! 县国土局（自然资源局）、县卫计委（卫生健康委）、银保监局（金融监管局）：文件的年份在机构改革之后，或者文中多处用了改革后的名称，
//! 这里用的还是原来的（责任单位中的为警告，别处的为提示）。书名号里的、写明“原”的、改革之前的文件不查。词表：`reforms.toml`。
//!
//! ```bad
//! 某县2023年工作方案
//! 一、主要措施
//! 1.推进甲事。（县国土局、县卫计委负责）
//! ```
//! ```bad
//! 某市工作方案
//! 一、主要措施
//! 1.推进甲事。到2027年，全面建成。（市工商局、市财政局负责）
//! ```
//! 国家的机构先改：2018年底国务院的文件里，与农业农村部并列的卫生计生委，同样列出。
//!
//! ```bad
//! 国务院办公厅关于抓好某项工作的通知
//! 国办发〔2018〕127号
//! 各省、自治区、直辖市人民政府：
//! 一、主要任务
//! （一）推进甲事。请科技部、农业农村部、卫生计生委等部门在2019年2月底前完成。
//! 国务院办公厅
//! 2018年12月26日
//! ```
//! ```good
//! 国务院办公厅关于抓好某项工作的通知
//! 国办发〔2017〕97号
//! 各省、自治区、直辖市人民政府：
//! 一、主要任务
//! （一）推进甲事。请科技部、农业部、卫生计生委等部门在2018年2月底前完成。
//! 国务院办公厅
//! 2017年12月26日
//! ```
//! ```good
//! 某县2017年工作方案
//! 一、主要措施
//! 1.推进甲事。（县国土局、县卫计委负责）
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::places::around;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use zhengtu_lexicon::reforms::Renamed;
use zhengtu_model::GovernmentLevel;

pub(super) const CODE: &str = "units-renamed";
pub(super) const TITLE: &str = "机构改革前的名称";

/// So often a text uses names of after a reform that is of after it.
const KNOWN: usize = 2;

/// The first year of the last reform after which the text was written, by the names it uses; 0 where they tell nothing.
fn reformed(context: &Context<'_>) -> u16 {
    let mut used: BTreeMap<u16, usize> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for since in context.lexicon.reforms().scan_new(&passage.text) {
            *used.entry(since).or_default() += 1;
        }
    }
    used.into_iter().rev().find(|(_, count)| *count >= KNOWN).map_or(0, |(since, _)| since)
}

/// The first of the years of which a text without a date speaks; 0 where it speaks of none.
fn earliest(context: &Context<'_>) -> u16 {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"((?:19|20)\d\d)(?:年|〕)").expect("a pattern"));
    let years = context.passages.iter().flat_map(|passage| YEARS.captures_iter(&passage.text));
    years.filter_map(|found| found[1].parse().ok()).min().unwrap_or(0)
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let reformed = reformed(context);
    let year = context.facts.info.year.unwrap_or_else(|| earliest(context));
    let level = context.facts.info.identity.level.as_ref().map(|level| level.value);
    let national = level == Some(GovernmentLevel::National);
    let mut told = BTreeSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for (at, renamed) in context.lexicon.reforms().scan(&passage.text) {
            let old = &passage.text[at.clone()];
            let before = &passage.text[..at.start];
            let titled = before.matches('《').count() > before.matches('》').count();
            let former = FORMER.is_match(before);
            let after = year.max(reformed) >= renamed.since || national && comes_with(context, passage, year, renamed);
            if !after || titled || former || !told.insert((passage.clause.part, old)) {
                continue;
            }
            // Who answers for a task is to be called by its name; what is told of the past may have the old one.
            let named = stated(context, passage, old) && (year > renamed.since || reformed >= renamed.since);
            let severity = if named { Severity::Warning } else { Severity::Info };
            let side = context.in_passage(passage, around(&passage.text, at.clone())).marked(old);
            let message = format!("“{old}”是机构改革前的名称，{}年起为“{}”", renamed.since, renamed.new);
            findings.push(finding(CODE, severity, message, side, None));
        }
    }
}

/// Whether a passage of the year before names another body by its name of after the reform: those of the nation were renamed
/// first.
fn comes_with(context: &Context<'_>, passage: &Passage<'_>, year: u16, renamed: &Renamed) -> bool {
    let near = |since: u16| (since..=since + 1).contains(&renamed.since);
    year + 1 == renamed.since && context.lexicon.reforms().scan_new(&passage.text).any(near)
}

static FORMER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"原(?:国家|省|市|县|区|州)?$").expect("a pattern"));

/// Whether the name stands in the statement of a task.
fn stated(context: &Context<'_>, passage: &Passage<'_>, name: &str) -> bool {
    let task = passage.task.map(|task| &context.facts.tasks[task]);
    task.is_some_and(|task| task.units.iter().any(|unit| unit.surface.contains(name)))
}
