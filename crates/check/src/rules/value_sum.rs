//! # value-sum：分项之和与总数不符
//!
//! “压缩至38天以内（其中审批17天、接入10天、勘察10天、检查1天）”：分项单位相同，合计应当等于总数。
//! 分项之和大于总数为错误；三项以上而合计小于总数为提示（可能只列主要部分），分项的名称是同样的一类（东乡、西乡、南乡）的为警告。
//! “庙会200场、灯会150场、演出100场，共500场”：先列分项、后写合计的，不等即为警告。
//! “每年增加1个，5年增加6个”：每年的数乘以年数与总数不等的为提示。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 平均办理时间压缩至38天以内（其中审批时间17天、接水10天、勘察10天、检查5天）。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.开展活动。举办庙会200场、灯会150场、演出100场，共500场。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 农机总动力超过10万千瓦，其中灌排机械动力达到12万千瓦。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 每年增加1个金融牌照，5年增加6个金融牌照。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 每年新增托育点5个，三年共新增15个。
//! 平均办理时间压缩至38天以内（其中审批时间17天、接水10天、勘察10天、检查1天）。
//! ```
//! ```good
//! 某县工作报告
//! 一、债务情况
//! 年底债务余额38.5亿元，其中一般债务16.3亿元、专项债务22.2亿元，控制在限额41.2亿元以内。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_model::Value;
use zhengtu_terms::quantity::{self, Quantity};

pub(super) const CODE: &str = "value-sum";
pub(super) const TITLE: &str = "分项之和与总数不符";

/// A total, and the parts that a bracket or 其中 names behind it.
static PARTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[（(，,：]?其中[：:，,]?([^（()）；。]+)").expect("a pattern"));

/// Parts of one measure, and the total that is named behind them.
static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:[^，。；、：:\d（()）]{1,10}\d+(?:\.\d+)?[\p{Han}]{1,3}、)+[^，。；、：:\d（()）]{1,10}\d+(?:\.\d+)?[\p{Han}]{1,3})[，,]?(?:等)?(?:共计|总计|合计|共)(\d+(?:\.\d+)?)([\p{Han}]{1,3})")
        .expect("a pattern")
});

/// The total behind its parts.
fn totals(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in TOTAL.captures_iter(&passage.text) {
        let parts = quantity::scan(context.lexicon, &found[1]);
        let Some(total) = quantity::scan(context.lexicon, &found[0]).pop() else { continue };
        let limit = number(&total);
        let sum = parts.iter().map(|part| number(part).filter(|_| part.unit == total.unit)).sum::<Option<f64>>();
        let (Some(sum), Some(limit)) = (sum, limit) else { continue };
        if parts.len() >= 2 && (sum - limit).abs() > 1e-6 {
            let message = format!("分项之和为{sum}{0}，合计写作{limit}{0}", total.unit);
            let at = context.in_passage(passage, &found[0]).marked(&found[2]);
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}

/// So many a year, and so many in some years.
static YEARLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:每年|年均)([^，。；,;\d]{0,8})(\d{1,6})([\p{Han}]{1,10})[，,、；]([二三四五六]|\d)年(?:内)?(?:共|累计|合计|总共)?([^，。；,;\d]{0,8})(\d{1,7})([\p{Han}]{1,10})")
        .expect("a pattern")
});

/// 每年增加1个，5年增加6个: as many years as are said make another number.
fn yearly(context: &Context<'_>, passage: &Passage<'_>, findings: &mut Vec<Finding>) {
    for found in YEARLY.captures_iter(&passage.text) {
        let number = |at: usize| found[at].parse::<u64>().ok();
        let (Some(each), Some(all)) = (number(2), number(6)) else { continue };
        let Some(years) = crate::numbers::read(&found[4]).map(u64::from) else { continue };
        let same = found[3].starts_with(&found[7]) || found[7].starts_with(&found[3]);
        if same && each * years != all {
            let message = format!("每年{each}，{years}年应为{}，写作{all}", each * years);
            let at = context.in_passage(passage, &found[0]).marked(&found[6]);
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// Whether the names of the parts end with the same character: they are all the parts there are.
fn of_one_kind(listed: &str, parts: &[Quantity]) -> bool {
    let lasts: Vec<Option<char>> = parts.iter().map(|part| listed[..part.number.start].chars().next_back()).collect();
    let first = lasts.first().copied().flatten();
    first.is_some_and(char::is_alphabetic) && lasts.iter().all(|last| *last == first)
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        totals(context, passage, findings);
        yearly(context, passage, findings);
        for sentence in sentences(&passage.text) {
            let Some(found) = PARTS.captures(sentence) else { continue };
            let (Some(whole), Some(listed)) = (found.get(0), found.get(1)) else { continue };
            let Some(total) = quantity::scan(context.lexicon, &sentence[..whole.start()]).pop() else { continue };
            let adjoining = sentence[total.span.end..whole.start()].chars().count() <= 6;
            let listed = parts_only(context, listed.as_str());
            let parts = quantity::scan(context.lexicon, listed);
            let alone = parts.first().filter(|part| parts.len() == 1 && adjoining && !bounded(listed, part));
            let larger = alone.filter(|_| !bounded(sentence, &total)).and_then(|part| larger(context, &total, part));
            if let Some((part, whole)) = larger {
                let message = format!("其中一项为{part}{0}，总数为{whole}{0}", total.unit);
                let at = context.in_passage(passage, sentence).marked(total.span.of(sentence));
                findings.push(finding(CODE, Severity::Warning, message, at, None));
            }
            let Some((sum, limit)) = sums(&total, &parts, listed).filter(|_| adjoining) else { continue };
            let severity = match sum > limit {
                true => Severity::Error,
                false if of_one_kind(listed, &parts) => Severity::Warning,
                false => Severity::Info,
            };
            let unit = &total.unit;
            let terms: Vec<String> =
                parts.iter().filter_map(|part| number(part).map(|value| value.to_string())).collect();
            let message = format!("分项之和为{}={sum}{unit}，总数为{limit}{unit}", terms.join("+"));
            let at = context.in_passage(passage, sentence).marked(total.span.of(sentence));
            findings.push(finding(CODE, severity, message, at, None));
        }
    }
}

/// Whether a figure is said as a bound: 以上.
fn bounded(text: &str, figure: &Quantity) -> bool {
    figure.span.of(text).ends_with("以上") || text[figure.span.end..].starts_with("以上")
}

/// The list of parts without what is said behind it (，控制在限额6亿元以内).
fn parts_only<'t>(context: &Context<'_>, listed: &'t str) -> &'t str {
    let behind = |at: &usize| {
        context.lexicon.checks().no_part.within(listed[*at..].split(['，', ',']).nth(1).unwrap_or_default())
    };
    let end = listed.match_indices(['，', ',']).map(|(at, _)| at).find(behind);
    &listed[..end.unwrap_or(listed.len())]
}

/// One part that is larger than the total; of growth nothing is known, and of bounds and terms not whose they are (流域面积1万平方
/// 公里以上，其中8万平方公里以上的…, 30日内办结，其中…90日).
fn larger(context: &Context<'_>, total: &Quantity, part: &Quantity) -> Option<(f64, f64)> {
    let class = context.lexicon.measures().unit(&total.unit).map(|unit| unit.class);
    if class == Some(MeasureClass::Time) {
        return None;
    }
    let (value, whole) = (number(part)?, number(total)?);
    let alike = part.unit == total.unit && part.change.is_none() && total.change.is_none();
    let share = total.unit.contains('%') || total.unit.contains("百分点");
    (alike && !share && value > whole).then_some((value, whole))
}

/// The sum of the parts and the total, where they do not agree.
fn sums(total: &Quantity, parts: &[Quantity], listed: &str) -> Option<(f64, f64)> {
    let limit = number(total)?;
    let alike = parts.len() >= 2 && parts.iter().all(|part| part.unit == total.unit && part.change.is_none());
    let percent = total.unit.contains('%') || total.unit.contains("百分点");
    if !alike || percent || listed.contains('等') {
        return None;
    }
    let sum: f64 = parts.iter().map(number).sum::<Option<f64>>()?;
    let short = sum < limit && parts.len() < 3;
    ((sum - limit).abs() > 1e-6 && !short).then_some((sum, limit))
}

fn number(quantity: &Quantity) -> Option<f64> {
    match quantity.value {
        Value::Number(value) => Some(value),
        Value::Range(_) => None,
    }
}
