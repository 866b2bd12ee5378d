//! The phases of a plan: 动员部署阶段（2022年3月—4月）. They say when the measures are carried out, and are
//! measures themselves only where they name who does what, or where the plan has no others.

use regex::Regex;
use std::sync::LazyLock;
use zhengtu_outline::{NodeId, Outline};

/// Headings above phases.
static STEPS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:实施|工作|推进|方法|整治|活动|创建|行动|组织)步骤|(?:时间|进度|阶段|步骤)安排|步骤方法")
        .expect("a constant pattern")
});

/// Whether a node is a phase of the plan, by its heading or by the one above.
pub(super) fn is_phase(outline: &Outline, node: NodeId) -> bool {
    let below_steps = outline.nodes[node].parent.is_some_and(|parent| STEPS.is_match(outline.heading(parent)));
    below_steps || outline.heading(node).contains("阶段")
}
