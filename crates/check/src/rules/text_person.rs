//! # text-person：套用了别的文件的称谓
//!
//! 县的方案里出现“我局”“县局”“本单位”“我市”，多半是从部门方案、上级方案里照搬过来的（提示）。
//! 市、省的方案里出现“我县”“我市”（低于本级的）为警告。
//! “本部门清单”“各单位、本单位”一类泛指的不算；每个附件的每种称谓只列一次。
//!
//! 从文件看不出级别的，看责任单位都是哪一级的。
//!
//! ```bad
//! 管线整治工作方案
//! 因历史原因，我市管线搭挂普遍，制定本方案。
//! 一、工作目标
//! 稳步推进我县管线整治工作。
//! 二、主要任务
//! 1.排查线路。逐一登记。（市工信局、市财政局、市公安局负责）
//! 2.完善机制。定期会商。（市文明办、市城管局、市交通局负责）
//! ```
//! ```bad
//! 2021年温县工作方案
//! 一、主要措施
//! 1.畅通渠道。本部门在政务服务大厅设立了投诉咨询台。(县政务服务局负责)
//! ```
//! 同意印发的政府低于本文一级的（市的文件写“经县政府同意”），同样列出。
//!
//! ```bad
//! 某市人民政府办公室关于印发某市工作方案的通知
//! 各县人民政府：
//! 经县政府同意，现将《某市工作方案》印发给你们，请认真贯彻执行。
//! 某市人民政府办公室
//! 2023年3月5日
//!
//! 某市工作方案
//! 一、主要任务
//! 1.推进甲事。（市教育局、市财政局负责）
//! 2.推进乙事。（市公安局、市民政局负责）
//! 3.推进丙事。（市司法局负责）
//! ```
//! ```good
//! 2021年温县工作方案
//! 一、主要措施
//! 1.畅通渠道。各单位梳理本部门事项清单，我县统一公布。(县政务服务局负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use zhengtu_model::{GovernmentLevel, UnitKind};

pub(super) const CODE: &str = "text-person";
pub(super) const TITLE: &str = "套用了别的文件的称谓";

static SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:目前，?)?(本部门在|本部门设|本单位还|本单位在|我局|我委|我办|我院|县局成立|市局成立|本局)")
        .expect("a pattern")
});

/// A county that plans for the whole city: verb and object, without a word of what it joins or follows.
static HIGHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|优化|完善|建设|健全|提升|加快|建立)(我市|本市|全市)|(?:统筹|推动|促进|推进|落实|加强|结合|根据|针对|立足|围绕|助力|支持|开展|做好|引导|鼓励|组织|符合|适应|服务|确保|力争|对|为|在|是|使|以|将|按照)(我市)").expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let county = context.facts.info.place.as_deref().is_some_and(|place| place.ends_with(['县', '区', '旗']));
    let bureau = is_of_bureau(context);
    let level = level(context);
    let county = county || context.facts.info.place.is_none() && level == Some(3);
    let joins = &context.lexicon.checks().joins_higher;
    let mut told = BTreeSet::new();
    approved(context, level, findings);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            let single = SINGLE.captures(phrase).filter(|_| !bureau).map(|found| found[1].to_owned());
            let own = county && !joins.within(phrase);
            let below = LOWER.captures(phrase).filter(|found| is_below(&found[1], level));
            if let Some(below) = below {
                let words = &below[1];
                if told.insert((passage.clause.part, words.to_owned())) {
                    let at = context.in_passage(passage, phrase).marked(words);
                    let message = format!("“{words}”：本文是上一级的文件");
                    // 全县 may be said of a county that is named.
                    let severity = if words.starts_with('我') { Severity::Warning } else { Severity::Info };
                    findings.push(finding(CODE, severity, message, at, None));
                }
                continue;
            }
            let higher = || {
                let found = HIGHER.captures(phrase).filter(|_| own)?;
                Some(found.get(1).or(found.get(2))?.as_str().to_owned())
            };
            let Some(words) = single.or_else(higher) else { continue };
            if told.insert((passage.clause.part, words.clone())) {
                let at = context.in_passage(passage, phrase).marked(&words);
                findings.push(finding(CODE, Severity::Info, format!("“{words}”疑为照搬别的文件的称谓"), at, None));
            }
        }
    }
}

/// A government that agrees to what a document says: 经市政府同意.
static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:报|已)?(经[省市县])(?:委、[省市县])?(?:人民)?政府(?:领导|主要领导|常务会议)?(?:研究|审议|审定)?(?:同意|批准|通过)")
        .expect("a pattern")
});

/// What a government below that of the document agreed to, as the letter has it.
fn approved(context: &Context<'_>, own: Option<usize>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_written()) {
        for phrase in split(&passage.text) {
            let Some(found) = APPROVED.captures(phrase).filter(|found| is_below(&found[1], own)) else { continue };
            let at = context.in_passage(passage, phrase).marked(&found[1]);
            let message = format!("“{}”：本文是上一级的文件", &found[0]);
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// A place that speaks of itself, not within quotes or a title.
static LOWER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[^“”《》（(]*([我全][省市县])(?:[^级外内籍辖直域运民]|$)").expect("a pattern"));

/// The level of the government that issued the document: 0 for the state, 3 for a county.
fn level(context: &Context<'_>) -> Option<usize> {
    let stated = context.facts.info.identity.level.as_ref().map(|level| level.value);
    // A municipality is a city of the level of a province.
    let municipal = context.facts.info.place.as_ref().is_some_and(|place| place.ends_with('市'));
    let Some(stated) = stated else { return by_bodies(context) };
    Some(match stated {
        GovernmentLevel::Province if municipal => 2,
        GovernmentLevel::National => 0,
        GovernmentLevel::Province => 1,
        GovernmentLevel::City => 2,
        GovernmentLevel::County => 3,
        GovernmentLevel::Town => 4,
    })
}

/// Whether 我市 or the like is of a level below that of the document.
fn is_below(words: &str, own: Option<usize>) -> bool {
    let level = match words.chars().next_back() {
        Some('省') => 1,
        Some('市') => 2,
        Some('县') => 3,
        _ => 0,
    };
    own.is_some_and(|own| own < level)
}

/// The level of nearly all bodies that answer for the tasks, where nothing else says of which level the document is.
fn by_bodies(context: &Context<'_>) -> Option<usize> {
    let mut times = [0; LEVELS.len()];
    let units = context.facts.tasks.iter().flat_map(|task| &task.units).filter(|unit| unit.kind == UnitKind::Unit);
    for unit in units {
        if let Some(at) = unit.surface.chars().next().and_then(|level| LEVELS.iter().position(|known| *known == level))
        {
            times[at] += 1;
        }
    }
    let (own, most) = times.iter().enumerate().max_by_key(|(_, times)| **times)?;
    (*most >= BODIES && most * 10 >= times.iter().sum::<usize>() * 8).then_some(own + 1)
}

/// The levels below the state with which names of bodies begin.
const LEVELS: [char; 3] = ['省', '市', '县'];
/// So many bodies tell the level of a document.
const BODIES: usize = 5;

/// Whether the plan is that of a bureau, which may speak of itself.
fn is_of_bureau(context: &Context<'_>) -> bool {
    static BUREAU: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^，。；：]{2,24}(?:局|委|委员会|办公室|办|厅|部|院|中心|公司|集团|学校|大学|银行|分行)(?:关于|20|[\p{Han}]{2,20}(?:方案|办法|细则|措施|计划|意见|通知)|$)").expect("a pattern")
    });
    let title = context.facts.info.title.as_str();
    let head = context.passages.iter().take(5).map(|passage| passage.text.as_str());
    let heads = head.chain([title]).any(|line| BUREAU.is_match(line));
    // A text without a place of its own is that of any body.
    heads || context.facts.info.place.is_none() && context.facts.parts.len() == 1
}
