//! # date-plan：五年规划与年份不符
//!
//! “十四五”是2021年至2025年：起止年份在这之外的（“十四五”时期（2020—2024年））为警告；成文时已经结束的规划期里还要完成的事
//! （2023年的文件写“到‘十三五’末”）为提示。已经做了的（“十三五”期间建成的）不查。
//!
//! ```bad
//! 某县“十四五”时期（2020—2024年）养老服务规划
//! 一、发展基础
//! 服务体系不断完善。
//! ```
//! ```bad
//! 2023年某县工作方案
//! 一、工作目标
//! 到“十三五”末，建成系统完备的服务体系。
//! ```
//! ```good
//! 某县“十四五”时期（2021—2025年）养老服务规划
//! 一、发展目标
//! “十四五”期间（2023—2025年），到“十四五”末，建成系统完备的服务体系，巩固“十三五”期间建成的设施，到“十三五”末已建成机构20家。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use crate::places::around;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "date-plan";
pub(super) const TITLE: &str = "五年规划与年份不符";

/// A five-year plan with its years behind it.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[“‘]?(十[一二三四五六])五[”’]?(?:时期|期间|规划)?[（(](20\d\d)年?[—\-－~～至]+(20\d\d)年?[)）]")
        .expect("a pattern")
});
/// What is to be there at the end of a five-year plan.
static END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；])(?:力争|确保)?(?:到|至)[“‘]?(十[一二三四五六])五[”’]?(?:时期|期)?末").expect("a pattern")
});

/// The first year of the eleventh plan, and the years of one.
const ELEVENTH: u32 = 2006;
const YEARS: u32 = 5;

/// The years of a plan by its number: 十四 is 2021 to 2025.
fn years(number: &str) -> Option<(u32, u32)> {
    let after = crate::numbers::read(number)?.checked_sub(11)?;
    let first = ELEVENTH + after * YEARS;
    Some((first, first + YEARS - 1))
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let written = context.facts.info.year.map(u32::from);
    for passage in &context.passages {
        for found in SPAN.captures_iter(&passage.text) {
            let (Some((first, last)), Some(whole)) = (years(&found[1]), found.get(0)) else { continue };
            // What is left of a plan, or a part of it, lies within its years.
            let outside =
                [2, 3].iter().any(|at| found[*at].parse().is_ok_and(|year: u32| !(first..=last).contains(&year)));
            if outside {
                let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(whole.as_str());
                let message = format!("“{}五”是{first}年至{last}年", &found[1]);
                findings.push(finding(CODE, Severity::Warning, message, side, None));
            }
        }
        for sentence in sentences(&passage.text).filter(|sentence| !sentence.contains(['已', '了'])) {
            let Some(found) = END.captures(sentence) else { continue };
            let over = years(&found[1]).zip(written).filter(|((_, last), written)| last < written);
            if let Some(((_, last), _)) = over.filter(|_| passage.is_content()) {
                let side = context.in_passage(passage, sentence).marked(&found[0]);
                let message = format!("“{}五”末是{last}年，本文成文时已经过去", &found[1]);
                findings.push(finding(CODE, Severity::Info, message, side, None));
            }
        }
    }
}
