//! # form-levels：层次序号（GB/T 9704—2012）
//!
//! 结构层次序数依次为“一、”“（一）”“1.”“（1）”：写法不合的（一．、1、、（一）、），下一级用了上一级序号的、下一级序号用在上一级之前的（提示）。
//!
//! ```bad
//! 某县工作方案
//! 一.主要措施
//! （一）、推进甲事。优化流程。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! （1）推进甲事。优化流程。（县教育局负责）
//! （一）推进乙事。优化流程。（县教育局负责）
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! （一）推进甲事。优化流程。
//! 1.压缩时间。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::places;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "form-levels";
pub(super) const TITLE: &str = "层次序号不合 GB/T 9704";

/// The four levels, in their order.
static LEVELS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:([一二三四五六七八九十]{1,3}[、.．])|([（(][一二三四五六七八九十]{1,3}[）)])|(\d{1,2}[.．、])|([（(]\d{1,2}[）)]))")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    let mut levels: HashMap<(u32, &str), usize> = HashMap::new();
    // The last item below each heading.
    let mut before: HashMap<(u32, &str), (usize, &Passage<'_>)> = HashMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let clause = passage.clause;
        let Some(level) = level(&passage.text) else { continue };
        let Some((parent, _)) = clause.path.rsplit_once('/') else {
            levels.entry((clause.part, &clause.path)).or_insert(level);
            continue;
        };
        let above = levels.get(&(clause.part, parent)).copied();
        let first = before.insert((clause.part, parent), (level, passage));
        if let Some((lower, earlier)) =
            first.filter(|(lower, _)| *lower > level && above.is_some_and(|above| above < level))
        {
            let quote = crate::phrases::sentences(&earlier.text).next().unwrap_or_default();
            let message = format!(
                "第{}层序号用在了第{}层之前：层次依次为“一、”“（一）”“1.”“（1）”",
                ordinal(lower),
                ordinal(level)
            );
            findings.push(finding(CODE, Severity::Info, message, context.in_passage(earlier, quote), None));
        }
        if levels.insert((clause.part, &clause.path), level).is_none() && above.is_some_and(|above| level < above) {
            let first = crate::phrases::sentences(&passage.text).next().unwrap_or_default();
            let message = "上一级的序号用在了下一级：层次依次为“一、”“（一）”“1.”“（1）”".to_owned();
            findings.push(finding(CODE, Severity::Info, message, context.in_passage(passage, first), None));
        }
    }
}

fn ordinal(level: usize) -> String {
    crate::numbers::chinese(u32::try_from(level).unwrap_or_default())
}

fn level(text: &str) -> Option<usize> {
    let found = LEVELS.captures(text)?;
    (1..=4).find(|&level| found.get(level).is_some())
}
