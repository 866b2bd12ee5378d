//! # value-steps：各步的时限与总的办理时限不符
//!
//! 办理流程的各步“在0.5个工作日内”“在2个工作日内”，总的“办理时限”却比各步之和还短（警告），或者是它的三倍以上（提示）。
//! 有一步写了几个时限的（延长的、分情形的），总数说不清，不查。
//!
//! ```bad
//! 某市实施细则
//! 一、缓缴配套费
//! （一）办理流程：
//! 1.受理。窗口在0.5个工作日内转交。
//! 2.审查。科室在0.5个工作日内审核。
//! 3.办结。窗口在0.5个工作日内出具意见。
//! （二）办理时限：15个工作日。
//! ```
//! ```bad
//! 某市实施细则
//! 一、缓缴配套费
//! （一）办理流程：
//! 1.受理。窗口在2个工作日内转交。
//! 2.审查。科室在3个工作日内审核。
//! （二）办理时限：4个工作日。
//! ```
//! ```good
//! 某市实施细则
//! 一、缓缴配套费
//! （一）办理流程：
//! 1.受理。窗口在0.5个工作日内转交。
//! 2.审查。科室在0.5个工作日内审核。
//! 3.审议。管委会审议。
//! （二）办理时限：1.5个工作日。
//! 二、备案
//! （一）办理流程：
//! 1.受理。窗口在2个工作日内转交。
//! 2.审查。科室在3个工作日内审核，需要会商的延长15个工作日。
//! （二）办理时限：3个工作日。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "value-steps";
pub(super) const TITLE: &str = "各步的时限与总的办理时限不符";

/// The limit of the whole, as a line of its own.
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:办理|办结|审批|总)时限[：:](?:不超过)?(\d+(?:\.\d+)?)个工作日").expect("a pattern")
});
/// The limit of a step.
static STEP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+(?:\.\d+)?)个工作日").expect("a pattern"));

/// A total of so many times the sum of its steps has a point or a digit wrong.
const FAR: f64 = 3.0;

/// The limits of the steps under one heading.
#[derive(Default)]
struct Steps {
    sum: f64,
    count: usize,
    /// Whether a step has several limits.
    several: bool,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut under: BTreeMap<(u32, &str), Steps> = BTreeMap::new();
    let content = || context.passages.iter().filter(|passage| passage.is_content());
    for passage in content().filter(|passage| !TOTAL.is_match(&passage.text)) {
        let limits: Vec<f64> = STEP.captures_iter(&passage.text).filter_map(|found| found[1].parse().ok()).collect();
        // A step lies two levels below what the total is of: 一/（二）/2.
        let list = above(&passage.clause.path);
        let (Some(heading), [first, more @ ..]) = (list.and_then(above), limits.as_slice()) else { continue };
        let steps = under.entry((passage.clause.part, heading)).or_default();
        steps.sum += first;
        steps.count += 1;
        steps.several |= !more.is_empty();
    }
    for passage in content() {
        let Some(found) = TOTAL.captures(&passage.text) else { continue };
        let Some(steps) = above(&passage.clause.path).and_then(|path| under.get(&(passage.clause.part, path))) else {
            continue;
        };
        let total: f64 = found[1].parse().unwrap_or(steps.sum);
        if steps.count > 1 && !steps.several {
            report(context, passage, &found[0], (total, steps.sum), findings);
        }
    }
}

/// The path of what an item lies in.
fn above(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(above, _)| above)
}

fn report(
    context: &Context<'_>,
    passage: &Passage<'_>,
    said: &str,
    (total, sum): (f64, f64),
    findings: &mut Vec<Finding>,
) {
    let severity = match total {
        total if total < sum => Severity::Warning,
        total if total >= sum * FAR => Severity::Info,
        _ => return,
    };
    let message = format!("各步的时限合计{sum}个工作日，总时限为{total}个工作日");
    let at = context.in_passage(passage, &passage.text).marked(said);
    findings.push(finding(CODE, severity, message, at, None));
}
