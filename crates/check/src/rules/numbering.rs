//! # numbering：序号缺、重、乱或越级
//!
//! 同一级的序号应当连续：中间跳号、重号为错误；从第2项起、颠倒、越级的为警告或提示。一个列表只说一次。
//! 前一项的序号写在标题同一行的（一、政策方面（一）……），不算缺号；重号之后跳过一个号的，只算重号。
//! 全文多处跳号的，多半是摘录，合为一条提示。各部分的序号接着往下编的（一、……（三）；二、（四）……），部分之间也查（警告）。
//! “1.1”“2.1”在各自的上一级之下从1起；写在别的上一级之下的（2、之下的1.3）为警告。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.优化流程。
//! 2.压缩时间。
//! 4.公开信息。
//! ```
//! ```bad
//! 某县任务清单
//! 1、优化流程
//! 1.1 推行一窗受理。
//! 2、压缩时间
//! 2.1 压缩审批时间。
//! 1.2 压缩接电时间。
//! ```
//! ```bad
//! 某县工作方案
//! 一构建发展格局
//! （一）推进甲事。优化流程。
//! 二、完善体系
//! （一）推进乙事。优化流程。
//! 三、加强组织
//! （一）推进丙事。优化流程。
//! ```
//! ```good
//! 某县任务清单
//! 1、优化流程
//! 1.1 推行一窗受理。
//! 1.2 公开办事指南。
//! 2、压缩时间
//! 2.1 压缩审批时间。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施（一）优化流程。推行一窗受理。
//! （二）压缩时间。
//! （三）公开信息。
//! ```

use crate::Side;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::numbers;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;
use zhengtu_model::{Clause, Notice};

pub(super) const CODE: &str = "numbering";
pub(super) const TITLE: &str = "序号缺、重、乱或越级";

static AFTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d+) 之后是 (\d+)").expect("a pattern"));
static FIRST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"首个编号是 (\d+)").expect("a pattern"));

/// The most lists with a gap that a whole text has; one with more is an extract.
const MOST_GAPS: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gap,
    First,
    Repeat,
    Order,
    Level,
}

/// What is irregular in a list: the kind, the number before and the number there.
struct Fault<'c> {
    kind: Kind,
    before: u32,
    number: u32,
    notice: &'c Notice,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut lists: BTreeMap<(u32, &str), Vec<Fault<'_>>> = BTreeMap::new();
    for notice in &context.facts.notices {
        if let Some(fault) = fault(notice).filter(|fault| !is_printed(context, fault) && !begins_anew(context, fault)) {
            lists.entry((notice.part, parent(&notice.path))).or_default().push(fault);
        }
    }
    lists.values_mut().for_each(settle);
    lists.retain(|_, faults| !faults.is_empty());
    let gaps =
        |faults: &[Fault<'_>]| faults.iter().filter(|fault| matches!(fault.kind, Kind::Gap | Kind::First)).count();
    let all: usize = lists.values().map(|faults| gaps(faults)).sum();
    if all > MOST_GAPS {
        extract(context, &lists, all, findings);
        lists.values_mut().for_each(|faults| faults.retain(|fault| !matches!(fault.kind, Kind::Gap | Kind::First)));
    }
    for faults in lists.values().filter(|faults| !faults.is_empty()) {
        report(context, faults, findings);
    }
    across(context, findings);
    within(context, findings);
}

/// Numbers within a number (2.1) that stand under another one.
fn within(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut told = HashSet::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let clause = passage.clause;
        let Some((above, step)) = clause.path.rsplit_once('/') else { continue };
        let above = above.rsplit('/').next().unwrap_or_default();
        let Some(sign) = step.find(['.', '-', '—']) else { continue };
        let (outer, is_number) = (&step[..sign], |step: &str| step.bytes().all(|byte| byte.is_ascii_digit()));
        let under_another = is_number(above) && is_number(outer) && outer != above;
        if under_another && told.insert((clause.part, clause.path.as_str())) {
            let at = context.heading_at(clause.part, &clause.path, &clause.evidence);
            let message = format!("序号与上一级不符：“{step}”在“{above}”之下");
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}

/// A text numbers its items through when so many sections in ten go on where the one before ended.
const THROUGH: usize = 6;
/// Fewer sections do not tell.
const FEWEST: usize = 3;

/// The first and the last number of the items of a section, and where the first stands.
struct Section<'c> {
    first: u32,
    last: u32,
    clause: &'c Clause,
}

/// Items that are numbered through all sections of a part, and do not go on at the beginning of one.
fn across(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut parts: BTreeMap<u32, Vec<(&str, Section<'_>)>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let clause = passage.clause;
        let Some((section, step)) = clause.path.split_once('/') else { continue };
        let Some(number) = numbers::read(step.split('/').next().unwrap_or_default()) else { continue };
        let sections = parts.entry(clause.part).or_default();
        match sections.last_mut().filter(|(name, _)| *name == section) {
            Some((_, known)) => known.last = known.last.max(number),
            None => sections.push((section, Section { first: number, last: number, clause })),
        }
    }
    for sections in parts.values() {
        let pairs = || sections.windows(2).map(|pair| (&pair[0].1, &pair[1].1));
        let through = pairs().filter(|(before, after)| after.first == before.last + 1).count();
        if through < FEWEST || through * 10 < (sections.len() - 1) * THROUGH {
            continue;
        }
        for (before, after) in
            pairs().filter(|(before, after)| !matches!(after.first, 1) && after.first != before.last + 1)
        {
            let at = context.heading_at(after.clause.part, &after.clause.path, &after.clause.evidence);
            let message = format!("全文连续编号，上一部分到{}，这一部分从{}开始", before.last, after.first);
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}

fn fault(notice: &Notice) -> Option<Fault<'_>> {
    let number = |found: &regex::Captures<'_>, at: usize| found[at].parse().unwrap_or(0);
    if notice.code == "level-skipped" {
        return Some(Fault { kind: Kind::Level, before: 0, number: 0, notice });
    }
    if let Some(found) = FIRST.captures(&notice.message).filter(|_| notice.code == "numbering-gap") {
        return Some(Fault { kind: Kind::First, before: 0, number: number(&found, 1), notice });
    }
    let found = AFTER.captures(&notice.message)?;
    let kind = match notice.code.as_str() {
        "numbering-gap" => Kind::Gap,
        "numbering-repeat" => Kind::Repeat,
        "numbering-order" => Kind::Order,
        _ => return None,
    };
    Some(Fault { kind, before: number(&found, 1), number: number(&found, 2), notice })
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Takes out what follows from another fault: the gap behind a repeat, and those around two that changed places.
fn settle(faults: &mut Vec<Fault<'_>>) {
    let repeated: Vec<u32> =
        faults.iter().filter(|fault| fault.kind == Kind::Repeat).map(|fault| fault.number).collect();
    faults.retain(|fault| fault.kind != Kind::Gap || !repeated.contains(&fault.before));
    let turned: Vec<u32> = faults.iter().filter(|fault| fault.kind == Kind::Order).map(|fault| fault.before).collect();
    faults.retain(|fault| fault.kind != Kind::Gap || !turned.contains(&fault.number));
    let again: Vec<u32> = faults.iter().filter(|fault| fault.kind == Kind::Order).map(|fault| fault.number).collect();
    faults.retain(|fault| fault.kind != Kind::Gap || !again.contains(&fault.before));
}

/// Whether one of the numbers that seem to be missing is printed where no item was seen: on the line of a heading, or
/// where it was read as something else.
fn is_printed(context: &Context<'_>, fault: &Fault<'_>) -> bool {
    if !matches!(fault.kind, Kind::Gap | Kind::First) {
        return false;
    }
    let path = fault.notice.path.as_str();
    let step = path.rsplit('/').next().unwrap_or_default();
    let here = context.passages.partition_point(|passage| passage.clause.evidence.start < fault.notice.evidence.start);
    let bracketed = context.passages.get(here).is_some_and(|passage| passage.text.starts_with(['（', '(']));
    let missing: Vec<String> =
        (fault.before + 1..fault.number).take(3).flat_map(|number| labels(step, number, bracketed)).collect();
    let upwards = context.passages[..here].iter().rev().take_while(|passage| passage.clause.part == fault.notice.part);
    let mut seen = 0;
    for passage in upwards {
        if missing.iter().any(|label| passage.text.contains(label)) {
            return true;
        }
        // Up to the item before, or the heading above where there is none.
        let own = passage.clause.path.as_str();
        if own == parent(path) || (parent(own) == parent(path) && own != path) {
            seen += 1;
        }
        if seen > 1 {
            break;
        }
    }
    false
}

/// Whether a list begins anew behind a line that announces it (公安整治内容包括：).
fn begins_anew(context: &Context<'_>, fault: &Fault<'_>) -> bool {
    let here = context.passages.partition_point(|passage| passage.clause.evidence.start < fault.notice.evidence.start);
    let before = here.checked_sub(1).map(|at| context.passages[at].text.as_str());
    let announced = before.is_some_and(|text| text.ends_with(['：', ':']));
    fault.kind == Kind::Order && fault.number == 1 && announced
}

/// The ways to print a number like that of a step, which stands in brackets or not.
fn labels(step: &str, number: u32, bracketed: bool) -> Vec<String> {
    let chinese = numbers::chinese(number);
    if let Some(kind) = step.strip_prefix('第').and_then(|rest| rest.chars().next_back()) {
        return vec![format!("第{chinese}{kind}")];
    }
    if let Some(sign) = step.rfind(['.', '-', '—']) {
        let first = step[sign..].chars().next().map_or(sign, |sign_char| sign + sign_char.len_utf8());
        return vec![format!("{}{number}", &step[..first])];
    }
    if step.starts_with(|char: char| char.is_ascii_digit()) {
        return [".", "．", "、"]
            .iter()
            .map(|sign| format!("{number}{sign}"))
            .chain([format!("（{number}）"), format!("({number})")])
            .collect();
    }
    let own = match bracketed {
        true => vec![format!("（{chinese}）"), format!("({chinese})")],
        false => vec![format!("{chinese}、"), format!("{chinese}.")],
    };
    own.into_iter().chain([format!("{chinese}是")]).collect()
}

fn extract(
    context: &Context<'_>,
    lists: &BTreeMap<(u32, &str), Vec<Fault<'_>>>,
    count: usize,
    findings: &mut Vec<Finding>,
) {
    let Some(first) = lists.values().flatten().find(|fault| matches!(fault.kind, Kind::Gap | Kind::First)) else {
        return;
    };
    let at = context.heading_at(first.notice.part, &first.notice.path, &first.notice.evidence);
    let message = format!("序号有{count}处不连续，像是摘录；如不是，请逐处核对");
    let each = lists.values().flatten().map(|fault| format!("{}：{}", fault.notice.path, said(fault)));
    let detail = format!("各处：{}", each.collect::<Vec<_>>().join("；"));
    findings.push(finding(CODE, Severity::Info, message, at, None).detail(detail));
}

fn said(fault: &Fault<'_>) -> String {
    let Fault { before, number, .. } = fault;
    match fault.kind {
        Kind::First => format!("从{number}开始"),
        Kind::Gap => format!("{before}之后是{number}，缺{}", missing(*before, *number)),
        Kind::Repeat => format!("两个{number}"),
        Kind::Order => format!("{before}之后是{number}"),
        Kind::Level => fault.notice.message.clone(),
    }
}

fn missing(before: u32, number: u32) -> String {
    if before + 2 == number { format!("{}", before + 1) } else { format!("{}至{}", before + 1, number - 1) }
}

/// The item before one that is out of order.
fn before(context: &Context<'_>, fault: &Fault<'_>) -> Option<Side> {
    let (path, start) = (fault.notice.path.as_str(), fault.notice.evidence.start);
    let here = context.passages.partition_point(|passage| passage.clause.evidence.start < start);
    let beside = |passage: &&Passage<'_>| {
        let own = passage.clause.path.as_str();
        passage.clause.part == fault.notice.part && parent(own) == parent(path) && own != path
    };
    let passage = context.passages[..here].iter().rev().find(beside)?;
    let clause = passage.clause;
    Some(context.heading_at(clause.part, &clause.path, &clause.evidence))
}

/// The longest heading, in characters.
const HEADING: usize = 30;

/// The heading before a list that begins with two, where the sign behind its number was left out: 一构建发展格局.
fn unsigned<'c, 'a>(context: &'c Context<'a>, fault: &Fault<'_>) -> Option<&'c Passage<'a>> {
    let (path, start) = (fault.notice.path.as_str(), fault.notice.evidence.start);
    let sign = match path.rsplit('/').next().unwrap_or_default() {
        "二" => '一',
        "2" => '1',
        _ => return None,
    };
    let here = context.passages.partition_point(|passage| passage.clause.evidence.start < start);
    let upwards = context.passages[..here].iter().rev().take_while(|passage| passage.clause.part == fault.notice.part);
    let begins = |passage: &&Passage<'_>| {
        let rest = passage.text.strip_prefix(sign);
        let heading = rest.is_some_and(|rest| rest.starts_with(zhengtu_text::is_han) && !rest.contains(['。', '，']));
        heading && passage.text.chars().count() <= HEADING
    };
    upwards.take(ABOVE).find(begins).filter(|_| (fault.kind, fault.number) == (Kind::First, 2))
}

/// So many passages above the second item the first is looked for.
const ABOVE: usize = 40;

/// One finding for a list.
fn report(context: &Context<'_>, faults: &[Fault<'_>], findings: &mut Vec<Finding>) {
    let Some(first) = faults.first() else { return };
    let (severity, what) = match first.kind {
        Kind::Gap if faults.len() == 1 => (Severity::Error, "序号不连续"),
        Kind::Gap | Kind::First => (Severity::Warning, "序号不连续"),
        Kind::Repeat => (Severity::Error, "序号重复"),
        Kind::Order => (Severity::Info, "序号倒序"),
        Kind::Level => (Severity::Info, "序号越级"),
    };
    let told: Vec<String> = faults.iter().map(said).collect();
    let at = context.heading_from(first.notice.part, &first.notice.path, &first.notice.evidence);
    // Which of two with one number is wrong, nobody knows.
    let other = (first.kind == Kind::Repeat)
        .then(|| context.heading_at(first.notice.part, &first.notice.path, &first.notice.evidence));
    let unsigned = unsigned(context, first).map(|passage| context.in_passage(passage, &passage.text));
    let other = other.or(unsigned);
    let other = other.filter(|other| other.evidence.start < at.evidence.start);
    let other = other.or_else(|| before(context, first).filter(|_| first.kind == Kind::Order));
    findings.push(finding(CODE, severity, format!("{what}：{}", told.join("；")), at, other));
}
