//! # item-form：一个条目的写法与同级条目不同
//!
//! 同级的条目标题后都有句号、“单位：”后都有冒号、序号后都是同样的符号，只有一条不是：多半漏打、错打了（提示）。同级至少有五条、其余
//! 写法全同的才算。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! （一）推进网上办理。优化业务流程，公开办事指南。
//! （二）推进信息共享。打通部门系统，落实数据归集。
//! （三）推进证照应用支持企业办理跨省业务，扩大应用范围，完善机制。
//! （四）推进一窗受理。设立综合窗口，培训窗口人员。
//! （五）推进帮办代办。配备帮办人员，公开服务电话。
//! ```
//! ```bad
//! 某市工作方案
//! 一、工作职责
//! （一）市工信局：牵头制定工作方案，定期召开会议。
//! （二）市文明办：督促指导整治工作，组织验收。
//! （三）市城管局负责临时搭盖的处置工作，参与验收。
//! （四）市通管办：组织运营商复核，明确责任主体。
//! （五）市供电公司：制定技术方案，清理废旧杆塔。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! （一）推进网上办理。优化业务流程，公开办事指南。
//! （二）推进信息共享。打通部门系统，落实数据归集。
//! （三）推进证照应用。扩大应用范围，完善机制。
//! （四）推进一窗受理。设立综合窗口，培训窗口人员。
//! （五）推进帮办代办。配备帮办人员，公开服务电话。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, strip_number};
use std::collections::{BTreeMap, HashSet};

pub(super) const CODE: &str = "item-form";
pub(super) const TITLE: &str = "一个条目的写法与同级条目不同";

/// Fewer items do not show that one of them lacks something.
const FEWEST: usize = 5;
/// The longest heading within a paragraph, in characters.
const HEADING: usize = 24;
/// The longest name before a colon, and the shortest item that has one.
const LABEL: usize = 40;
const NAME: usize = 12;

/// The first passages of the items of one list.
type Items<'c, 'a> = Vec<&'c Passage<'a>>;

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut lists: BTreeMap<(u32, &str), Items<'_, '_>> = BTreeMap::new();
    let mut seen: HashSet<(u32, &str)> = HashSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let (part, path) = (passage.clause.part, passage.clause.path.as_str());
        let numbered = strip_number(&passage.text).len() < passage.text.len();
        if numbered && !path.contains('#') && seen.insert((part, path)) {
            lists.entry((part, path.rsplit_once('/').map_or("", |(parent, _)| parent))).or_default().push(passage);
        }
    }
    // Items that are numbered through the sections are one list too.
    let mut levels: BTreeMap<(u32, usize), Items<'_, '_>> = BTreeMap::new();
    for ((part, parent), items) in &lists {
        let depth = if parent.is_empty() { 0 } else { 1 + parent.matches('/').count() };
        levels.entry((*part, depth)).or_default().extend(items);
    }
    let form = |found: &&Finding| ["form-levels", "text-ending"].contains(&found.code.as_str());
    let mut told: HashSet<usize> = findings.iter().filter(form).map(|found| found.a.evidence.line).collect();
    for items in lists.values().chain(levels.values()).filter(|items| items.len() >= FEWEST) {
        let forms = [
            (unstopped as fn(&str) -> bool, "标题后没有标点", 0),
            (headed, "标题后有句号", HEADING),
            (labelled, "名称后有冒号", NAME),
        ];
        for (has, what, shortest) in forms {
            let (with, without): (Items<'_, '_>, Items<'_, '_>) = items.iter().partition(|item| has(&item.text));
            let [item] = without.as_slice() else { continue };
            // Headings of sections have items below them; what has none may be an entry of a list.
            let inner = |item: &&&Passage<'_>| lists.contains_key(&(item.clause.part, item.clause.path.as_str()));
            let sections = items.iter().filter(inner).count() * 3 >= items.len() * 2;
            if shortest == 0 && !(sections && inner(&item)) {
                continue;
            }
            if with.len() + 1 >= FEWEST
                && strip_number(&item.text).chars().count() > shortest
                && told.insert(item.clause.evidence.line)
            {
                let first = sentences(&item.text).next().unwrap_or_default();
                let message = format!("同级的{}条都是{what}，这一条没有", with.len());
                findings.push(finding(CODE, Severity::Info, message, context.in_passage(item, first), None));
            }
        }
    }
}

/// Whether an item is a heading without a sign behind it; items that say more are none of these.
fn unstopped(text: &str) -> bool {
    let text = strip_number(text);
    let heading = text.trim_end_matches(['。', '；', '，', '、', '：']);
    text.chars().count() > HEADING || heading.contains(['，', '：', ':']) || heading.len() == text.len()
}

/// Whether an item begins with a heading that ends with 。: （一）推进网上办理。优化流程….
fn headed(text: &str) -> bool {
    let text = strip_number(text);
    let heading = text.split('。').next().unwrap_or_default();
    heading.len() < text.len() && heading.chars().count() <= HEADING && !heading.contains(['，', ',', '：', ':', '；'])
}

/// Whether an item begins with a name and a colon: （一）市工信局：….
fn labelled(text: &str) -> bool {
    let name = strip_number(text).split(['：', ':']).next().unwrap_or_default();
    let parted = name.len() < strip_number(text).len();
    parted && name.chars().count() <= LABEL && !name.contains(['，', ',', '。', '；'])
}
