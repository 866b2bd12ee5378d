//! # text-kind：文种前后不符
//!
//! 方案里写“本办法”，办法里写“本方案”：多半是从别的文件抄来的（提示）；同一部分别处都写对了的为警告。只看标题写明文种的部分，
//! 书名号、引号里的和“以下简称本办法”不查。文种：`checks.toml` 的 kind_of_text。
//!
//! ```bad
//! 某县工作方案
//! 为做好工作，制定本方案。
//! 一、主要措施
//! 1.推进甲事。按照本办法规定的程序办理。
//! 2.推进乙事。本方案未尽事宜另行规定。
//! ```
//! ```bad
//! 关于支持住房消费的实施细则
//! 为确保措施落实到位，特制定如下实施方案。
//! 1.推进甲事。
//! ```
//! ```good
//! 某县工作方案
//! 为做好工作，制定本方案。
//! 一、主要措施
//! 1.推进甲事。按照本方案规定的程序办理，制定资金管理办法。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub(super) const CODE: &str = "text-kind";
pub(super) const TITLE: &str = "文种前后不符（方案里写“本办法”）";

/// A text that speaks of itself by its kind.
static ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^“《称基根成版资日文样脚剧书课副原标])本(?:实施|工作|行动|管理)?(方案|办法|细则|规划|规定|计划|意见|措施)|制[定订](?:如下|以下)(?:实施|工作|若干|暂行|管理|行动)*(方案|办法|细则|规划|规定|计划|意见|措施)|制[定订]若干(意见|规定|措施)如下")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let words = &context.lexicon.checks().kind_of_text;
    let own: BTreeMap<u32, &str> = context
        .facts
        .parts
        .iter()
        .filter_map(|part| {
            let stated = context.facts.info.identity.title.as_ref().filter(|_| part.number == 0);
            let title = stated.map_or(&part.title, |title| &title.value);
            let title = title.split(['（', '(', '》']).next().unwrap_or_default();
            let length = words.at_end(title)?;
            Some((part.number, &title[title.len() - length..]))
        })
        .collect();
    let mut used: BTreeMap<(u32, &str), Vec<_>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let part = passage.clause.part;
        for phrase in split(&passage.text) {
            for found in ITSELF.captures_iter(phrase).filter_map(|found| found.iter().skip(1).flatten().next()) {
                let said = if phrase[..found.start()].ends_with('本') { "本" } else { "" };
                used.entry((part, found.as_str())).or_default().push((passage, phrase, said));
            }
        }
    }
    for (&(part, kind), places) in &used {
        let Some(own) = own.get(&part).filter(|own| **own != kind) else { continue };
        let right = used.get(&(part, *own)).map_or(0, Vec::len);
        if right < places.len() && right > 0 || places.len() > MOST {
            continue;
        }
        let severity = if right > 1 { Severity::Warning } else { Severity::Info };
        for (passage, phrase, said) in places {
            let at = context.in_passage(passage, phrase).marked(&format!("{said}{kind}"));
            findings.push(finding(CODE, severity, format!("“{said}{kind}”：本文是{own}"), at, None));
        }
    }
}

/// A kind that is named more often than this is what the text calls itself.
const MOST: usize = 3;
