//! # deadline-steps：阶段的时间前后颠倒，下级条目的时限晚于上级
//!
//! “实施步骤”“时间安排”一类标题之下，各阶段标题后括号里的时间应当依次往后：“（一）摸底排查（7月底前）”而“（二）现场复核
//! （6月底前）”，多半有一处写错（警告）；只有一处颠倒的才算。条目标题括号里的时限是2024年底，下级条目的时限却在2025年的，同样为警告。
//!
//! ```bad
//! 某市工作方案
//! 一、时间安排
//! （一）摸底排查（2022年7月底前）。全面排查线路。
//! （二）现场复核（2022年6月底前）。逐一复核清单。
//! （三）集中整治（2024年底前）。分批整治。
//! ```
//! ```bad
//! 某市工作方案
//! 一、时间安排
//! （一）集中整治（2024年底前）。分批整治。
//! 1.第一阶段（2022年7月至2022年12月）。整治主干道。
//! 2.第二阶段（2023年1月至2025年11月）。整治其他区域。
//! ```
//! 标题后没有括号的，看这一条里唯一的时限；写明“第一阶段”“第二阶段”而前后重叠的为提示。
//!
//! ```bad
//! 某市工作方案
//! 三、实施步骤
//! （一）制定方案。完善措施。2019年上半年，各区印发实施方案。
//! （二）组织实施。有序开展试点。
//! （三）评估总结。2019年3月底前，各区形成总结报告。
//! ```
//! ```bad
//! 某市工作方案
//! 一、时间安排
//! 1.第一阶段（2022年7月至2022年12月）。整治主干道。
//! 2.第二阶段（2022年10月至2023年11月）。整治其他区域。
//! ```
//! ```good
//! 某市工作方案
//! 三、实施步骤
//! （一）制定方案。完善措施。2019年上半年，各区印发实施方案。
//! （二）评估总结。2021年3月底前，各区形成总结报告。
//! ```
//! ```good
//! 某市工作方案
//! 一、时间安排
//! （一）摸底排查（2022年5月底前）。全面排查线路。
//! （二）集中整治（2024年底前）。分批整治。
//! 1.第一阶段（2022年7月至2022年12月）。整治主干道。
//! 2.第二阶段（2023年1月至2024年11月）。整治其他区域。
//! 二、主要任务
//! （一）推进甲事（2022年7月底前）。优化流程。
//! （二）推进乙事（2022年6月底前）。完善机制。
//! ```

use crate::Side;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::strip_number;
use crate::places::around;
use regex::Regex;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;
use zhengtu_model::Date;
use zhengtu_terms::dates::{self, DateKind};

pub(super) const CODE: &str = "deadline-steps";
pub(super) const TITLE: &str = "阶段的时间前后颠倒，下级条目的时限晚于上级";

/// A numbered heading with a bracket behind it.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．]?)[^（(）)。，；：:]{2,20}[（(]([^（）()]{3,30})[）)]")
        .expect("a pattern")
});

/// An item whose heading says when it is done.
struct Step {
    start: Option<Date>,
    end: Date,
    said: String,
    side: Side,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let phases = &context.lexicon.checks().phase_section;
    let mut ends: HashMap<(u32, &str), (Date, Side)> = HashMap::new();
    let mut lists: BTreeMap<(u32, &str), Vec<Step>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let clause = passage.clause;
        let own = clause.trail.last();
        let above = clause.trail.iter().filter(|heading| Some(*heading) != own);
        let in_phases = above.chain([&clause.text]).any(|heading| phases.within(heading));
        let written = || in_phases.then(|| limit_of(context, passage)).flatten();
        let Some(step) = step(context, passage).or_else(written) else { continue };
        let (parent, _) = clause.path.rsplit_once('/').unwrap_or_default();
        if let Some((_, above)) = ends.get(&(clause.part, parent)).filter(|(end, _)| step.end > *end) {
            let message = format!("“{}”晚于上级条目的时限", step.said);
            findings.push(finding(CODE, Severity::Warning, message, step.side.clone(), Some(above.clone())));
        }
        ends.entry((clause.part, &clause.path)).or_insert_with(|| (step.end, step.side.clone()));
        if in_phases {
            lists.entry((clause.part, parent)).or_default().push(step);
        }
    }
    for steps in lists.values() {
        overlapping(steps, findings);
        let turned = |pair: &&[Step]| {
            let starts = pair[0].start.zip(pair[1].start).is_some_and(|(first, second)| second < first);
            pair[1].end < pair[0].end || starts
        };
        // Where several are, the items are no steps one after the other.
        let mut pairs = steps.windows(2).filter(turned);
        if let (Some([first, second]), None) = (pairs.next(), pairs.next()) {
            let message = format!("前一阶段为“{}”，后一阶段为“{}”", first.said, second.said);
            let found = finding(CODE, Severity::Warning, message, second.side.clone(), Some(first.side.clone()));
            findings.push(found);
        }
    }
}

/// Phases that are numbered as such (第一阶段, 第二阶段), of which one begins before the one before it is over.
fn overlapping(steps: &[Step], findings: &mut Vec<Finding>) {
    static PHASE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"第[一二三四五六]阶段").expect("a pattern"));
    for pair in steps.windows(2).filter(|pair| pair.iter().all(|step| PHASE.is_match(&step.side.quote))) {
        let [first, second] = pair else { continue };
        if second.end >= first.end && second.start.is_some_and(|start| first.start < Some(start) && start < first.end) {
            let message = format!("“{}”与前一阶段“{}”重叠", second.said, first.said);
            findings.push(finding(CODE, Severity::Info, message, second.side.clone(), Some(first.side.clone())));
        }
    }
}

/// The only limit in the text of an item, which has none behind its heading: 2021年3月底前，… and 2019年上半年，….
fn limit_of(context: &Context<'_>, passage: &Passage<'_>) -> Option<Step> {
    if passage.text.contains('《') || strip_number(&passage.text).len() == passage.text.len() {
        return None;
    }
    let mentions = dates::scan(context.lexicon, &passage.text, &context.dates());
    let limits = |mention: &&dates::DateMention| matches!(mention.kind, DateKind::By | DateKind::Period);
    let [limit] = mentions.iter().filter(limits).collect::<Vec<_>>()[..] else { return None };
    let (said, end) = (limit.span.of(&passage.text), limit.end?);
    let begins = passage.text[..limit.span.start].ends_with(['。', '，', '；']);
    let side = context.in_passage(passage, around(&passage.text, limit.span.start..limit.span.end)).marked(said);
    begins.then(|| Step { start: None, end, said: said.to_owned(), side })
}

fn step(context: &Context<'_>, passage: &Passage<'_>) -> Option<Step> {
    let found = HEADING.captures(&passage.text)?;
    let said = found.get(1)?.as_str();
    let mentions = dates::scan(context.lexicon, said, &context.dates());
    let mentions: Vec<_> = mentions.into_iter().filter(|mention| mention.end.is_some()).collect();
    let end = mentions.last()?.end?;
    let start = mentions.first().and_then(|first| first.start);
    let side = context.in_passage(passage, &found[0]).marked(said);
    Some(Step { start, end, said: said.to_owned(), side })
}
